package org.hustings.api.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.hustings.api.http.Contract.Parameter;
import org.hustings.api.http.Contract.Rule;
import org.hustings.api.http.Problem.FieldError;
import org.jspecify.annotations.Nullable;

/// Reads the parameters of a request as the contract types them.
final class Parameters {
  private final Rule rule;
  private final HttpServerRequest request;
  private final Map<String, String> path;
  private final List<FieldError> errors = new ArrayList<>();

  private Parameters(Rule rule, HttpServerRequest request, Map<String, String> path) {
    this.rule = rule;
    this.request = request;
    this.path = path;
  }

  /// @throws Problem.Refused if one is missing, unknown or not what the contract says
  static Map<String, Object> read(Rule rule, HttpServerRequest request, Map<String, String> path) {
    return new Parameters(rule, request, path).read();
  }

  private Map<String, Object> read() {
    refuseUnknown();
    Map<String, Object> values = new LinkedHashMap<>();
    for (Parameter parameter : rule.parameters()) {
      String text = text(parameter);
      if (text != null) {
        take(parameter, text, values);
      } else if (parameter.required()) {
        throw missing(parameter).asException();
      }
    }
    if (!errors.isEmpty()) {
      throw invalid().asException();
    }
    return values;
  }

  private void refuseUnknown() {
    MultiMap query = request.query() == null ? MultiMap.caseInsensitiveMultiMap() : queryParams();
    for (String name : query.names()) {
      if (rule.parameter("query", name).isEmpty()) {
        errors.add(FieldError.ofParameter(name, "is not known here; known are " + known()));
      } else if (query.getAll(name).size() > 1) {
        errors.add(FieldError.ofParameter(name, "may be given only once"));
      }
    }
  }

  private String known() {
    String names =
        rule.parameters().stream()
            .filter(parameter -> parameter.in().equals("query"))
            .map(Parameter::name)
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "none" : names;
  }

  /// Without the path's parameters, which Vert.x Web adds to the request's.
  private MultiMap queryParams() {
    MultiMap query = MultiMap.caseInsensitiveMultiMap();
    new io.netty.handler.codec.http.QueryStringDecoder(request.uri())
        .parameters()
        .forEach((name, values) -> query.add(name, values));
    return query;
  }

  private @Nullable String text(Parameter parameter) {
    return switch (parameter.in()) {
      case "path" -> path.get(parameter.name());
      case "header" -> request.getHeader(parameter.name());
      default -> queryParams().get(parameter.name());
    };
  }

  private void take(Parameter parameter, String text, Map<String, Object> values) {
    Object value = typed(parameter, text);
    String error = parameter.schema().errorOf(value);
    if (error.isEmpty()) {
      values.put(parameter.name(), value);
    } else {
      errors.add(FieldError.ofParameter(parameter.name(), error));
    }
  }

  /// The value, or the text itself where it is not of the type: the schema then says so.
  private static Object typed(Parameter parameter, String text) {
    return switch (parameter.type()) {
      case "integer" -> text.matches("-?[0-9]{1,18}") ? (Object) Long.valueOf(text) : text;
      case "boolean" ->
          text.equals("true") || text.equals("false") ? (Object) Boolean.valueOf(text) : text;
      default -> text;
    };
  }

  private Problem missing(Parameter parameter) {
    String name = parameter.name();
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "if-match" ->
          Problem.of(
              428,
              "if-match-required",
              "Which version do you edit?",
              "Send the header If-Match with the ETag that came with what you edit, so that"
                  + " nobody's edit is lost (RFC 6585 §3).");
      case "idempotency-key" ->
          Problem.of(
              400,
              "idempotency-key-required",
              "An Idempotency-Key is needed",
              "Send the header Idempotency-Key with a value of your own (a UUID), and the same one"
                  + " again when you retry, so that nothing happens twice.");
      default ->
          invalid(
              List.of(
                  FieldError.ofParameter(name, "is missing (" + parameter.in() + " parameter)")));
    };
  }

  private Problem invalid() {
    return invalid(errors);
  }

  private static Problem invalid(List<FieldError> errors) {
    return new Problem(
        400,
        "invalid-parameter",
        "A parameter cannot be taken",
        "Correct what `errors` names and send the request again.",
        errors,
        Map.of());
  }
}
