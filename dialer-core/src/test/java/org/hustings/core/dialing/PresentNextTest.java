package org.hustings.core.dialing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.hustings.core.call.Notice;
import org.hustings.core.contract.Settings;
import org.hustings.core.dialing.SessionDesk.Reply;
import org.hustings.core.disposition.Action;
import org.hustings.core.id.EntryId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.project.Access;
import org.hustings.core.project.CallingHours;
import org.hustings.core.queue.Explanation.Blocked;
import org.hustings.core.scripted.EngineWorld;
import org.hustings.core.scripted.FaultyStores.Fault;
import org.hustings.core.scripted.Helper;
import org.hustings.core.session.Command;
import org.hustings.core.session.SessionView.State;
import org.hustings.core.voter.DoNotCallList;
import org.junit.jupiter.api.Test;

class PresentNextTest extends EngineTest {
  private static final CallingHours IN_THE_EVENING =
      CallingHours.daily(
          EngineWorld.NEW_YORK, new CallingHours.Window(LocalTime.of(17, 0), LocalTime.of(20, 0)));

  private final ProjectId project = world.project();

  @Test
  void R1_the_best_score_comes_first() {
    world.voterAtNumber(project, 40);
    PhoneId best = world.voterAtNumber(project, 95);
    Helper maria = world.helper("Maria").dialsIn();

    maria.next();

    assertThat(maria.entry()).isEqualTo(world.entryOf(best, project));
  }

  @Test
  void R4_volunteers_who_ask_at_the_same_instant_get_different_numbers_by_one_claim() {
    PhoneId first = world.voterAtNumber(project, 90);
    PhoneId second = world.voterAtNumber(project, 80);
    Helper maria = world.helper("Maria").dialsIn();
    Helper tom = world.helper("Tom").dialsIn();

    maria.presses(new Command.Next());
    tom.presses(new Command.Next());

    assertThat(maria.entry()).isEqualTo(world.entryOf(first, project));
    assertThat(tom.entry()).isEqualTo(world.entryOf(second, project));
    assertThat(world.metrics().claimants()).containsExactly(2);
  }

  @Test
  void R5_a_skipped_number_goes_to_the_end_and_not_to_the_same_volunteer_again() {
    PhoneId phone = world.voterAtNumber(project, 90);
    Helper maria = world.helper("Maria").dialsIn();
    Helper tom = world.helper("Tom").dialsIn();
    maria.next();
    EntryId entry = maria.entry();

    maria.skips();
    maria.next();
    tom.next();

    assertThat(maria.sees().state()).isEqualTo(State.READY);
    assertThat(tom.entry()).isEqualTo(entry);
    assertThat(world.standingOf(phone).attempts()).isZero();
  }

  @Test
  void R5_a_late_click_on_skip_does_not_skip_the_next_number() {
    world.voterAtNumber(project, 90);
    world.voterAtNumber(project, 80);
    Helper maria = world.helper("Maria").dialsIn();
    maria.next();
    EntryId seenBefore = maria.entry();
    maria.skips();
    maria.next();

    assertRefused(maria.submits(new Command.Skip(seenBefore)), "other-number");
    assertThat(maria.sees().state()).isEqualTo(State.PREVIEWING);
  }

  @Test
  void R5_the_hold_is_renewed_while_the_volunteer_is_there() {
    PhoneId phone = world.voterAtNumber(project, 90);
    Helper maria = world.helper("Maria").dialsIn();
    maria.next();

    world.pass(Duration.ofHours(1));

    assertThat(maria.sees().state()).isEqualTo(State.PREVIEWING);
    assertThat(world.isHeld(phone, project)).isTrue();
  }

  @Test
  void R5_the_number_returns_to_its_old_place_when_the_volunteer_is_gone() {
    PhoneId phone = world.voterAtNumber(project, 90);
    Helper maria = world.helper("Maria").dialsIn();
    Helper tom = world.helper("Tom").dialsIn();
    maria.next();

    maria.line().hangsUp();
    world.pass(Duration.ofMinutes(2));
    tom.next();

    assertThat(maria.isGone()).isTrue();
    assertThat(tom.entry()).isEqualTo(world.entryOf(phone, project));
  }

  @Test
  void R5_a_preview_is_given_back_by_a_pause() {
    PhoneId phone = world.voterAtNumber(project, 90);
    Helper maria = world.helper("Maria").dialsIn();
    maria.next();

    maria.submits(new Command.Pause());

    assertThat(maria.sees().state()).isEqualTo(State.PAUSED);
    assertThat(world.isHeld(phone, project)).isFalse();
    assertRefused(maria.next(), "paused");
    maria.submits(new Command.Resume());
    maria.next();
    assertThat(maria.entry()).isEqualTo(world.entryOf(phone, project));
  }

  @Test
  void R10_a_project_without_access_is_the_same_as_none() {
    ProjectId closed =
        world.project(Settings.byDefault().access(new Access.Only(Set.of(), Set.of())).build());
    Helper maria = world.helper("Maria").dialsIn();

    Reply withoutAccess = maria.chooses(closed);
    Reply unknown = maria.chooses(new ProjectId(987_654));

    assertRefused(withoutAccess, "no-such-project");
    assertThat(((Reply.Refused) withoutAccess).sentence())
        .isEqualTo(((Reply.Refused) unknown).sentence());
    assertThat(((Reply.Refused) withoutAccess).code()).isEqualTo(((Reply.Refused) unknown).code());
  }

