package org.hustings.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hustings.telephony.twilio.webhook.Elsewhere.Found;
import org.hustings.telephony.twilio.webhook.WebhookRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TwilioNeighboursTest {
  private static final WebhookRequest REQUEST =
      new WebhookRequest("POST", "/leg/7/next?n=3", Optional.of("signed="), "CallSid=CA1");

  private final List<HttpServer> servers = new ArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    servers.forEach(server -> server.stop(0));
  }

  private URI server(int status, String type, String body) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("X-Twilio-Signature")
                  + " "
                  + exchange.getRequestHeaders().getFirst("Hustings-Forwarded")
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          exchange.getResponseHeaders().set("Content-Type", type);
          byte[] content = body.getBytes(UTF_8);
          exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
          exchange.getResponseBody().write(content);
          exchange.close();
        });
    server.start();
    servers.add(server);
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/twilio");
  }

  private static Found ask(URI... others) {
    try (TwilioNeighbours neighbours = new TwilioNeighbours(List.of(others))) {
      return neighbours.ask(REQUEST);
    }
  }

  @Test
  void are_asked_in_turn_until_one_knows_with_twilios_own_signature() throws IOException {
    URI ignorant = server(404, "text/plain", "");
    URI owner = server(200, "text/xml; charset=utf-8", "<Response/>");
    Found found = ask(ignorant, owner, ignorant);
    assertThat(found)
        .isInstanceOfSatisfying(
            Found.There.class, there -> assertThat(there.reply().text()).isEqualTo("<Response/>"));
    assertThat(asked).hasSize(2).containsOnly("POST /twilio/leg/7/next?n=3 signed= 1 CallSid=CA1");
  }

  @Test
  void who_all_do_not_know_are_sure() throws IOException {
    assertThat(ask(server(404, "text/plain", ""))).isEqualTo(new Found.Nowhere());
  }

  @Test
  void of_whom_one_cannot_be_asked_or_mistrusts_the_signature_are_not_sure() throws IOException {
    URI gone = URI.create("http://127.0.0.1:1/twilio");
    assertThat(ask(gone, server(404, "text/plain", ""))).isEqualTo(new Found.Unsure());
    assertThat(ask(server(403, "text/plain", ""))).isEqualTo(new Found.Unsure());
  }
}
