package org.hustings.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hustings.server.wire.Campaign.Volunteer;
import org.hustings.telephony.media.listen.Correlation;
import org.hustings.telephony.phonenet.Behaviour;
import org.hustings.telephony.phonenet.Behaviour.Answers;
import org.hustings.telephony.phonenet.wire.Voices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// "Call me" on the whole server with real SIP and sound: phonenet is the volunteer's telephone as
/// well as the voter's.
class CallMeOnTheWireTest {
  private static final String CALL_ME = "/api/v1/session/call-me";
  private static final String OWN = "+12125550166";
  private static final String VOTER = "+12125550111";
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Answers STAYS =
      new Answers(Duration.ofMillis(300), Duration.ofSeconds(2), Duration.ofMinutes(2));
  private static final Answers TALKS_AND_GOES =
      new Answers(Duration.ofMillis(300), Duration.ofSeconds(4), Duration.ofSeconds(5));
  private static final Behaviour PRESSES_ONE = new Behaviour.PressesKeys("1", STAYS);

  @TempDir private Path directory;

  private final ShiftedClock clock = ShiftedClock.inTheMorning();

  private interface Story {
    void of(RunningServer server, Volunteer ada);
  }

  /// What there is to see when all is over.
  private interface Witness {
    void of(Carrier carrier);
  }

  private void told(Map<String, List<Behaviour>> network, Story story, Witness witness) {
    try (Carrier carrier = Carrier.with(clock, directory, network);
        RunningServer server = RunningServer.withTrunkTo(carrier.port(), clock, directory)) {
      Volunteer ada = server.campaign().volunteer("ada", "101");
      server.campaign().ownPhone(ada, OWN);
      story.of(server, ada);
      Until.so(PATIENCE, "no call is up any more", () -> carrier.open() == 0);
      witness.of(carrier);
    }
  }

  private static void awaitState(Api ada, String state) {
    Until.so(
        PATIENCE,
        "the call to the volunteer is " + state,
        () -> ada.get(CALL_ME).path("state").asString().equals(state));
  }

  @Test
  void she_presses_1_is_connected_and_talks_with_a_voter_on_the_same_leg() {
    told(
        Map.of(OWN, List.of(PRESSES_ONE), VOTER, List.of(TALKS_AND_GOES)),
        (server, ada) -> {
          Campaign campaign = server.campaign();
          long project = campaign.project(Duration.ofSeconds(20));
          campaign.voter(project, VOTER, 90);
          try (Screen screen = campaign.screenOf(ada)) {
            campaign.signedIn(ada).post(CALL_ME, Map.of()).json();
            JsonNode joined = screen.awaitState("READY");
            assertThat(joined.path("mode").asString()).isEqualTo("PHONE");
            screen.choose(project);
            assertThat(screen.callNext()).isEqualTo(VOTER);
            screen.awaitState("TALKING");
            screen.awaitState("WRAP_UP");
            screen.dispose("SUCCESSFUL", Map.of("reached", screen.people()));
            assertThat(screen.awaitState("READY").path("leg")).isEqualTo(joined.path("leg"));
            screen.leave();
          }
          assertThat(campaign.phone(VOTER).status()).isEqualTo("COMPLETED");
        },
        carrier -> {
          assertThat(carrier.rings(OWN)).hasSize(1);
          Correlation heard = Correlation.of(Voices.chirp(VOTER), carrier.heardBy(OWN));
          assertThat(heard.coefficient()).isGreaterThan(0.99);
        });
  }

  @Test
  void a_machine_is_hung_up_on_and_she_may_ask_again() {
    told(
        Map.of(
            OWN,
            List.of(
                new Behaviour.Machine(
                    Duration.ofMillis(300),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(4),
                    Duration.ofSeconds(9)),
                PRESSES_ONE)),
        (server, who) -> {
          try (Screen screen = server.campaign().screenOf(who)) {
            Api ada = server.campaign().signedIn(who);
            ada.post(CALL_ME, Map.of()).json();
            awaitState(ada, "NOT_CONFIRMED");
            assertThat(ada.tryGet("/api/v1/session").status()).isEqualTo(404);

            ada.post(CALL_ME, Map.of()).json();

            screen.awaitState("READY");
            screen.leave();
          }
        },
        carrier -> assertThat(carrier.rings(OWN)).hasSize(2));
  }

  @Test
  void not_answered_and_busy_are_told_and_leave_nothing() {
    told(
        Map.of(OWN, List.of(new Behaviour.Busy(), new Behaviour.RingsOut())),
        (server, who) -> {
          Api ada = server.campaign().signedIn(who);
          ada.post(CALL_ME, Map.of()).json();
          awaitState(ada, "BUSY");
          ada.post(CALL_ME, Map.of()).json();
          awaitState(ada, "RINGING");
          assertThat(ada.delete(CALL_ME).status()).isEqualTo(204);
          awaitState(ada, "GIVEN_UP");
        },
        carrier -> assertThat(carrier.rings(OWN)).hasSize(2));
  }
}
