package org.hustings.api.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Problem details (RFC 9457): what is wrong and, in `detail`, what to do about it.
///
/// @param code the last part of `type`; stable, for programs
/// @param detail a sentence for whoever made the request
/// @param errors what is wrong with which field
/// @param more members of this problem alone
public record Problem(
    int status,
    String code,
    String title,
    String detail,
    List<FieldError> errors,
    Map<String, Object> more) {
  /// `type` is a relative reference, resolved against the request (RFC 9457 §3.1.1).
  public static final String TYPES = "/problems/";

  public Problem {
    errors = List.copyOf(errors);
    more = Map.copyOf(more);
  }

  public static Problem of(int status, String code, String title, String detail) {
    return new Problem(status, code, title, detail, List.of(), Map.of());
  }

  public Problem with(String member, Object value) {
    Map<String, Object> extended = new LinkedHashMap<>(more);
    extended.put(member, value);
    return new Problem(status, code, title, detail, errors, extended);
  }

  /// What was sent is well-formed, but its content cannot be taken.
  public static Problem invalid(List<FieldError> errors) {
    return new Problem(
        422,
        "invalid-content",
        "The content cannot be taken",
        "Correct what `errors` names and send the request again; nothing was changed.",
        errors,
        Map.of());
  }

  public static Problem invalid(String pointer, String detail) {
    return invalid(List.of(FieldError.at(pointer, detail)));
  }

  public static Problem notFound(String what) {
    return of(
        404,
        "not-found",
        "Not found",
        "There is no such " + what + " in this campaign, or you have no access to it.");
  }

  public Refused asException() {
    return new Refused(this);
  }

  /// What is wrong with one field of the body, or with one parameter.
  ///
  /// @param pointer JSON pointer as a URI fragment (RFC 6901 §6); empty for a parameter
  /// @param parameter name of a path, query or header parameter; empty for the body
  public record FieldError(String pointer, String parameter, String detail) {
    public static FieldError at(String pointer, String detail) {
      return new FieldError(pointer, "", detail);
    }

    public static FieldError ofParameter(String name, String detail) {
      return new FieldError("", name, detail);
    }
  }

  /// Ends the handling of a request with a problem, from however deep.
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Problem problem;

    private Refused(Problem problem) {
      super(problem.code(), null, false, false);
      this.problem = problem;
    }

    public Problem problem() {
      return problem;
    }
  }
}
