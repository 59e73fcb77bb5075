package org.hustings.core.dialing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.hustings.core.contract.Says;
import org.hustings.core.disposition.Action;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.scripted.EngineWorld;
import org.hustings.core.scripted.Helper;
import org.hustings.core.scripted.ScriptedLeg;
import org.hustings.core.scripted.Subscriber;
import org.hustings.core.session.Command;
import org.hustings.core.session.SessionView;
import org.hustings.core.session.SessionView.State;
import org.hustings.core.voter.PhoneStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReconnectTest extends EngineTest {
  private final ProjectId project = world.project();
  private final PhoneId phone = world.voterAtNumber(project, 90);
  private final Helper maria = world.helper("Maria").dialsIn();

  @BeforeEach
  void maria_has_called() {
    world.behaves(phone, Subscriber.answers());
    maria.next();
    maria.calls();
  }

  private ScriptedLeg voter() {
    return world.network().legTo(world.numberOf(phone)).orElseThrow();
  }

  @Test
  void R24_a_dropped_volunteer_ends_a_bridged_voter_leg_at_once() {
    world.pass(Duration.ofSeconds(10));
    ScriptedLeg voter = voter();

    maria.line().hangsUp();
    world.time().runUntilQuiet();

    assertThat(voter.isOver()).isTrue();
    assertThat(maria.sees().state()).isEqualTo(State.RECONNECTING);
  }

  @Test
  void R24_a_dropped_volunteer_ends_a_ringing_voter_leg_at_once() {
    world.pass(Duration.ofSeconds(4));
    ScriptedLeg voter = voter();

    maria.line().hangsUp();
    world.time().runUntilQuiet();

    assertThat(voter.isOver()).isTrue();
  }

  @Test
  void R24_a_line_without_media_that_does_not_answer_a_probe_is_dropped() {
    world.pass(Duration.ofSeconds(10));
    ScriptedLeg voter = voter();

    maria.line().vanishes();
    world.pass(Duration.ofSeconds(15));
    assertThat(voter.isUp()).isTrue();
    world.pass(EngineSettings.DEFAULTS.probeWithin());

    assertThat(voter.isOver()).isTrue();
    assertThat(maria.sees().state()).isEqualTo(State.RECONNECTING);
    assertThat(world.metrics().silent(EngineMetrics.LegKind.VOLUNTEER)).isEqualTo(1);
    // The network never tells the end of a leg that vanished: that is counted, and expected here.
    world.pass(Duration.ofMinutes(1));
    assertThat(world.metrics().takeBroken()).containsExactly(EngineMetrics.Invariant.LEG_LOST);
  }

  @Test
  void R24_who_reconnects_in_time_finds_the_same_screen() {
    world.pass(Duration.ofSeconds(10));
    SessionView before = maria.sees();
    maria.line().hangsUp();
    world.pass(Duration.ofMinutes(1));

    maria.dialsIn();

    assertThat(maria.sees().state()).isEqualTo(State.WRAP_UP);
    assertThat(maria.sees().screen()).isEqualTo(before.screen());
    assertThat(maria.sees().session()).isEqualTo(before.session());
    maria.says(Says.reached());
    assertThat(world.standingOf(phone).status()).isEqualTo(PhoneStatus.COMPLETED);
  }

  @Test
  void R24_with_a_code_in_mid_call_the_talk_goes_on_at_another_telephone() {
    world.pass(Duration.ofSeconds(10));
    SessionView before = maria.sees();
    ScriptedLeg first = maria.line();
    maria.isShownCode("483920");

    ScriptedLeg second = world.network().dialsIn(EngineWorld.DNIS, "+19195550188");
    world.time().runUntilQuiet();
    second.presses("483920#");
    world.pass(Duration.ofSeconds(1));

    assertThat(maria.sees().state()).isEqualTo(State.TALKING);
    assertThat(maria.sees().screen()).isEqualTo(before.screen());
    assertThat(maria.sees().session()).isEqualTo(before.session());
    assertThat(voter().partner()).contains(second);
    assertThat(first.heard()).endsWith("another-device");
  }

  @Test
  void R24_the_outcome_can_be_said_without_a_line() {
    world.pass(Duration.ofSeconds(10));
    AttemptId attempt = maria.attempt();
    maria.line().hangsUp();
    world.pass(Duration.ofSeconds(30));

    maria.says(Says.refused());

    assertThat(world.recorded(attempt)).contains(Action.REFUSED);
    assertThat(maria.sees().state()).isEqualTo(State.RECONNECTING);
  }

  @Test
  void R20_an_answered_call_without_an_outcome_becomes_unresolved_after_the_grace() {
    world.pass(Duration.ofSeconds(10));
    AttemptId attempt = maria.attempt();
    maria.line().hangsUp();

    world.pass(Duration.ofMinutes(2).minusSeconds(1));
    assertThat(world.recorded(attempt)).isEmpty();
    world.pass(Duration.ofSeconds(1));

    assertThat(world.recorded(attempt)).contains(Action.UNRESOLVED);
    assertThat(world.standingOf(phone).status()).isEqualTo(PhoneStatus.UNRESOLVED);
    assertThat(maria.isGone()).isTrue();
  }

  @Test
  void R20_the_suggestion_is_recorded_after_the_grace() {
    world.pass(Duration.ofSeconds(4));
    AttemptId attempt = maria.attempt();

    maria.line().hangsUp();
    world.pass(Duration.ofMinutes(2));

    assertThat(world.recorded(attempt)).contains(Action.NO_ANSWER);
    assertThat(world.standingOf(phone).attempts()).isOne();
  }

  @Test
  void R20_the_volunteer_may_still_decide_what_is_unresolved() {
    world.pass(Duration.ofSeconds(10));
    AttemptId attempt = maria.attempt();
    maria.line().hangsUp();
    world.pass(Duration.ofMinutes(10));
    maria.dialsIn();

    maria.says(attempt, "later", Says.reached());

    assertThat(world.standingOf(phone).status()).isEqualTo(PhoneStatus.COMPLETED);
  }

  @Test
  void R24_a_second_telephone_takes_over_and_the_first_is_told() {
    world.pass(Duration.ofSeconds(10));
    ScriptedLeg voter = voter();
    ScriptedLeg first = maria.line();

    maria.dialsIn();

    assertThat(maria.sees().state()).isEqualTo(State.TALKING);
    assertThat(voter.partner()).contains(maria.line());
    assertThat(first.heard()).endsWith("another-device");
    world.pass(Duration.ofSeconds(3));
    assertThat(first.isOver()).isTrue();
    assertThat(voter.isUp()).isTrue();
  }

  @Test
  void leaving_during_a_call_ends_it_and_waits_for_the_outcome() {
    world.pass(Duration.ofSeconds(10));
    AttemptId attempt = maria.attempt();

    maria.submits(new Command.Leave());

    assertThat(voterIsOver()).isTrue();
    assertThat(maria.sees().state()).isEqualTo(State.RECONNECTING);
    maria.says(Says.reached());
    assertThat(maria.isGone()).isTrue();
    assertThat(world.recorded(attempt)).contains(Action.SUCCESSFUL);
  }

  @Test
  void a_voter_who_hangs_up_leaves_the_volunteer_connected() {
    world.pass(Duration.ofSeconds(10));

    voter().hangsUp();

    assertThat(maria.sees().state()).isEqualTo(State.WRAP_UP);
    assertThat(maria.sees().call().orElseThrow().suggested()).isEmpty();
    assertThat(maria.line().isUp()).isTrue();
  }

  @Test
  void a_session_without_a_number_ends_when_nobody_comes_back() {
    maria.says(Action.NO_ANSWER);
    Instant dropped = world.time().instant();
    maria.line().hangsUp();
    world.time().advanceTo(dropped.plus(EngineSettings.DEFAULTS.awayGrace()).minusSeconds(1));
    assertThat(maria.sees().state()).isEqualTo(State.RECONNECTING);

    world.pass(Duration.ofSeconds(1));

    assertThat(maria.isGone()).isTrue();
  }

  private boolean voterIsOver() {
    return world.network().legTo(world.numberOf(phone)).isEmpty();
  }
}
