package org.hustings.core.dialing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalTime;
import java.util.concurrent.CompletableFuture;
import org.hustings.core.attempt.Attempt;
import org.hustings.core.call.Notice;
import org.hustings.core.contract.Settings;
import org.hustings.core.dialing.SessionDesk.Reply;
import org.hustings.core.disposition.Action;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.EntryId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.project.CallingHours;
import org.hustings.core.queue.EntryState;
import org.hustings.core.queue.Position;
import org.hustings.core.rule.Evidence;
import org.hustings.core.scripted.EngineWorld;
import org.hustings.core.scripted.FaultyStores.Fault;
import org.hustings.core.scripted.Helper;
import org.hustings.core.scripted.ScriptedTelephony.Dialed;
import org.hustings.core.scripted.Subscriber;
import org.hustings.core.session.Command;
import org.hustings.core.session.SessionView.State;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlaceCallTest extends EngineTest {
  private final ProjectId project = world.project();
  private final PhoneId phone = world.voterAtNumber(project, 90);
  private final Helper maria = world.helper("Maria").dialsIn();

  @BeforeEach
  void maria_has_a_number_on_her_screen() {
    maria.next();
  }

  @Test
  void R22_the_attempt_is_written_before_anything_is_dialed_and_keeps_its_evidence() {
    maria.calls();

    Attempt attempt = world.attempt(maria.attempt());
    assertThat(world.network().dialed())
        .extracting(Dialed::leg)
        .containsExactly(attempt.leg().orElseThrow());
    assertThat(attempt.trunk()).contains("trunk");
    assertThat(attempt.presented().checks()).extracting(Evidence.Check::rule).contains("R7", "R17");
    assertThat(attempt.dialed().checks()).allMatch(Evidence.Check::allowed);
  }

  @Test
  void R8_a_project_that_closed_since_the_preview_is_not_dialed() {
    world.change(
        project,
        Settings.byDefault()
            .hours(
                CallingHours.daily(
                    EngineWorld.NEW_YORK,
                    new CallingHours.Window(LocalTime.of(17, 0), LocalTime.of(20, 0))))
            .build());

    maria.calls();

    assertThat(world.network().dialed()).isEmpty();
    assertThat(maria.sees().state()).isEqualTo(State.READY);
    assertThat(maria.sees().notice().map(Notice::sentence))
        .hasValueSatisfying(sentence -> assertThat(sentence).contains("closed"));
    assertThat(world.isHeld(phone, project)).isFalse();
  }

  @Test
  void R8_the_legal_window_is_looked_at_again_when_the_number_is_dialed() {
    // Nine in the evening, in the voter's zone: the number has been on the screen for long.
    world.time().advanceTo(EngineWorld.TEN_O_CLOCK.plus(Duration.ofHours(11)));

    maria.calls();

    assertThat(world.network().dialed()).isEmpty();
    assertThat(maria.sees().state()).isEqualTo(State.READY);
  }

  @Test
  void a_late_click_never_dials_another_number() {
    world.voterAtNumber(project, 80);
    EntryId before = maria.entry();
    maria.skips();
    maria.next();

    assertRefused(maria.submits(new Command.Call(before)), "other-number");
    assertThat(world.network().dialed()).isEmpty();
  }

  @Test
  void a_double_click_dials_once() {
    EntryId entry = maria.entry();
    maria.presses(new Command.Call(entry));
    assertRefused(maria.submits(new Command.Call(entry)), "on-call");
    assertThat(world.network().dialed()).hasSize(1);
  }

  @Test
  void without_a_channel_the_number_stays_the_volunteers() {
    world.network().channels(0);

    assertRefused(maria.calls(), "no-channel");
    assertThat(maria.sees().state()).isEqualTo(State.PREVIEWING);
    assertThat(world.isHeld(phone, project)).isTrue();

    world.network().channels(1);
    maria.calls();
    assertThat(world.network().dialed()).hasSize(1);
  }

  @Test
  void who_calls_right_after_another_waits_for_the_trunk_and_is_not_refused() {
    Helper jose = otherHelper();
    world.network().distance(Duration.ofSeconds(1));
    maria.calls();

    jose.presses(new Command.Call(jose.entry()));
    jose.presses(new Command.Call(jose.entry()));
    world.pass(Duration.ofMillis(999));
    assertThat(world.network().dialed()).hasSize(1);
    assertThat(jose.sees().state()).isEqualTo(State.PREVIEWING);

    world.pass(Duration.ofMillis(1));
    assertThat(world.network().dialed()).hasSize(2);
    world.pass(Duration.ofSeconds(5));
    assertThat(world.network().dialed()).hasSize(2);
  }

  @Test
  void who_would_wait_for_the_trunk_too_long_is_told_at_once() {
    Helper jose = otherHelper();
    world.network().distance(Duration.ofMillis(2001));
    maria.calls();

    assertRefused(jose.calls(), "no-channel");

    world.pass(Duration.ofMillis(1));
    jose.presses(new Command.Call(jose.entry()));
    world.pass(Duration.ofSeconds(2));
    assertThat(world.network().dialed()).hasSize(2);
  }

  @Test
  void what_is_no_longer_on_the_screen_when_the_trunk_takes_a_call_is_not_dialed() {
    Helper jose = otherHelper();
    world.network().distance(Duration.ofSeconds(1));
    maria.calls();

    EntryId entry = jose.entry();
    CompletableFuture<Reply> waits = jose.asks(new Command.Call(entry));
    jose.skips();
    world.pass(Duration.ofSeconds(1));

    assertRefused(waits.join(), "no-number");
    assertThat(world.network().dialed()).hasSize(1);
  }

  @Test
  void who_leaves_while_their_call_waits_for_the_trunk_is_answered_and_nothing_is_dialed() {
    Helper jose = otherHelper();
    world.network().distance(Duration.ofSeconds(1));
    maria.calls();

    CompletableFuture<Reply> waits = jose.asks(new Command.Call(jose.entry()));
    jose.submits(new Command.Leave());
    world.pass(Duration.ofSeconds(5));

    assertThat(waits).isDone();
    assertThat(world.network().dialed()).hasSize(1);
  }

  private Helper otherHelper() {
    world.voterAtNumber(project, 80);
    Helper jose = world.helper("Jose").dialsIn();
    jose.next();
    return jose;
  }

  @Test
  void the_channel_is_given_back_on_every_way_out() {
    world.network().channels(1);
    world.stores().fault(Fault.AWAY);
    maria.calls();
    world.stores().fault(Fault.NONE);
    world.pass(Duration.ofSeconds(5));
    maria.next();

    maria.calls();

    assertThat(world.network().dialed()).hasSize(1);
  }

  @Test
  void R22_nothing_is_dialed_while_the_store_is_away() {
    world.stores().fault(Fault.AWAY);

    maria.calls();

    assertThat(world.network().dialed()).isEmpty();
    assertThat(maria.sees().state()).isEqualTo(State.READY);
    assertThat(maria.sees().notice().map(Notice::sentence))
        .hasValueSatisfying(sentence -> assertThat(sentence).contains("database"));
    world.stores().fault(Fault.NONE);
    world.pass(Duration.ofSeconds(2));
    assertThat(world.isHeld(phone, project)).isFalse();
  }

  @Test
  void R22_an_attempt_whose_commit_is_unknown_is_not_dialed_and_counts_for_nothing() {
    world.stores().fault(Fault.ANSWER_LOST);

    maria.calls();

    assertThat(world.network().dialed()).isEmpty();
    world.stores().fault(Fault.NONE);
    world.pass(Duration.ofSeconds(2));
    assertThat(world.openAttemptAt(phone)).isEmpty();
    assertThat(world.isHeld(phone, project)).isFalse();
    assertThat(world.standingOf(phone).attempts()).isZero();
    assertThat(world.metrics().disposed(Action.NOT_PLACED, 0)).isZero();
  }

  @Test
  void R22_a_call_that_was_hung_up_before_its_commit_is_not_dialed() {
    EntryId entry = maria.entry();
    maria.presses(new Command.Call(entry));
    maria.hangsUp();

    assertThat(world.network().dialed()).isEmpty();
    assertThat(maria.sees().state()).isEqualTo(State.READY);
    assertThat(world.standingOf(phone).attempts()).isZero();
  }

  @Test
  void a_volunteer_who_hung_up_before_the_commit_is_not_told_that_something_broke() {
    maria.presses(new Command.Call(maria.entry()));
    maria.hangsUp();

    assertThat(maria.sees().notice().map(Notice::sentence))
        .hasValueSatisfying(sentence ->
            assertThat(sentence).startsWith("You ended the call").doesNotContain("our side"));
  }

  @Test
  void a_volunteer_whose_line_dropped_before_the_commit_is_not_told_that_something_broke() {
    maria.presses(new Command.Call(maria.entry()));
    maria.line().hangsUp();

    assertThat(maria.sees().notice().map(Notice::sentence))
        .hasValueSatisfying(sentence ->
            assertThat(sentence).startsWith("Your line dropped").doesNotContain("our side"));
    assertThat(world.network().dialed()).isEmpty();
  }

  @Test
  void R15_a_failure_on_our_side_counts_for_nothing_and_the_entry_keeps_its_place() {
    world.behaves(phone, Subscriber.trunkDown());

    maria.calls();
    AttemptId attempt = maria.attempt();
    world.pass(Duration.ofSeconds(1));

    assertThat(maria.sees().state()).isEqualTo(State.READY);
    assertThat(maria.sees().notice().map(Notice::sentence))
        .hasValueSatisfying(sentence -> assertThat(sentence).contains("our side"));
    assertThat(world.standingOf(phone).attempts()).isZero();
    assertThat(world.candidate(phone, project).orElseThrow().state())
        .isEqualTo(new EntryState.Ready(new Position.Fresh(90)));
    assertThat(world.recorded(attempt)).contains(Action.NOT_PLACED);
  }

  @Test
  void R14_ringing_out_suggests_no_answer() {
    world.behaves(phone, Subscriber.ringsOut());
    maria.calls();

    world.pass(Duration.ofSeconds(63));

    assertThat(maria.sees().state()).isEqualTo(State.WRAP_UP);
    assertThat(maria.sees().call().orElseThrow().suggested()).contains(Action.NO_ANSWER);
  }

  @Test
  void R20_no_such_number_suggests_failed() {
    world.behaves(phone, Subscriber.noSuchNumber());
    maria.calls();

    world.pass(Duration.ofSeconds(1));

    assertThat(maria.sees().call().orElseThrow().suggested()).contains(Action.FAILED);
  }

  @Test
  void R22_a_provider_that_says_nothing_at_all_is_given_up_and_never_redialed() {
    world.behaves(phone, Subscriber.silence());
    maria.calls();

    world.pass(Duration.ofMinutes(3));

    assertThat(maria.sees().state()).isEqualTo(State.WRAP_UP);
    assertThat(maria.sees().call().orElseThrow().suggested()).contains(Action.NO_ANSWER);
    assertThat(world.network().dialed()).hasSize(1);
    assertThat(world.network().open()).containsExactly(maria.line());
  }

  @Test
  void hanging_up_does_not_wait_for_the_store() {
    world.behaves(phone, Subscriber.answers());
    maria.calls();
    world.pass(Duration.ofSeconds(10));
    world.stores().fault(Fault.AWAY);

    maria.hangsUp();

    assertThat(world.network().open()).containsExactly(maria.line());
    assertThat(maria.sees().state()).isEqualTo(State.WRAP_UP);
  }

  @Test
  void keys_reach_the_voter_only_in_a_call() {
    assertRefused(maria.submits(new Command.SendDigits("1")), "no-call");
  }
}
