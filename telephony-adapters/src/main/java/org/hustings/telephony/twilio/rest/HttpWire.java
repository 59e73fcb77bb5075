package org.hustings.telephony.twilio.rest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.channels.UnresolvedAddressException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;

/// The API over HTTPS. A `POST` is sent once whatever comes of it: the JDK's client repeats only
/// what is idempotent, and a connection that could not be opened carried nothing.
public final class HttpWire implements RestWire, AutoCloseable {
  private final URI root;
  private final Duration patience;
  private final HttpClient client;

  /// @param root of the API, without a path
  /// @param patience for an answer; what comes later is not waited for
  public HttpWire(URI root, Duration patience) {
    this.root = root;
    this.patience = patience;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(patience)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
  }

  @Override
  public RestReply send(RestRequest request) {
    try {
      HttpResponse<String> response = client.send(http(request), HttpWire::text);
      return new RestReply.Answered(
          response.statusCode(), response.body(), again(response), date(response));
    } catch (ConnectException | HttpConnectTimeoutException | SSLHandshakeException e) {
      return new RestReply.NotSent(why(e));
    } catch (IOException e) {
      return e.getCause() instanceof UnresolvedAddressException
          ? new RestReply.NotSent(why(e))
          : new RestReply.Unknown(why(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new RestReply.Unknown("interrupted");
    }
  }

  /// A sound is no text: each of its octets is one character.
  private static BodySubscriber<String> text(ResponseInfo answer) {
    boolean sound =
        answer
            .headers()
            .firstValue("Content-Type")
            .filter(type -> type.startsWith("audio/"))
            .isPresent();
    return BodySubscribers.ofString(sound ? ISO_8859_1 : UTF_8);
  }

  private HttpRequest http(RestRequest request) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder()
            .timeout(patience)
            .header("Authorization", request.authorization())
            .header("Accept", "application/json, audio/x-wav");
    return switch (request.method()) {
      case GET -> builder.uri(uri(request.path(), request.encodedFields())).GET().build();
      case DELETE -> builder.uri(uri(request.path(), request.encodedFields())).DELETE().build();
      case POST ->
          builder
              .uri(uri(request.path(), ""))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(BodyPublishers.ofString(request.encodedFields()))
              .build();
    };
  }

  private URI uri(String path, String query) {
    return URI.create(root + path + (query.isEmpty() ? "" : "?" + query));
  }

  private static Optional<Duration> again(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(seconds -> seconds.matches("[0-9]{1,6}"))
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
  }

  private static Optional<Instant> date(HttpResponse<?> response) {
    try {
      return response
          .headers()
          .firstValue("Date")
          .map(text -> DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String why(IOException e) {
    return e.getClass().getSimpleName();
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
