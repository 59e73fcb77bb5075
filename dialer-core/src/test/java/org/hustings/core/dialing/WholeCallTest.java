package org.hustings.core.dialing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.hustings.core.contract.Says;
import org.hustings.core.disposition.Action;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.scripted.Helper;
import org.hustings.core.scripted.ScriptedLeg;
import org.hustings.core.scripted.Subscriber;
import org.hustings.core.session.SessionView;
import org.hustings.core.session.SessionView.State;
import org.hustings.core.voter.PhoneStatus;
import org.junit.jupiter.api.Test;

class WholeCallTest extends EngineTest {

  @Test
  void a_volunteer_dials_in_talks_and_says_how_it_went() {
    ProjectId project = world.project();
    PhoneId phone = world.voterAtNumber(project, 90);
    world.behaves(phone, Subscriber.answersAfter(Duration.ofSeconds(6)));
    Helper maria = world.helper("Maria").dialsIn().follows();

    maria.next();
    maria.calls();
    world.pass(Duration.ofSeconds(10));
    ScriptedLeg voter = world.network().legTo(world.numberOf(phone)).orElseThrow();
    assertThat(voter.partner()).contains(maria.line());
    maria.hangsUp();
    maria.says(Says.reached());

    assertThat(maria.feed().stream().map(SessionView::state).distinct())
        .containsExactly(
            State.READY,
            State.PREVIEWING,
            State.DIALING,
            State.RINGING,
            State.TALKING,
            State.WRAP_UP);
    assertThat(maria.sees().state()).isEqualTo(State.READY);
    assertThat(world.standingOf(phone).status()).isEqualTo(PhoneStatus.COMPLETED);
    assertThat(world.isHeld(phone, project)).isFalse();
    assertThat(voter.isOver()).isTrue();
    assertThat(maria.line().isUp()).isTrue();
    assertThat(maria.line().heard())
        .isEqualTo(List.of("welcome", "enter-number", "enter-pin", "connected"));
  }

  @Test
  void R14_the_number_comes_back_after_thirty_minutes_and_not_before() {
    ProjectId project = world.project();
    PhoneId phone = world.voterAtNumber(project, 90);
    world.behaves(phone, Subscriber.busy());
    Helper maria = world.helper("Maria").dialsIn();
    maria.next();
    maria.calls();
    world.pass(Duration.ofSeconds(1));
    assertThat(maria.sees().call().orElseThrow().suggested()).contains(Action.BUSY);
    maria.says(Action.BUSY);

    world.pass(Duration.ofMinutes(30).minusSeconds(1));
    maria.next();
    assertThat(maria.sees().state()).isEqualTo(State.READY);
    assertThat(maria.sees().nothing()).isPresent();

    world.pass(Duration.ofSeconds(1));
    maria.next();
    assertThat(maria.sees().state()).isEqualTo(State.PREVIEWING);
  }
}
