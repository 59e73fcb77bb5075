package org.hustings.schema.json;

import java.util.Optional;
import org.jooq.JSONB;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Between `jsonb` and a tree of nodes.
final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static JSONB written(ObjectNode node) {
    return JSONB.valueOf(MAPPER.writeValueAsString(node));
  }

  static JsonNode read(JSONB json) {
    try {
      return MAPPER.readTree(json.data());
    } catch (JacksonException e) {
      throw new IllegalStateException("the database holds what is no JSON", e);
    }
  }

  static Optional<String> text(JsonNode node, String key) {
    JsonNode value = node.path(key);
    return value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
  }

  /// @throws IllegalStateException if it is missing
  static String required(JsonNode node, String key) {
    return text(node, key)
        .orElseThrow(() -> new IllegalStateException("stored JSON has no text at " + key));
  }
}
