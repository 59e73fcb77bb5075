package org.hustings.core.dialing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.hustings.core.contract.Says;
import org.hustings.core.disposition.Action;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.scripted.Helper;
import org.hustings.core.scripted.Subscriber;
import org.hustings.core.session.Command;
import org.hustings.core.session.SessionView.State;
import org.hustings.core.voter.PhoneStatus;
import org.junit.jupiter.api.Test;

/// A volunteer who is connected and says nothing: their call must not hold a number for ever.
class SilentWrapUpTest extends EngineTest {
  private static final Duration LIMIT = EngineSettings.DEFAULTS.wrapUpLimit();
  private static final Duration A_MINUTE = Duration.ofMinutes(1);
  private final ProjectId project = world.project();
  private final PhoneId phone = world.voterAtNumber(project, 90);
  private final Helper maria = world.helper("Maria").dialsIn();

  private AttemptId wrapUpAfter(Subscriber subscriber) {
    world.behaves(phone, subscriber);
    maria.next();
    maria.calls();
    AttemptId attempt = maria.attempt();
    world.pass(Duration.ofSeconds(30));
    maria.hangsUp();
    assertThat(maria.sees().state()).isEqualTo(State.WRAP_UP);
    return attempt;
  }

  @Test
  void R20_whoever_says_nothing_for_long_is_as_good_as_gone() {
    AttemptId attempt = wrapUpAfter(Subscriber.busy());

    world.pass(LIMIT.minus(A_MINUTE));
    assertThat(world.recorded(attempt)).isEmpty();
    world.pass(A_MINUTE);

    assertThat(world.recorded(attempt)).contains(Action.BUSY);
    assertThat(world.isHeld(phone, project)).isFalse();
  }

  @Test
  void R20_of_an_answered_call_only_they_can_say_how_it_went_and_still_may() {
    AttemptId attempt = wrapUpAfter(Subscriber.answers());

    world.pass(LIMIT);

    assertThat(world.recorded(attempt)).contains(Action.UNRESOLVED);
    maria.says(attempt, "late", Says.reached());
    assertThat(world.standingOf(phone).status()).isEqualTo(PhoneStatus.COMPLETED);
  }

  @Test
  void they_stay_connected_and_are_asked_whether_they_are_there() {
    var _ = wrapUpAfter(Subscriber.answers());

    world.pass(LIMIT);

    assertThat(maria.line().isUp()).isTrue();
    assertThat(maria.sees().state()).isEqualTo(State.PAUSED);
    maria.submits(new Command.Resume());
    assertThat(maria.sees().state()).isEqualTo(State.READY);
  }

  @Test
  void whatever_they_press_shows_that_they_are_there() {
    AttemptId attempt = wrapUpAfter(Subscriber.answers());
    world.pass(LIMIT.minus(A_MINUTE));

    maria.next();
    world.pass(LIMIT.minus(A_MINUTE));

    assertThat(maria.sees().state()).isEqualTo(State.WRAP_UP);
    assertThat(maria.sees().endsAt()).contains(world.time().instant().plus(A_MINUTE));
    maria.says(attempt, "key", Says.reached());
    assertThat(world.recorded(attempt)).contains(Action.SUCCESSFUL);
  }

  @Test
  void R24_whoever_comes_back_has_the_whole_time_again() {
    AttemptId attempt = wrapUpAfter(Subscriber.answers());
    world.pass(LIMIT.minus(A_MINUTE));
    maria.line().hangsUp();
    world.pass(A_MINUTE);

    maria.dialsIn();
    world.pass(LIMIT.minus(A_MINUTE));

    assertThat(world.recorded(attempt)).isEmpty();
    world.pass(A_MINUTE);
    assertThat(world.recorded(attempt)).contains(Action.UNRESOLVED);
  }
}
