package org.hustings.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hustings.core.diary.Diary;
import org.hustings.server.wire.Campaign.Volunteer;
import org.hustings.telephony.phonenet.Behaviour;
import org.hustings.telephony.phonenet.wire.VolunteerPhone;
import org.hustings.telephony.sip.stack.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whose number is whose stays between the program and its database.
class NumbersInConfidenceTest {
  private static final String VOLUNTEER = "9195550180";
  private static final String VOTER = "2125550111";
  private static final String GUESSER = "9195550181";

  @TempDir private Path directory;

  private final ShiftedClock clock = ShiftedClock.inTheMorning();

  @Test
  void no_log_line_names_a_volunteers_or_voters_number_and_no_voter_sees_the_volunteers()
      throws Exception {
    Map<String, List<Behaviour>> voters =
        Map.of(
            "+1" + VOTER,
            List.of(
                new Behaviour.Answers(
                    Duration.ofMillis(300), Duration.ofSeconds(4), Duration.ofMinutes(1))));
    try (Diary diary = Diary.ofEverything();
        Carrier carrier = Carrier.with(clock, directory, voters);
        RunningServer server = RunningServer.withTrunkTo(carrier.port(), clock, directory)) {
      Campaign campaign = server.campaign();
      long project = campaign.project(Duration.ofSeconds(20));
      campaign.voter(project, "+1" + VOTER, 90);
      Volunteer ada = campaign.volunteer("ada", "101");
      try (Screen screen = campaign.screenOf(ada);
          VolunteerPhone guesser = carrier.phone("+1" + GUESSER);
          VolunteerPhone phone = carrier.phone("+1" + VOLUNTEER)) {
        var target =
            new VolunteerPhone.Target(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), server.sipPort()),
                Transport.UDP,
                Campaign.DIAL_IN);
        assertThat(guesser.dialIn(target, ada.number(), "000000"))
            .isInstanceOf(VolunteerPhone.Answer.Connected.class);
        assertThat(phone.dialIn(target, ada.number(), ada.pin()))
            .isInstanceOf(VolunteerPhone.Answer.Connected.class);
        screen.awaitState("READY");
        screen.choose(project);
        assertThat(screen.callNext()).isEqualTo("+1" + VOTER);
        screen.awaitState("TALKING");
        screen.hangUp();
        screen.awaitState("WRAP_UP");
        screen.dispose("SUCCESSFUL");
        screen.awaitState("READY");
        screen.leave();
      }

      assertThat(carrier.rings())
          .singleElement()
          .satisfies(ring -> assertThat(ring.call().caller().orElse("")).doesNotContain(VOLUNTEER));
      assertThat(diary.lines()).hasSizeGreaterThan(10);
      for (String number : List.of(VOLUNTEER, VOTER, GUESSER)) {
        assertThat(diary.lines()).noneMatch(line -> line.contains(number));
      }
    }
  }
}
