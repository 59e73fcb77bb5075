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

/// The server's HTTP API as somebody outside sees it who has signed in.
final class Api {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI server;
  private final Map<String, String> headers = new HashMap<>();

  private Api(URI server) {
    this.server = server;
  }

  /// Signs in by cookie, as a browser does.
  static Api signedIn(URI server, String login, String password) {
    Api api = new Api(server);
    Answer in = api.post("/api/v1/sign-in", Map.of("login", login, "password", password));
    in.json();
    String cookie = in.response().headers().firstValue("Set-Cookie").orElseThrow();
    api.headers.put("Cookie", cookie.substring(0, cookie.indexOf(';')));
    api.headers.put("Hustings-Request", "1");
    return api;
  }

  /// Signed in or not, for what asks for no sign-in.
  static Api of(URI server) {
    return new Api(server);
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

  Answer delete(String path) {
    return send("DELETE", path, BodyPublishers.noBody());
  }

  Answer put(String path, Map<String, ?> body, String... moreHeaders) {
    return send("PUT", path, json(body), moreHeaders);
  }

  /// Sends a body that is not JSON.
  Answer upload(String path, String type, byte[] body) {
    return send("POST", path, BodyPublishers.ofByteArray(body), "Content-Type", type);
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