  @Test
  void R10_access_that_was_taken_away_ends_at_the_next_number() {
    world.voterAtNumber(project, 90);
    Helper maria = world.helper("Maria").dialsIn();
    world.change(project, Settings.byDefault().access(new Access.Only(Set.of(), Set.of())).build());

    maria.next();

    assertThat(maria.sees().state()).isEqualTo(State.READY);
    assertThat(maria.sees().nothing()).isEmpty();
    assertThat(maria.sees().notice().map(Notice::sentence))
        .hasValueSatisfying(sentence -> assertThat(sentence).contains("no such project"));
  }

  @Test
  void R3_what_the_rule_book_refuses_is_put_right_and_the_next_number_is_given() {
    PhoneId limited = world.voterAtNumber(project, 90);
    PhoneId other = world.voterAtNumber(project, 40);
    Helper maria = world.helper("Maria").dialsIn();
    maria.next();
    maria.calls();
    maria.hangsUp();
    maria.says(Action.NO_ANSWER);
    world.pass(Duration.ofMinutes(31));
    // The limit is lowered behind the queue's back: the entry stands as ready still.
    world.change(project, Settings.byDefault().attemptLimit(1).build());
    maria.next();
    assertThat(maria.entry()).isEqualTo(world.entryOf(other, project));
    maria.skips();

    maria.next();

    assertThat(maria.sees().state()).isEqualTo(State.READY);
    assertThat(maria.sees().nothing().orElseThrow().blocked()).containsEntry(Blocked.LIMIT, 1L);
    assertThat(world.isHeld(limited, project)).isFalse();
  }

  @Test
  void R10_access_that_was_taken_away_since_the_last_claim_holds_for_the_next_one() {
    world.voterAtNumber(project, 90);
    PhoneId second = world.voterAtNumber(project, 80);
    Helper maria = world.helper("Maria").dialsIn();
    Helper tom = world.helper("Tom").dialsIn();
    maria.next();
    world.change(project, Settings.byDefault().access(new Access.Only(Set.of(), Set.of())).build());

    tom.next();

    assertThat(tom.sees().state()).isEqualTo(State.READY);
    assertThat(tom.sees().notice()).isPresent();
    assertThat(world.isHeld(second, project)).isFalse();
  }

  @Test
  void R6_hours_that_were_changed_since_the_last_claim_hold_for_the_next_one() {
    world.voterAtNumber(project, 90);
    PhoneId second = world.voterAtNumber(project, 80);
    Helper maria = world.helper("Maria").dialsIn();
    Helper tom = world.helper("Tom").dialsIn();
    maria.next();
    world.change(project, Settings.byDefault().hours(IN_THE_EVENING).build());

    tom.next();

    assertThat(tom.sees().state()).isEqualTo(State.READY);
    assertThat(world.isHeld(second, project)).isFalse();
  }

  @Test
  void a_project_that_was_changed_since_the_last_claim_goes_on() {
    world.voterAtNumber(project, 90);
    PhoneId second = world.voterAtNumber(project, 80);
    Helper maria = world.helper("Maria").dialsIn();
    Helper tom = world.helper("Tom").dialsIn();
    maria.next();
    world.change(project, Settings.byDefault().attemptLimit(7).build());

    tom.next();

    assertThat(tom.entry()).isEqualTo(world.entryOf(second, project));
  }

  @Test
  void R6_outside_the_hours_there_is_no_number_and_a_sentence_that_says_until_when() {
    ProjectId evenings = world.project(Settings.byDefault().hours(IN_THE_EVENING).build());
    world.voterAtNumber(evenings, 90);
    Helper maria = world.helper("Maria").dialsIn();
    maria.chooses(evenings);

    maria.next();

    assertThat(maria.sees().nothing().orElseThrow().blocked()).containsEntry(Blocked.HOURS, 1L);
    assertThat(maria.sees().notice().map(Notice::sentence))
        .contains(
            "This project is closed now."
                + " The next number can be called on Tuesday 2 June, 17:00 EDT.");
  }

  @Test
  void a_number_that_asked_not_to_be_called_meanwhile_is_not_given() {
    PhoneId phone = world.voterAtNumber(project, 90);
    Helper maria = world.helper("Maria").dialsIn();
    world
        .managers()
        .listDoNotCall(
            world.campaign(),
            world.numberOf(phone),
            java.util.Optional.empty(),
            DoNotCallList.Source.IMPORT);

    maria.next();

    assertThat(maria.sees().nothing().orElseThrow().blocked())
        .containsEntry(Blocked.DO_NOT_CALL, 1L);
  }

  @Test
  void without_the_store_the_volunteer_is_told_and_can_ask_again() {
    world.voterAtNumber(project, 90);
    Helper maria = world.helper("Maria").dialsIn();
    world.stores().fault(Fault.AWAY);

    maria.next();
    assertThat(maria.sees().state()).isEqualTo(State.READY);
    assertThat(maria.sees().notice().map(Notice::sentence))
        .hasValueSatisfying(sentence -> assertThat(sentence).contains("database"));
    world.stores().fault(Fault.NONE);
    maria.next();

    assertThat(maria.sees().state()).isEqualTo(State.PREVIEWING);
  }

  @Test
  void all_who_ask_in_one_instant_are_answered_in_turn() {
    List<Helper> helpers =
        java.util.stream.IntStream.range(0, 100)
            .mapToObj(i -> world.helper("Helper " + i).dialsIn())
            .toList();
    for (int score = 0; score < 100; score++) {
      world.voterAtNumber(project, score);
    }

    helpers.forEach(helper -> helper.presses(new Command.Next()));

    assertThat(helpers.stream().map(Helper::entry).distinct()).hasSize(100);
    assertThat(world.metrics().claimants()).containsExactly(64, 36);
  }
}
