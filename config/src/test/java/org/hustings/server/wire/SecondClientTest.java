package org.hustings.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hustings.server.wire.Campaign.Volunteer;
import org.hustings.telephony.media.listen.Correlation;
import org.hustings.telephony.media.listen.Sounds;
import org.hustings.telephony.phonenet.Behaviour;
import org.hustings.telephony.phonenet.wire.Voices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A WebRTC client that is no browser and shares no line of code with one calls voters through the
/// whole server: what we say by ICE, DTLS and SRTP is understood by others than Chromium, over both
/// versions of IP at one port.
class SecondClientTest {
  private static final String VOTER = "+12125550111";
  private static final String OTHER_VOTER = "+12125550122";
  private static final InetAddress FOUR = InetAddress.ofLiteral("127.0.0.1");
  private static final InetAddress SIX = InetAddress.ofLiteral("::1");
  private static final short[] CHIRP = Sounds.chirp(3300, 1800, Duration.ofSeconds(4));
  private static final Behaviour TALKATIVE =
      new Behaviour.Answers(Duration.ofMillis(300), Duration.ofSeconds(4), Duration.ofMinutes(1));

  @TempDir private Path directory;

  private final ShiftedClock clock = ShiftedClock.inTheMorning();

  @Test
  void aiortc_and_voters_hear_each_other_over_both_versions_of_ip_and_the_session_ends_in_order() {
    Map<String, List<Behaviour>> voters =
        Map.of(VOTER, List.of(TALKATIVE), OTHER_VOTER, List.of(TALKATIVE));
    try (Carrier carrier = Carrier.with(clock, directory, voters);
        RunningServer server =
            RunningServer.withTrunkTo(
                carrier.port(),
                clock,
                directory,
                "browser: {listen: '[::]:0', addresses: ['127.0.0.1', '::1']}")) {
      Campaign campaign = server.campaign();
      long project = campaign.project(Duration.ofSeconds(20));
      campaign.voter(project, VOTER, 90);
      campaign.voter(project, OTHER_VOTER, 80);
      Volunteer ada = campaign.volunteer("ada", "101");
      try (Screen screen = campaign.screenOf(ada)) {
        for (InetAddress here : List.of(FOUR, SIX)) {
          try (Aiortc aiortc = Aiortc.start(directory, here, CHIRP)) {
            aiortc.signIn(server, ada);
            String leg = aiortc.connect();
            JsonNode session =
                screen.await(now -> leg.endsWith(now.path("leg").asString("none")), "the leg");
            assertThat(session.path("connected").asBoolean()).isTrue();
            talk(aiortc, screen, carrier);
            aiortc.leave();
            JsonNode left = screen.awaitState("RECONNECTING");
            assertThat(left.path("connected").asBoolean()).isFalse();
          }
        }
        screen.leave();
      }
    }
  }

  /// Calls the next voter: both are heard from their first to their last sample, at the right
  /// speed.
  private static void talk(Aiortc aiortc, Screen screen, Carrier carrier) {
    String voter = screen.callNext();
    screen.awaitState("TALKING");
    aiortc.say();
    aiortc.listen(Duration.ofSeconds(6));
    screen.hangUp();
    screen.awaitState("WRAP_UP");
    screen.dispose("SUCCESSFUL", Map.of("reached", screen.people()));
    screen.awaitState("READY");

    short[] heard = aiortc.heard();
    Correlation here = Correlation.of(Voices.chirp(voter), heard);
    Correlation there = Correlation.of(CHIRP, carrier.heardBy(voter));
    assertThat(here.coefficient()).isGreaterThan(0.99);
    assertThat(here.drift()).isZero();
    assertThat(there.coefficient()).isGreaterThan(0.99);
    assertThat(there.drift()).isZero();
    assertThat(Correlation.of(CHIRP, heard).coefficient()).isLessThan(0.3);
  }
}
