package org.hustings.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The server's HTTP API as a program outside sees it with a token of its own.
final class Api {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI server;
  private final Map<String, String> headers = new HashMap<>();

  private Api(URI server) {
    this.server = server;
  }

  static Api withToken(URI server, String token) {
    Api api = new Api(server);
    api.headers.put("Authorization", "Bearer " + token);
    return api;
  }

  /// What came back.
  record Answer(HttpRequest request, HttpResponse<byte[]> response) {
    int status() {
      return response.statusCode();
    }

    String text() {
      return new String(response.body(), UTF_8);
    }

    /// The body of an answer that is no problem.
    JsonNode json() {
      if (status() / 100 != 2) {
        throw new AssertionError(
            "%s %s: %d %s".formatted(request.method(), request.uri(), status(), text()));
      }
      return text().isEmpty() ? JSON.createObjectNode() : JSON.readTree(response.body());
    }
  }

  JsonNode get(String path) {
    return tryGet(path).json();
  }

  Answer tryGet(String path) {
    return send("GET", path, BodyPublishers.noBody());
  }

  /// @param body sent as JSON, unless it is empty
  Answer post(String path, Map<String, ?> body, String... moreHeaders) {
    return body.isEmpty()
        ? send("POST", path, BodyPublishers.noBody(), moreHeaders)
        : send("POST", path, json(body), moreHeaders);
  }

  private Answer send(String method, String path, BodyPublisher body, String... moreHeaders) {
    HttpRequest.Builder request = request(path).method(method, body).timeout(PATIENCE);
    if (body.contentLength() != 0) {
      request.setHeader("Content-Type", "application/json");
    }
    for (int i = 0; i < moreHeaders.length; i += 2) {
      request.setHeader(moreHeaders[i], moreHeaders[i + 1]);
    }
    HttpRequest built = request.build();
    return new Answer(built, exchange(built, BodyHandlers.ofByteArray()));
  }

  /// Server-sent events, as they come.
  InputStream stream(String path) {
    return exchange(request(path).build(), BodyHandlers.ofInputStream()).body();
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path));
    headers.forEach(request::setHeader);
    return request;
  }

  private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return http.send(request, handler);
    } catch (IOException cause) {
      throw new AssertionError(request.method() + " " + request.uri() + " got no answer", cause);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted in " + request.uri(), interrupted);
    }
  }

  private static BodyPublisher json(Object body) {
    return BodyPublishers.ofString(JSON.writeValueAsString(body));
  }
}
