package org.hustings.server.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hustings.telephony.peers.BaresipEvent.Kind.CALL_CLOSED;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hustings.server.wire.Campaign.Phone;
import org.hustings.server.wire.Campaign.Volunteer;
import org.hustings.telephony.media.g711.G711;
import org.hustings.telephony.media.listen.Correlation;
import org.hustings.telephony.media.listen.Sounds;
import org.hustings.telephony.peers.Baresip;
import org.hustings.telephony.peers.BaresipLine;
import org.hustings.telephony.phonenet.Behaviour;
import org.hustings.telephony.phonenet.wire.Voices;
import org.hustings.telephony.prompt.Prompts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A volunteer with a real softphone calls voters.
class FirstWholeCallTest {
  private static final String ANSWERS = "+12125550111";
  private static final String RINGS_OUT = "+12125550122";
  private static final Duration TALK = Duration.ofSeconds(4);
  private static final short[] CHIRP = Sounds.chirp(3300, 1800, TALK);

  /// Says the chirp once: said twice, it would be found at two lags that are equally right.
  private static final Behaviour TALKATIVE =
      new Behaviour.Answers(Duration.ofMillis(300), Duration.ofSeconds(4), Duration.ofMinutes(1));

  @TempDir private Path directory;

  private final ShiftedClock clock = ShiftedClock.inTheMorning();

  @Test
  void a_volunteer_dials_in_talks_with_a_voter_and_each_hears_the_other() {
    try (Carrier carrier = Carrier.with(clock, directory, Map.of(ANSWERS, List.of(TALKATIVE)));
        RunningServer server = RunningServer.withTrunkTo(carrier.port(), clock, directory);
        Baresip phone = Baresip.start(directory, BaresipLine.named("ada"))) {
      Campaign campaign = server.campaign();
      long project = campaign.project(Duration.ofSeconds(20));
      campaign.voter(project, ANSWERS, 90);
      Volunteer ada = campaign.volunteer("ada", "101");
      try (Screen screen = campaign.screenOf(ada)) {
        server.dialIn(phone, ada, screen);
        screen.choose(project);

        assertThat(screen.callNext()).isEqualTo(ANSWERS);
        screen.awaitState("TALKING");
        phone.say(CHIRP);
        phone.listenUntil(Duration.ofSeconds(16));
        screen.hangUp();
        screen.awaitState("WRAP_UP");
        screen.dispose("SUCCESSFUL", Map.of("reached", screen.people()));
        screen.awaitState("READY");
        screen.leave();
        phone.await(CALL_CLOSED);

        assertHeard(shipped("welcome"), phone.heard());
        assertHeard(Voices.chirp(ANSWERS), phone.heard());
        assertHeard(CHIRP, carrier.heardBy(ANSWERS));
        assertThat(campaign.phone(ANSWERS).status()).isEqualTo("COMPLETED");
        assertThat(carrier.rings()).hasSize(1);
      }
    }
  }

  @Test
  void r14_a_number_that_rang_out_comes_back_after_thirty_minutes() {
    Map<String, List<Behaviour>> voters = Map.of(RINGS_OUT, List.of(new Behaviour.RingsOut()));
    try (Carrier carrier = Carrier.with(clock, directory, voters);
        RunningServer server = RunningServer.withTrunkTo(carrier.port(), clock, directory);
        Baresip phone = Baresip.start(directory, BaresipLine.named("ada"))) {
      Campaign campaign = server.campaign();
      long project = campaign.project(Duration.ofSeconds(5));
      campaign.voter(project, RINGS_OUT, 90);
      Volunteer ada = campaign.volunteer("ada", "101");
      try (Screen screen = campaign.screenOf(ada)) {
        server.dialIn(phone, ada, screen);
        screen.choose(project);
        screen.callNext();
        assertThat(screen.awaitState("WRAP_UP").path("call").path("suggested").asString())
            .isEqualTo("NO_ANSWER");
        screen.dispose("NO_ANSWER");
        screen.awaitState("READY");

        Phone rungOut = campaign.phone(RINGS_OUT);
        assertThat(rungOut.entryState()).isEqualTo("WAITING");
        assertThat(screen.next().has("nothing")).isTrue();
        clock.jump(Duration.ofMinutes(29));
        assertThat(screen.next().has("nothing")).isTrue();
        clock.jump(Duration.ofMinutes(1));
        screen.awaitNext();
        assertThat(screen.call()).isEqualTo(RINGS_OUT);
        screen.awaitState("WRAP_UP");
        screen.dispose("NO_ANSWER");

        assertThat(campaign.phone(RINGS_OUT).attemptCount()).isEqualTo(2);
        assertThat(carrier.rings(RINGS_OUT)).hasSize(2);
      }
    }
  }

  private static void assertHeard(short[] said, short[] heard) {
    Correlation correlation = Correlation.of(said, heard);
    assertThat(correlation.coefficient()).isGreaterThan(0.99);
    assertThat(correlation.drift()).isZero();
  }

  private static short[] shipped(String prompt) {
    return G711.PCMU.decode(Prompts.shipped().clip(prompt).bytes(G711.PCMU));
  }
}
