package org.hustings.api;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Speaks to a running API as a program or a browser would. Immutable: `with…` gives another one.
public final class ApiClient {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final int port;
  private final Map<String, String> headers;

  private ApiClient(int port, Map<String, String> headers) {
    this.port = port;
    this.headers = headers;
  }

  public static ApiClient on(int port) {
    return new ApiClient(port, Map.of());
  }

  public ApiClient with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new ApiClient(port, more);
  }

  public ApiClient withToken(String token) {
    return with("Authorization", "Bearer " + token);
  }

  public ApiClient withCookie(String cookie) {
    return with("Cookie", cookie).with("Hustings-Request", "1");
  }

  /// Signs in and goes on with the cookie.
  public ApiClient signedIn(String login, String password) {
    Answer answer =
        post("/api/v1/sign-in", "{\"login\":\"" + login + "\",\"password\":\"" + password + "\"}");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return withCookie(answer.header("Set-Cookie").split(";", 2)[0]);
  }

  public Answer get(String path) {
    return send("GET", path, BodyPublishers.noBody());
  }

  public Answer post(String path) {
    return send("POST", path, BodyPublishers.noBody());
  }

  public Answer post(String path, String json) {
    return with("Content-Type", "application/json")
        .send("POST", path, BodyPublishers.ofString(json));
  }

  public Answer put(String path, String json) {
    return with("Content-Type", "application/json")
        .send("PUT", path, BodyPublishers.ofString(json));
  }

  public Answer delete(String path) {
    return send("DELETE", path, BodyPublishers.noBody());
  }

  public Answer send(String method, String path, BodyPublisher body) {
    try {
      HttpResponse<byte[]> response =
          HTTP.send(request(method, path, body), BodyHandlers.ofByteArray());
      return new Answer(response);
    } catch (IOException e) {
      throw new AssertionError(method + " " + path + " was not answered", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /// Follows server-sent events until the stream is closed.
  public Events follow(String path) {
    try {
      HttpResponse<InputStream> response =
          HTTP.send(request("GET", path, BodyPublishers.noBody()), BodyHandlers.ofInputStream());
      assertThat(response.statusCode()).isEqualTo(200);
      return new Events(response.body());
    } catch (IOException e) {
      throw new AssertionError(path + " was not answered", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private HttpRequest request(String method, String path, BodyPublisher body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, body)
            .timeout(Duration.ofSeconds(60));
    headers.forEach(request::setHeader);
    return request.build();
  }

  /// What came back.
  public static final class Answer {
    private final HttpResponse<byte[]> response;

    private Answer(HttpResponse<byte[]> response) {
      this.response = response;
    }

    public int status() {
      return response.statusCode();
    }

    public byte[] octets() {
      return response.body();
    }

    public String text() {
      return new String(response.body(), java.nio.charset.StandardCharsets.UTF_8);
    }

    public JsonNode json() {
      return JSON.readTree(response.body());
    }

    /// What the problem's `type` ends in.
    public String code() {
      return json().path("type").asString().replace("/problems/", "");
    }

    public String header(String name) {
      return headerIfAny(name).orElseThrow(() -> new AssertionError("no header " + name + this));
    }

    public Optional<String> headerIfAny(String name) {
      return response.headers().firstValue(name);
    }

    @Override
    public String toString() {
      return response.statusCode() + " " + text();
    }
  }
}
