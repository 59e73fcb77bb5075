package org.hustings.api.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.hustings.api.http.Problem.FieldError;

/// Problem details as they are written.
final class ProblemBody {
  static final String CONTENT_TYPE = "application/problem+json";

  private ProblemBody() {}

  static Map<String, Object> of(Problem problem) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", Problem.TYPES + problem.code());
    body.put("title", problem.title());
    body.put("status", problem.status());
    body.put("detail", problem.detail());
    if (!problem.errors().isEmpty()) {
      body.put("errors", problem.errors().stream().map(ProblemBody::of).toList());
    }
    body.putAll(problem.more());
    return body;
  }

  private static Map<String, Object> of(FieldError error) {
    Map<String, Object> body = new LinkedHashMap<>();
    if (error.parameter().isEmpty()) {
      body.put("pointer", error.pointer());
    } else {
      body.put("parameter", error.parameter());
    }
    body.put("detail", error.detail());
    return body;
  }
}
