package org.hustings.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.hustings.telephony.twilio.webhook.Elsewhere;
import org.hustings.telephony.twilio.webhook.WebhookReply;
import org.hustings.telephony.twilio.webhook.WebhookRequest;

/// The other servers of the installation, asked one after the other with the request as it came,
/// signature included: each judges it by itself.
final class TwilioNeighbours implements Elsewhere, AutoCloseable {
  static final String FORWARDED = "Hustings-Forwarded";

  /// Twilio itself gives up after fifteen seconds.
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final List<URI> servers;
  private final HttpClient client;

  /// @param servers where their webhooks are
  TwilioNeighbours(List<URI> servers) {
    this.servers = List.copyOf(servers);
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
  }

  @Override
  public Found ask(WebhookRequest request) {
    boolean sure = true;
    for (URI server : servers) {
      try {
        HttpResponse<byte[]> response =
            client.send(http(server, request), BodyHandlers.ofByteArray());
        switch (response.statusCode()) {
          case 404 -> {}
          case 200 -> {
            return new Found.There(reply(response));
          }
          case 204 -> {
            return new Found.There(WebhookReply.noted());
          }
          default -> sure = false;
        }
      } catch (IOException e) {
        sure = false;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return new Found.Unsure();
      }
    }
    return sure ? new Found.Nowhere() : new Found.Unsure();
  }

  private static HttpRequest http(URI server, WebhookRequest request) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(server + request.target()))
            .timeout(PATIENCE)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header(FORWARDED, "1")
            .method(request.method(), BodyPublishers.ofString(request.body()));
    request.signature().ifPresent(value -> builder.header("X-Twilio-Signature", value));
    return builder.build();
  }

  private static WebhookReply reply(HttpResponse<byte[]> response) {
    boolean twiml =
        response
            .headers()
            .firstValue("Content-Type")
            .filter(type -> type.startsWith("text/xml"))
            .isPresent();
    return twiml
        ? WebhookReply.twiml(new String(response.body(), UTF_8))
        : WebhookReply.sound(response.body());
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
