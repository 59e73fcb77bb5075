package org.hustings.core.dialing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.hustings.core.call.Notice;
import org.hustings.core.contract.Says;
import org.hustings.core.disposition.Action;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.queue.EntryState;
import org.hustings.core.scripted.Helper;
import org.hustings.core.scripted.Subscriber;
import org.hustings.core.session.SessionView.State;
import org.hustings.core.voter.DoNotCallList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WithdrawTest extends EngineTest {
  private final ProjectId project = world.project();
  private final PhoneId phone = world.voterAtNumber(project, 90);
  private final Helper maria = world.helper("Maria").dialsIn();

  @BeforeEach
  void the_number_is_on_a_screen() {
    world.behaves(phone, Subscriber.answers());
    maria.next();
  }

  private void askedNotToBeCalled() {
    world
        .managers()
        .listDoNotCall(
            world.campaign(), world.numberOf(phone), Optional.empty(), DoNotCallList.Source.IMPORT);
    world.time().runUntilQuiet();
  }

  @Test
  void R17_a_preview_is_withdrawn_with_a_notice() {
    askedNotToBeCalled();

    assertThat(maria.sees().state()).isEqualTo(State.READY);
    assertThat(maria.sees().notice().map(Notice::sentence))
        .hasValueSatisfying(sentence -> assertThat(sentence).contains("must not be called"));
    assertThat(world.isHeld(phone, project)).isFalse();
  }

  @Test
  void R17_a_ringing_call_is_ended_at_once() {
    maria.calls();
    world.pass(Duration.ofSeconds(4));
    AttemptId attempt = maria.attempt();

    askedNotToBeCalled();

    assertThat(world.network().open()).containsExactly(maria.line());
    assertThat(maria.sees().state()).isEqualTo(State.READY);
    assertThat(world.recorded(attempt)).contains(Action.NO_ANSWER);
    assertIsOutOfTheQueue();
  }

  private void assertIsOutOfTheQueue() {
    assertThat(world.candidate(phone, project).orElseThrow().state())
        .isEqualTo(new EntryState.Out(EntryState.Out.Reason.DO_NOT_CALL));
  }

  @Test
  void R17_somebody_who_is_being_talked_with_is_not_cut_off() {
    maria.calls();
    world.pass(Duration.ofSeconds(10));

    askedNotToBeCalled();

    assertThat(maria.sees().state()).isEqualTo(State.TALKING);
    maria.says(Says.reached());
    assertIsOutOfTheQueue();
  }

  @Test
  void R17_the_volunteers_own_do_not_call_is_on_the_campaigns_list() {
    maria.calls();
    world.pass(Duration.ofSeconds(10));

    maria.says(Says.doNotCall());

    boolean listed = world.in(books -> books.doNotCall().holds(world.numberOf(phone)));
    assertThat(listed).isTrue();
    maria.next();
    assertThat(maria.sees().state()).isEqualTo(State.READY);
  }

  @Test
  void R17_it_is_withdrawn_from_a_volunteer_who_is_away_too() {
    maria.line().hangsUp();
    world.pass(Duration.ofSeconds(10));

    askedNotToBeCalled();
    maria.dialsIn();

    assertThat(maria.sees().state()).isEqualTo(State.READY);
  }

  @Test
  void R17_what_is_withdrawn_between_its_claim_and_the_screen_comes_on_none() {
    PhoneId other = world.voterAtNumber(project, 80);
    Helper nora = world.helper("Nora").dialsIn();
    world
        .stores()
        .meanwhile(() ->
            world
                .managers()
                .listDoNotCall(
                    world.campaign(),
                    world.numberOf(other),
                    Optional.empty(),
                    DoNotCallList.Source.MANAGER));

    nora.next();

    assertThat(nora.sees().state()).isEqualTo(State.READY);
    assertThat(world.isHeld(other, project)).isFalse();
  }
}
