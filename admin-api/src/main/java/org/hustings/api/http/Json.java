package org.hustings.api.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// JSON as this API reads and writes it: strict in reading, and what is absent is not written.
public final class Json {
  private static final int DEEPEST = 40;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_LONG_FOR_INTS)
          .changeDefaultPropertyInclusion(
              value -> value.withValueInclusion(JsonInclude.Include.NON_ABSENT))
          .build();

  private Json() {}

  /// Reads a body.
  ///
  /// @throws Problem.Refused if it is no JSON
  static JsonNode read(byte[] body) {
    try {
      return MAPPER.readTree(body);
    } catch (JacksonException e) {
      throw Problem.of(
              400,
              "malformed-json",
              "The body is not JSON",
              "The body must be one JSON value (RFC 8259) in UTF-8; reading failed at "
                  + where(e.getLocation())
                  + ".")
          .asException();
    }
  }

  private static String where(TokenStreamLocation location) {
    return location == null
        ? "an unknown place"
        : "line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  /// Reads a JSON text of our own.
  public static JsonNode parse(String text) {
    return MAPPER.readTree(text);
  }

  static <T> T into(JsonNode node, Class<T> type) {
    return MAPPER.treeToValue(node, type);
  }

  /// As plain maps, lists, strings, numbers and booleans.
  static Object plain(JsonNode node) {
    return MAPPER.treeToValue(node, Object.class);
  }

  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  public static byte[] bytes(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }

  public static String text(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }
}
