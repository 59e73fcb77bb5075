package org.hustings.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import org.hustings.server.wire.Campaign.Volunteer;
import org.hustings.telephony.media.listen.Correlation;
import org.hustings.telephony.media.listen.Sounds;
import org.hustings.telephony.media.wav.WavWriter;
import org.hustings.telephony.peers.Chromium;
import org.hustings.telephony.peers.Coturn;
import org.hustings.telephony.peers.WebBrowser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A browser that reaches us through a TURN server alone, with the credentials that we gave it. On
/// the real clock, since the TURN server looks at it.
class RelayTest {
  private static final String SECRET = "what the two share";
  private static final short[] CHIRP = Sounds.chirp(3300, 1800, Duration.ofSeconds(4));
  private static final short[] MICROPHONE =
      Sounds.join(
          Sounds.silence(Duration.ofSeconds(8)), CHIRP, Sounds.silence(Duration.ofSeconds(60)));

  @TempDir private Path directory;

  private final InstantSource clock = InstantSource.system();
  private final Homes homes = Homes.callableAt(clock.instant().atOffset(ZoneOffset.UTC));

  private Chromium chromium() throws IOException {
    Path microphone = directory.resolve("microphone.wav");
    Files.write(microphone, WavWriter.pcm16(MICROPHONE, 8000));
    return Chromium.start(directory, microphone);
  }

  @Test
  void rfc8656_chromium_calls_through_a_relay_by_udp_and_by_tcp_with_credentials_of_limited_life()
      throws IOException {
    String voter = homes.number(Homes.Kind.ANSWERS);
    try (Coturn coturn = Coturn.start(directory, SECRET);
        Carrier carrier = Carrier.with(clock, directory, homes.behaviours());
        RunningServer server =
            RunningServer.withTrunkTo(carrier.port(), clock, directory, settings(coturn.port()));
        WebBrowser browser = chromium()) {
      Campaign campaign = server.campaign();
      Map<String, Object> settings = campaign.settings(Duration.ofSeconds(20));
      homes.openAllDay(settings);
      long project = campaign.project(settings);
      campaign.voters(project, homes.file(voter));
      Volunteer ada = campaign.volunteer("ada", "101");
      try (Screen screen = campaign.screenOf(ada)) {
        BrowserPage page = BrowserPage.signedIn(browser, server, ada);
        page.connectByRelay("udp");
        screen.awaitState("READY");
        assertRelayed(page.statistics(), "udp");
        screen.callNext();
        screen.awaitState("TALKING");
        page.listen(Duration.ofSeconds(12));
        screen.hangUp();
        screen.awaitState("WRAP_UP");
        screen.dispose("SUCCESSFUL", Map.of("reached", screen.people()));
        screen.awaitState("READY");
        Correlation there = Correlation.of(CHIRP, carrier.heardBy(voter));
        assertThat(there.coefficient()).isGreaterThan(0.95);

        String leg = page.connectByRelay("tcp");
        screen.await(now -> leg.endsWith(now.path("leg").asString("none")), "the leg by TCP");
        assertRelayed(page.statistics(), "tcp");
        assertThat(coturn.allocations()).isGreaterThanOrEqualTo(2);
        page.hangUp();
        screen.leave();
      }
    }
  }

  private static String settings(int turn) {
    return """
    browser:
      turn: ['turn:127.0.0.1:%d?transport=udp', 'turn:127.0.0.1:%d?transport=tcp']
      turn-secret: '%s'
      turn-valid-for: 10m
    """
        .formatted(turn, turn, SECRET);
  }

  private static void assertRelayed(JsonNode statistics, String transport) {
    assertThat(statistics.path("state").asString()).isEqualTo("connected");
    assertThat(statistics.path("local").asString()).isEqualTo("relay");
    assertThat(statistics.path("relay").asString()).isEqualTo(transport);
  }
}
