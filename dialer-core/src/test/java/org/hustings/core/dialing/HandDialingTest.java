package org.hustings.core.dialing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.hustings.core.attempt.Attempt;
import org.hustings.core.contract.Says;
import org.hustings.core.contract.Settings;
import org.hustings.core.disposition.Action;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.scripted.Helper;
import org.hustings.core.session.Command;
import org.hustings.core.session.SessionView.State;
import org.hustings.core.voter.PhoneStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HandDialingTest extends EngineTest {
  private final ProjectId project = world.project();
  private final PhoneId phone = world.voterAtNumber(project, 90);
  private final Helper maria = world.helper("Maria");

  @BeforeEach
  void maria_has_a_number_to_dial() {
    maria.opensByHand(Optional.of(project));
    maria.next();
  }

  @Test
  void R26_the_attempt_begins_when_the_volunteer_says_so() {
    assertThat(world.openAttemptAt(phone)).isEmpty();

    maria.calls();

    Attempt attempt = world.openAttemptAt(phone).orElseThrow();
    assertThat(attempt.leg()).isEmpty();
    assertThat(attempt.trunk()).isEmpty();
    assertThat(maria.sees().state()).isEqualTo(State.TALKING);
    assertThat(world.network().dialed()).isEmpty();
  }

  @Test
  void R26_all_outcomes_apply() {
    maria.calls();
    maria.hangsUp();
    assertThat(maria.sees().state()).isEqualTo(State.WRAP_UP);

    maria.says(Says.refused());

    assertThat(world.standingOf(phone).status()).isEqualTo(PhoneStatus.REFUSED);
    assertThat(maria.sees().state()).isEqualTo(State.READY);
  }

  @Test
  void R26_the_outcome_may_be_said_without_ending_the_call_first() {
    maria.calls();

    maria.says(Action.NO_ANSWER);

    assertThat(world.standingOf(phone).attempts()).isOne();
    assertThat(maria.sees().state()).isEqualTo(State.READY);
  }

  @Test
  void R26_the_rules_are_looked_at_again() {
    world.change(project, Settings.byDefault().attemptLimit(1).build());
    maria.follows();
    maria.calls();
    maria.says(Action.BUSY);
    world.pass(Duration.ofMinutes(31));

    maria.next();

    assertThat(maria.sees().state()).isEqualTo(State.READY);
  }

  @Test
  void R26_who_closes_the_screen_is_away_after_a_while_and_what_they_began_counts() {
    maria.calls();
    AttemptId attempt = maria.attempt();

    world.pass(Duration.ofMinutes(8));

    assertThat(world.recorded(attempt)).contains(Action.NO_ANSWER);
    assertThat(maria.isGone()).isTrue();
  }

  @Test
  void R26_who_has_the_screen_open_is_there() {
    maria.follows();

    world.pass(Duration.ofHours(1));

    assertThat(maria.sees().state()).isEqualTo(State.PREVIEWING);
    assertThat(world.isHeld(phone, project)).isTrue();
  }

  @Test
  void R24_dialing_in_later_goes_on_with_the_same_screen() {
    maria.calls();

    maria.dialsIn();

    assertThat(maria.sees().connected()).isTrue();
    assertThat(maria.sees().state()).isEqualTo(State.TALKING);
    maria.says(Says.reached());
    assertThat(world.standingOf(phone).status()).isEqualTo(PhoneStatus.COMPLETED);
    assertThat(maria.line().isUp()).isTrue();
  }

  @Test
  void R10_a_project_that_there_is_not_opens_no_session() {
    Helper tom = world.helper("Tom");

    assertRefused(tom.opensByHand(Optional.of(new ProjectId(987_654))), "no-such-project");
    assertThat(tom.isGone()).isTrue();
  }

  @Test
  void keys_and_messages_are_not_for_hands() {
    maria.calls();

    assertThat(maria.sees().allowed())
        .doesNotContain(Command.Kind.SEND_DIGITS, Command.Kind.DROP_VOICEMAIL)
        .contains(Command.Kind.HANG_UP, Command.Kind.DISPOSE);
  }
}
