package org.hustings.api.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;

/// Writes replies, with the headers that every reply carries.
final class Wire {
  /// What is still taken of a body that nobody wants, so that the client reads its refusal instead
  /// of a broken connection.
  private static final long LEFTOVER = 1 << 20;

  private Wire() {}

  /// On the request's event loop.
  static void send(HttpServerRequest request, Reply reply, boolean secure) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    SecurityHeaders.put(response, secure);
    switch (reply) {
      case Reply.Content(int status, Object body, Map<String, String> headers) ->
          end(request, status, "application/json", headers, Json.bytes(body));
      case Reply.Nothing(Map<String, String> headers) -> {
        headers.forEach(response::putHeader);
        response.setStatusCode(204).end();
        discardRest(request);
      }
      case Reply.File(int status, String type, Reply.Octets octets, Map<String, String> headers) ->
          end(request, status, type, headers, octets.get());
      case Reply.Failure(Problem problem) ->
          end(
              request,
              problem.status(),
              ProblemBody.CONTENT_TYPE,
              headersOf(problem),
              Json.bytes(ProblemBody.of(problem)));
      case Reply.Events _, Reply.Later _ ->
          throw new IllegalArgumentException("not a reply that is written whole");
    }
  }

  static int status(Reply reply) {
    return switch (reply) {
      case Reply.Content content -> content.status();
      case Reply.Nothing _ -> 204;
      case Reply.File file -> file.status();
      case Reply.Events _ -> 200;
      case Reply.Failure(Problem problem) -> problem.status();
      case Reply.Later _ -> 0;
    };
  }

  private static Map<String, String> headersOf(Problem problem) {
    return switch (problem.status()) {
      case 401 -> Map.of("WWW-Authenticate", "Bearer realm=\"hustings\"");
      case 503 -> Map.of("Retry-After", "2");
      default -> Map.of();
    };
  }

  private static void end(
      HttpServerRequest request,
      int status,
      String contentType,
      Map<String, String> headers,
      byte[] body) {
    HttpServerResponse response = request.response();
    response.setStatusCode(status).putHeader("Content-Type", contentType);
    headers.forEach(response::putHeader);
    response.end(Buffer.buffer(body));
    discardRest(request);
  }

  private static void discardRest(HttpServerRequest request) {
    if (request.isEnded()) {
      return;
    }
    long[] taken = new long[1];
    request.exceptionHandler(_ -> {});
    request.handler(piece -> {
      taken[0] += piece.length();
      if (taken[0] > LEFTOVER) {
        request.connection().close();
      }
    });
    request.endHandler(_ -> {});
    request.resume();
  }

  /// A request that is no proper HTTP.
  static Problem malformed(int status) {
    return switch (status) {
      case 414 ->
          Problem.of(
              414, "uri-too-long", "The address is too long", "Shorten the path or the query.");
      case 431 ->
          Problem.of(
              431,
              "headers-too-large",
              "The headers are too large",
              "Send fewer or shorter headers; perhaps cookies of other sites on this host.");
      default ->
          Problem.of(
              400, "malformed-request", "The request cannot be read", "Send proper HTTP/1.1.");
    };
  }
}
