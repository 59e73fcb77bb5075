package org.hustings.server.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Somebody who uses the HTTP API, signed in by cookie as a browser is. Blocking.
public final class ApiCaller implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final URI server;
  private Optional<String> token = Optional.empty();
  private final HttpClient client;

  public ApiCaller(URI server) {
    this(
        server,
        HttpClient.newBuilder()
            .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
            .connectTimeout(Duration.ofSeconds(5))
            .build());
  }

  /// Shares a client with others, who each show a token of their own ([#useToken]): a thousand
  /// clients would have as many selectors. Whoever closes one closes it for all.
  public ApiCaller(URI server, HttpClient shared) {
    this.server = server;
    this.client = shared;
  }

  /// From now on shows an API token instead of a cookie.
  public void useToken(String secret) {
    token = Optional.of(secret);
  }

  /// What came back; `body` is an object without members where nothing did.
  public record Answer(int status, JsonNode body) {
    public boolean isDone() {
      return status / 100 == 2;
    }

    /// The body of what must have succeeded.
    public JsonNode orFail() throws IOException {
      if (!isDone()) {
        throw new IOException(
            "the server answered "
                + status
                + ": "
                + body.path("detail").asString("")
                + body.path("errors"));
      }
      return body;
    }
  }

  public void signIn(String login, String password) throws IOException, InterruptedException {
    post("/api/v1/sign-in", Map.of("login", login, "password", password)).orFail();
  }

  public Answer get(String path) throws IOException, InterruptedException {
    return send("GET", path, "application/json", BodyPublishers.noBody());
  }

  public Answer post(String path, Object body) throws IOException, InterruptedException {
    return send(
        "POST", path, "application/json", BodyPublishers.ofString(JSON.writeValueAsString(body)));
  }

  /// A command without a body.
  public Answer post(String path) throws IOException, InterruptedException {
    return send("POST", path, "", BodyPublishers.noBody());
  }

  public Answer upload(String path, String type, byte[] body)
      throws IOException, InterruptedException {
    return send("POST", path, type, BodyPublishers.ofByteArray(body));
  }

  /// Streams a file.
  public Answer upload(String path, String type, Path file)
      throws IOException, InterruptedException {
    return send("POST", path, type, BodyPublishers.ofFile(file));
  }

  /// A live feed, as lines; it ends when the stream is closed or the server ends it.
  public InputStream follow(String path) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path)).GET();
    token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
    HttpResponse<InputStream> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    if (response.statusCode() != 200) {
      throw new IOException("the server answered " + response.statusCode() + " to " + path);
    }
    return response.body();
  }

  private Answer send(String method, String path, String type, BodyPublisher body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(path))
            .method(method, body)
            .timeout(Duration.ofHours(2))
            .header("Origin", server.toString())
            .header("Idempotency-Key", UUID.randomUUID().toString());
    token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    HttpResponse<String> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return new Answer(
        response.statusCode(),
        response.body().isBlank() ? JSON.createObjectNode() : JSON.readTree(response.body()));
  }

  @Override
  public void close() {
    client.close();
  }
}
