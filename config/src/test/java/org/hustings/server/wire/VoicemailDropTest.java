package org.hustings.server.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hustings.telephony.peers.BaresipEvent.Kind.CALL_CLOSED;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hustings.server.wire.Campaign.Volunteer;
import org.hustings.telephony.media.listen.Correlation;
import org.hustings.telephony.media.listen.Sounds;
import org.hustings.telephony.peers.Baresip;
import org.hustings.telephony.peers.BaresipLine;
import org.hustings.telephony.phonenet.Behaviour;
import org.hustings.telephony.phonenet.wire.Voices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// R12: the message is dropped on a machine, and the volunteer is free.
class VoicemailDropTest {
  private static final String MACHINE = "+12125550133";
  private static final String PERSON = "+12125550144";
  private static final short[] MESSAGE = Sounds.chirp(600, 2400, Duration.ofSeconds(8));
  private static final Duration AT_ONCE = Duration.ofMillis(200);
  private static final Map<String, List<Behaviour>> VOTERS =
      Map.of(
          MACHINE,
          List.of(
              new Behaviour.Machine(
                  Duration.ofMillis(200),
                  Duration.ofSeconds(1),
                  Duration.ofSeconds(30),
                  Duration.ofSeconds(5))),
          PERSON,
          List.of(
              new Behaviour.Answers(
                  Duration.ofMillis(200), Duration.ofSeconds(4), Duration.ofMinutes(1))));

  @TempDir private Path directory;

  private final ShiftedClock clock = ShiftedClock.inTheMorning();

  @Test
  void r12_the_machine_gets_the_whole_message_while_the_volunteer_talks_with_the_next_voter() {
    try (Carrier carrier = Carrier.with(clock, directory, VOTERS);
        RunningServer server = RunningServer.withTrunkTo(carrier.port(), clock, directory);
        Baresip phone = Baresip.start(directory, BaresipLine.named("ada"))) {
      Campaign campaign = server.campaign();
      long project = campaign.project(Duration.ofSeconds(20), MESSAGE);
      campaign.voter(project, MACHINE, 90);
      campaign.voter(project, PERSON, 50);
      Volunteer ada = campaign.volunteer("ada", "101");
      try (Screen screen = campaign.screenOf(ada)) {
        server.dialIn(phone, ada, screen);
        screen.choose(project);
        assertThat(screen.callNext()).isEqualTo(MACHINE);
        screen.awaitState("TALKING");

        long before = System.nanoTime();
        screen.dropVoicemail();
        screen.awaitState("READY");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(AT_ONCE);
        assertThat(screen.callNext()).isEqualTo(PERSON);
        screen.awaitState("TALKING");
        assertThat(carrier.rings(MACHINE).getFirst().open()).isTrue();
        short[] heardByMachine = carrier.heardBy(MACHINE);
        screen.hangUp();
        screen.awaitState("WRAP_UP");
        screen.dispose("SUCCESSFUL", Map.of("reached", screen.people()));
        screen.leave();

        assertWhole(heardByMachine);
        campaign.awaitStatus(MACHINE, "VOICEMAIL_LEFT");
      }
      phone.await(CALL_CLOSED);
      assertThat(Correlation.of(Voices.chirp(PERSON), phone.heard()).coefficient())
          .isGreaterThan(0.99);
      assertThat(Correlation.of(MESSAGE, phone.heard()).coefficient()).isLessThan(0.3);
    }
  }

  @Test
  void r12_the_machine_gets_the_whole_message_although_the_volunteer_leaves() {
    try (Carrier carrier = Carrier.with(clock, directory, VOTERS);
        RunningServer server = RunningServer.withTrunkTo(carrier.port(), clock, directory);
        Baresip phone = Baresip.start(directory, BaresipLine.named("ada"))) {
      Campaign campaign = server.campaign();
      long project = campaign.project(Duration.ofSeconds(20), MESSAGE);
      campaign.voter(project, MACHINE, 90);
      Volunteer ada = campaign.volunteer("ada", "101");
      try (Screen screen = campaign.screenOf(ada)) {
        server.dialIn(phone, ada, screen);
        screen.choose(project);
        screen.callNext();
        screen.awaitState("TALKING");
        screen.dropVoicemail();
        screen.awaitState("READY");
        phone.hangUp();

        assertWhole(carrier.heardBy(MACHINE));
        campaign.awaitStatus(MACHINE, "VOICEMAIL_LEFT");
      }
    }
  }

  private static void assertWhole(short[] heard) {
    Correlation correlation = Correlation.of(MESSAGE, heard);
    assertThat(correlation.coefficient()).isGreaterThan(0.99);
    assertThat(correlation.drift()).isZero();
  }
}
