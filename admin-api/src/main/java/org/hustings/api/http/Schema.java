package org.hustings.api.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hustings.api.http.Problem.FieldError;
import tools.jackson.databind.JsonNode;

/// A JSON Schema (2020-12) of the contract. The library judges; the sentences are ours, since they
/// must say what was expected and what came.
public final class Schema {
  /// Keywords that only say that something deeper failed.
  private static final Set<String> OUTER =
      Set.of("properties", "items", "prefixItems", "allOf", "$ref");

  private final JsonNode node;
  private final Validator validator;

  Schema(JsonNode node) {
    this.node = node;
    this.validator =
        Validator.create(
            JsonSchema.of(new JsonObject(node.toString())),
            new JsonSchemaOptions()
                .setBaseUri("urn:hustings")
                .setDraft(Draft.DRAFT202012)
                .setOutputFormat(OutputFormat.Basic));
  }

  /// What is wrong with a body, by JSON pointer.
  List<FieldError> errorsOf(JsonNode body) {
    Map<String, FieldError> byPlace = new LinkedHashMap<>();
    for (OutputUnit unit : failures(Json.plain(body))) {
      FieldError error = sentence(unit, body);
      byPlace.putIfAbsent(error.pointer(), error);
    }
    return List.copyOf(byPlace.values());
  }

  /// What is wrong with a single value, as one sentence; empty if nothing.
  String errorOf(Object value) {
    JsonNode instance = Json.tree(value);
    return failures(value).stream()
        .map(unit -> sentence(unit, instance).detail())
        .findFirst()
        .orElse("");
  }

  private List<OutputUnit> failures(Object plain) {
    OutputUnit result = validator.validate(wrapped(plain));
    if (Boolean.TRUE.equals(result.getValid())) {
      return List.of();
    }
    List<OutputUnit> deep = new ArrayList<>();
    for (OutputUnit unit : result.getErrors()) {
      if (!OUTER.contains(keyword(unit))) {
        deep.add(unit);
      }
    }
    // A property that fails its own schema is reported as an additional one, too.
    deep.removeIf(unit -> keyword(unit).equals("additionalProperties") && isDeclared(unit));
    return deep.isEmpty() ? result.getErrors() : deep;
  }

  private boolean isDeclared(OutputUnit unit) {
    String place = unit.getInstanceLocation();
    String name = unescaped(place.substring(place.lastIndexOf('/') + 1));
    return owner(unit).path("properties").has(name);
  }

  @SuppressWarnings("unchecked")
  private static Object wrapped(Object plain) {
    if (plain instanceof Map<?, ?> map) {
      return new JsonObject((Map<String, Object>) map);
    }
    return plain instanceof List<?> list ? new JsonArray((List<Object>) list) : plain;
  }

  private FieldError sentence(OutputUnit unit, JsonNode instance) {
    String pointer = unit.getInstanceLocation();
    if (keyword(unit).equals("required")) {
      String missing = quoted(unit.getError());
      return FieldError.at(pointer + "/" + missing, "is missing" + expected(owner(unit), missing));
    }
    if (keyword(unit).equals("additionalProperties")) {
      return FieldError.at(pointer, "is not known here; known are " + names(owner(unit)));
    }
    return FieldError.at(
        pointer, SchemaWords.expected(owner(unit)) + got(instance.at(path(pointer))));
  }

  private static String expected(JsonNode object, String property) {
    JsonNode schema = object.path("properties").path(property);
    return schema.isMissingNode() ? "" : "; " + SchemaWords.expected(schema);
  }

  private static String names(JsonNode object) {
    return object.path("properties").propertyNames().stream().collect(Collectors.joining(", "));
  }

  private static String got(JsonNode value) {
    String text = value.isMissingNode() ? "nothing" : value.toString();
    return ", got " + (text.length() > 60 ? text.substring(0, 60) + "…" : text);
  }

  /// The schema object that holds the keyword.
  private JsonNode owner(OutputUnit unit) {
    String location = unit.getKeywordLocation();
    return node.at(path(location.substring(0, Math.max(1, location.lastIndexOf('/')))));
  }

  private static String keyword(OutputUnit unit) {
    String location = unit.getKeywordLocation();
    return location.substring(location.lastIndexOf('/') + 1);
  }

  private static String path(String fragment) {
    return fragment.startsWith("#") ? fragment.substring(1) : fragment;
  }

  private static String unescaped(String token) {
    return token.replace("~1", "/").replace("~0", "~");
  }

  private static String quoted(String error) {
    int from = error.indexOf('"');
    return from < 0 ? "" : error.substring(from + 1, error.indexOf('"', from + 1));
  }
}
