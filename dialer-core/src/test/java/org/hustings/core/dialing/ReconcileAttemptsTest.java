package org.hustings.core.dialing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.hustings.core.contract.Says;
import org.hustings.core.disposition.Action;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.scripted.Helper;
import org.hustings.core.scripted.ScriptedLeg;
import org.hustings.core.scripted.Subscriber;
import org.hustings.core.session.SessionView.State;
import org.hustings.core.voter.PhoneStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReconcileAttemptsTest extends EngineTest {
  private final ProjectId project = world.project();
  private final PhoneId phone = world.voterAtNumber(project, 90);
  private final Helper maria = world.helper("Maria").dialsIn();

  @BeforeEach
  void maria_has_called() {
    world.behaves(phone, Subscriber.answers());
    maria.next();
    maria.calls();
  }

  @Test
  void R23_an_attempt_without_any_trace_may_have_rung_and_counts() {
    AttemptId attempt = maria.attempt();

    world.killAndRestart();

    assertThat(world.recorded(attempt)).contains(Action.NO_ANSWER);
    assertThat(world.standingOf(phone).attempts()).isOne();
    assertThat(world.isHeld(phone, project)).isFalse();
  }

  @Test
  void R23_a_ringing_attempt_counts() {
    AttemptId attempt = maria.attempt();
    world.pass(Duration.ofSeconds(4));

    world.killAndRestart();

    assertThat(world.recorded(attempt)).contains(Action.NO_ANSWER);
  }

  @Test
  void R23_an_answered_attempt_is_unresolved() {
    AttemptId attempt = maria.attempt();
    world.pass(Duration.ofSeconds(10));

    world.killAndRestart();

    assertThat(world.recorded(attempt)).contains(Action.UNRESOLVED);
    assertThat(world.standingOf(phone).status()).isEqualTo(PhoneStatus.UNRESOLVED);
  }

  @Test
  void R23_whose_answer_was_confirmed_to_the_network_is_known_to_have_answered() {
    AttemptId attempt = maria.attempt();
    world.pass(Duration.ofSeconds(8));
    assertThat(world.network().legTo(world.numberOf(phone)).orElseThrow().isUp()).isTrue();

    world.killAndRestart();

    assertThat(world.recorded(attempt)).contains(Action.UNRESOLVED);
  }

  @Test
  void R23_one_that_was_busy_a_moment_before_counts_though_its_end_was_not_written_yet() {
    PhoneId busy = world.voterAtNumber(project, 50);
    world.behaves(busy, Subscriber.busy());
    Helper tom = world.helper("Tom").dialsIn();
    tom.next();
    tom.calls();
    AttemptId attempt = tom.attempt();
    world.pass(Subscriber.ENDS_AFTER);
    assertThat(world.openAttemptAt(busy).orElseThrow().end()).isEmpty();

    world.killAndRestart();

    assertThat(world.recorded(attempt)).contains(Action.NO_ANSWER);
    assertThat(world.standingOf(busy).attempts()).isOne();
  }

  @Test
  void R23_that_one_was_never_placed_is_written_at_once() {
    PhoneId unreached = world.voterAtNumber(project, 50);
    world.behaves(unreached, Subscriber.trunkDown());
    Helper tom = world.helper("Tom").dialsIn();
    tom.next();
    tom.calls();
    AttemptId attempt = tom.attempt();
    world.pass(Subscriber.ENDS_AFTER);

    world.killAndRestart();

    assertThat(world.recorded(attempt)).contains(Action.NOT_PLACED);
    assertThat(world.standingOf(unreached).attempts()).isZero();
  }

  @Test
  void R23_legs_that_may_still_be_up_are_ended() {
    world.pass(Duration.ofSeconds(10));
    ScriptedLeg voter = world.network().legTo(world.numberOf(phone)).orElseThrow();

    world.killAndRestart();

    assertThat(world.network().hungUpStored())
        .containsExactlyInAnyOrder(voter.id(), maria.line().id());
  }

  @Test
  void R23_the_telephone_network_is_told_when_a_legs_dialog_is_stored() {
    world.pass(Duration.ofSeconds(10));

    assertThat(world.network().dialogsStored())
        .contains(world.network().legTo(world.numberOf(phone)).orElseThrow().id());
  }

  @Test
  void R23_a_leg_that_was_ordered_is_ended_though_nothing_more_is_known_of_it() {
    world.killAndRestart();

    assertThat(world.network().hungUpOrdered())
        .singleElement()
        .satisfies(ordered -> {
          assertThat(ordered.to()).isEqualTo(world.numberOf(phone));
          assertThat(ordered.trunk()).isNotBlank();
        });
    assertThat(world.network().hungUpStored()).containsExactly(maria.line().id());
  }

  @Test
  void R23_a_leg_whose_dialog_is_stored_is_ended_by_that_alone() {
    world.pass(Duration.ofSeconds(10));

    world.killAndRestart();

    assertThat(world.network().hungUpOrdered()).isEmpty();
  }

  @Test
  void R23_what_was_disposed_stays_as_it_was() {
    AttemptId attempt = maria.attempt();
    world.pass(Duration.ofSeconds(10));
    maria.says(Says.refused());

    world.killAndRestart();

    assertThat(world.recorded(attempt)).contains(Action.REFUSED);
    assertThat(world.metrics().disposed(Action.REFUSED, 0)).isOne();
  }

  @Test
  void R23_it_is_done_once() {
    world.killAndRestart();
    int legs = world.network().hungUpStored().size();
    world.pass(Duration.ofMinutes(5));
    world.killAndRestart();

    assertThat(world.standingOf(phone).attempts()).isOne();
    assertThat(world.network().hungUpStored()).hasSize(legs);
  }

  @Test
  void R23_the_volunteer_can_work_again_at_once() {
    world.voterAtNumber(project, 50);
    world.killAndRestart();

    maria.dialsIn();
    maria.next();

    assertThat(maria.sees().state()).isEqualTo(State.PREVIEWING);
  }

  @Test
  void R5_a_preview_of_a_dead_server_comes_back_when_its_lease_ends() {
    PhoneId other = world.voterAtNumber(project, 50);
    Helper tom = world.helper("Tom").dialsIn();
    tom.next();
    world.killAndRestart();

    world.pass(Duration.ofMinutes(5).plusSeconds(20));

    assertThat(world.isHeld(other, project)).isFalse();
  }
}
