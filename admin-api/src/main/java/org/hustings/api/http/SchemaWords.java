package org.hustings.api.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Says in words what a schema expects.
final class SchemaWords {
  private static final Map<String, String> TYPES =
      Map.of(
          "string", "a text",
          "integer", "a whole number",
          "number", "a number",
          "boolean", "true or false",
          "array", "a list",
          "object", "an object",
          "null", "null");
  private static final Map<String, String> FORMATS =
      Map.of(
          "date-time", "an instant such as 2026-10-05T17:30:00Z",
          "date", "a date such as 2026-10-05",
          "uuid", "a UUID");

  private SchemaWords() {}

  static String expected(JsonNode schema) {
    return "expected " + what(schema);
  }

  private static String what(JsonNode schema) {
    JsonNode values = schema.path("enum");
    if (values.isArray()) {
      List<String> names = new ArrayList<>();
      values.forEach(value -> names.add(value.asString()));
      return (names.size() > 1 ? "one of " : "") + String.join(", ", names);
    }
    return kind(schema) + range(schema) + length(schema) + example(schema);
  }

  private static String kind(JsonNode schema) {
    String format = FORMATS.get(schema.path("format").asString(""));
    if (format != null) {
      return format;
    }
    JsonNode type = schema.path("type");
    if (!type.isArray()) {
      return TYPES.getOrDefault(type.asString(""), "another value");
    }
    List<String> names = new ArrayList<>();
    type.forEach(name -> names.add(TYPES.getOrDefault(name.asString(), name.asString())));
    return String.join(" or ", names);
  }

  private static String range(JsonNode schema) {
    return between(schema.path("minimum"), schema.path("maximum"), "");
  }

  private static String length(JsonNode schema) {
    boolean list = schema.path("type").asString("").equals("array");
    return list
        ? between(schema.path("minItems"), schema.path("maxItems"), " items")
        : between(schema.path("minLength"), schema.path("maxLength"), " characters");
  }

  private static String between(JsonNode least, JsonNode most, String unit) {
    if (least.isMissingNode() && most.isMissingNode()) {
      return "";
    }
    if (most.isMissingNode()) {
      return " of at least " + least.asString() + unit;
    }
    return least.isMissingNode()
        ? " of at most " + most.asString() + unit
        : " from " + least.asString() + " to " + most.asString() + unit;
  }

  private static String example(JsonNode schema) {
    if (!schema.has("pattern")) {
      return "";
    }
    JsonNode example = schema.path("examples").path(0);
    return example.isMissingNode()
        ? " like " + schema.path("pattern").asString()
        : " like " + example.asString();
  }
}
