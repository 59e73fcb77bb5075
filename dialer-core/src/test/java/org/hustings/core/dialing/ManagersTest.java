package org.hustings.core.dialing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.hustings.core.attempt.AttemptStore.Written;
import org.hustings.core.contract.Says;
import org.hustings.core.dialing.ManagerDesk.Correction;
import org.hustings.core.disposition.Action;
import org.hustings.core.disposition.Disposition;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.UserId;
import org.hustings.core.scripted.Helper;
import org.hustings.core.scripted.Subscriber;
import org.hustings.core.session.SessionView.State;
import org.hustings.core.voter.PhoneStatus;
import org.junit.jupiter.api.Test;

class ManagersTest extends EngineTest {
  private static final UserId MANAGER = new UserId(77);
  private final ProjectId project = world.project();
  private final PhoneId phone = world.voterAtNumber(project, 90);
  private final Helper maria = world.helper("Maria").dialsIn();

  private AttemptId called(Disposition disposition) {
    world.behaves(phone, Subscriber.answers());
    maria.next();
    maria.calls();
    world.pass(Duration.ofSeconds(10));
    AttemptId attempt = maria.attempt();
    maria.says(disposition);
    return attempt;
  }

  private Correction correct(AttemptId attempt, Disposition disposition) {
    return world.managers().correct(world.campaign(), MANAGER, attempt, "m1", disposition);
  }

  @Test
  void R21_a_manager_corrects_at_any_time() {
    AttemptId attempt = called(Says.refused());
    world.pass(Duration.ofHours(3));

    assertThat(correct(attempt, Says.reached())).isEqualTo(new Correction.Done(Written.CORRECTION));
    assertThat(world.standingOf(phone).status()).isEqualTo(PhoneStatus.COMPLETED);
    assertThat(correct(attempt, Says.reached())).isEqualTo(new Correction.Done(Written.REPEATED));
  }

  @Test
  void R21_a_correction_does_not_take_the_number_from_who_has_it_now() {
    AttemptId attempt = called(Disposition.plain(Action.BUSY));
    world.pass(Duration.ofMinutes(31));
    Helper tom = world.helper("Tom").dialsIn();
    tom.next();
    assertThat(tom.entry()).isEqualTo(world.entryOf(phone, project));

    correct(attempt, Disposition.plain(Action.NO_ANSWER));

    assertThat(tom.sees().state()).isEqualTo(State.PREVIEWING);
    assertThat(world.isHeld(phone, project)).isTrue();
  }

  @Test
  void R17_a_correction_to_do_not_call_takes_the_number_off_every_screen() {
    AttemptId attempt = called(Disposition.plain(Action.BUSY));
    world.pass(Duration.ofMinutes(31));
    Helper tom = world.helper("Tom").dialsIn();
    tom.next();

    correct(attempt, Says.doNotCall());

    assertThat(tom.sees().state()).isEqualTo(State.READY);
  }

  @Test
  void an_unknown_attempt_is_unknown() {
    assertThat(correct(new AttemptId(new java.util.UUID(5, 5)), Says.reached()))
        .isEqualTo(new Correction.Unknown());
  }

  @Test
  void R27_a_manager_reopens_what_was_done() {
    called(Says.refused());

    List<PhoneId> reopened = world.managers().reopen(world.campaign(), MANAGER, List.of(phone));

    assertThat(reopened).containsExactly(phone);
    assertThat(world.standingOf(phone).status()).isEqualTo(PhoneStatus.ACTIVE);
    maria.next();
    assertThat(maria.entry()).isEqualTo(world.entryOf(phone, project));
  }

  @Test
  void R27_do_not_call_is_never_reopened() {
    called(Says.doNotCall());

    assertThat(world.managers().reopen(world.campaign(), MANAGER, List.of(phone))).isEmpty();
    assertThat(world.standingOf(phone).status()).isEqualTo(PhoneStatus.DO_NOT_CALL);
  }

  @Test
  void R27_a_number_that_is_being_called_is_left_alone() {
    called(Disposition.plain(Action.BUSY));
    world.pass(Duration.ofMinutes(31));
    maria.next();
    maria.calls();

    assertThat(world.managers().reopen(world.campaign(), MANAGER, List.of(phone))).isEmpty();
  }

  @Test
  void the_sessions_of_this_server_can_be_seen() {
    assertThat(world.managers().live(world.campaign()))
        .singleElement()
        .satisfies(view -> assertThat(view.volunteer()).isEqualTo(maria.volunteer().id()));
  }

  @Test
  void a_queue_explains_itself() {
    called(Disposition.plain(Action.BUSY));

    var why = world.managers().explain(world.campaign(), project).orElseThrow();

    assertThat(why.callable()).isZero();
    assertThat(why.nextCallableAt()).isPresent();
    assertThat(world.managers().explain(world.campaign(), new ProjectId(987_654))).isEmpty();
  }
}
