package org.hustings.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hustings.server.wire.Campaign.Volunteer;
import org.hustings.telephony.media.listen.Correlation;
import org.hustings.telephony.media.listen.Pieces;
import org.hustings.telephony.media.listen.Sounds;
import org.hustings.telephony.media.wav.WavWriter;
import org.hustings.telephony.peers.Chromium;
import org.hustings.telephony.peers.WebBrowser;
import org.hustings.telephony.phonenet.Behaviour;
import org.hustings.telephony.phonenet.wire.Voices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Volunteers with real browsers call voters through the whole server. The browser plays what it
/// hears through a jitter buffer that stretches and shortens it, the more the busier the machine
/// is: there, a chirp is looked for piece by piece; at the voter's, all of it at once.
class BrowserCallTest {
  private static final String VOTER = "+12125550111";
  private static final Duration TALK = Duration.ofSeconds(20);
  private static final short[] CHIRP = Sounds.chirp(3300, 1800, Duration.ofSeconds(4));
  private static final short[] MICROPHONE =
      Sounds.join(
          Sounds.silence(Duration.ofSeconds(8)), CHIRP, Sounds.silence(Duration.ofSeconds(60)));
  private static final Behaviour TALKATIVE =
      new Behaviour.Answers(Duration.ofMillis(300), Duration.ofSeconds(4), Duration.ofMinutes(1));

  @TempDir private Path directory;

  private final ShiftedClock clock = ShiftedClock.inTheMorning();

  private Carrier carrier() {
    return Carrier.with(clock, directory, Map.of(VOTER, List.of(TALKATIVE)));
  }

  private Chromium chromium() throws IOException {
    Path microphone = directory.resolve("microphone.wav");
    Files.write(microphone, WavWriter.pcm16(MICROPHONE, 8000));
    return Chromium.start(directory, microphone);
  }

  /// A volunteer with a project and one voter.
  private static Volunteer ready(Campaign campaign) {
    long project = campaign.project(TALK);
    campaign.voter(project, VOTER, 90);
    return campaign.volunteer("ada", "101");
  }

  @Test
  void chromium_and_a_voter_hear_each_other() throws IOException {
    try (Carrier carrier = carrier();
        RunningServer server = RunningServer.withTrunkTo(carrier.port(), clock, directory);
        WebBrowser browser = chromium()) {
      Volunteer ada = ready(server.campaign());
      try (Screen screen = server.campaign().screenOf(ada)) {
        BrowserPage page = BrowserPage.signedIn(browser, server, ada);
        String leg = page.connect();
        JsonNode session = screen.awaitState("READY");
        assertThat(leg).endsWith(session.path("leg").asString());
        assertThat(session.path("mode").asString()).isEqualTo("BROWSER");

        assertThat(screen.callNext()).isEqualTo(VOTER);
        screen.awaitState("TALKING");
        page.listen(Duration.ofSeconds(14));
        JsonNode statistics = page.statistics();
        screen.hangUp();
        screen.awaitState("WRAP_UP");
        screen.dispose("SUCCESSFUL", Map.of("reached", screen.people()));
        screen.awaitState("READY");

        Correlation there = Correlation.of(CHIRP, carrier.heardBy(VOTER));
        short[] heard = page.heard();
        Pieces here = Pieces.of(Voices.chirp(VOTER), heard);
        assertThat(statistics.path("codec").asString()).isEqualTo("audio/PCMU");
        assertThat(statistics.path("lost").asInt(-1)).isZero();
        assertThat(there.coefficient()).isGreaterThan(0.95);
        assertThat(there.drift()).isZero();
        assertThat(here.shareAbove(0.98)).as(here::toString).isGreaterThanOrEqualTo(0.75);
        // What nobody said to it is not found in the same recording.
        assertThat(Correlation.of(CHIRP, heard).coefficient()).isLessThan(0.3);
        page.hangUp();
        assertThat(screen.awaitState("RECONNECTING").path("connected").asBoolean()).isFalse();
      }
    }
  }

  @Test
  void
      r24_ice_restarts_in_mid_call_a_reload_finds_the_same_screen_and_a_second_tab_replaces_the_first()
          throws IOException {
    try (Carrier carrier = carrier();
        RunningServer server = RunningServer.withTrunkTo(carrier.port(), clock, directory);
        WebBrowser browser = chromium()) {
      Volunteer ada = ready(server.campaign());
      try (Screen screen = server.campaign().screenOf(ada)) {
        BrowserPage page = BrowserPage.signedIn(browser, server, ada);
        page.connect();
        screen.awaitState("READY");
        screen.callNext();
        JsonNode talking = screen.awaitState("TALKING");

        assertThat(page.restartIce()).isEqualTo("\"ice2\"");
        page.listen(Duration.ofSeconds(3));
        assertThat(screen.show().path("state").asString()).isEqualTo("TALKING");
        assertThat(page.statistics().path("state").asString()).isEqualTo("connected");

        BrowserPage reloaded = BrowserPage.signedIn(browser, server, ada);
        String leg = reloaded.connect();
        JsonNode back = screen.await(session -> leg.endsWith(legOf(session)), "the new leg");
        assertThat(back.path("session")).isEqualTo(talking.path("session"));
        assertThat(back.path("screen")).isEqualTo(talking.path("screen"));
        assertThat(back.path("connected").asBoolean()).isTrue();
      }
    }
  }

  private static String legOf(JsonNode session) {
    return session.path("leg").asString("none");
  }
}
