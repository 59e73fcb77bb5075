package org.hustings.core.dialing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.hustings.core.contract.Says;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.scripted.EngineWorld;
import org.hustings.core.scripted.Helper;
import org.hustings.core.scripted.ScriptedLeg;
import org.hustings.core.scripted.Subscriber;
import org.hustings.core.session.SessionView.State;
import org.junit.jupiter.api.Test;

class DrainTest extends EngineTest {
  private static final Duration AT_MOST = Duration.ofMinutes(5);
  private final ProjectId project = world.project();

  @Test
  void a_live_call_is_finished_and_none_starts() {
    PhoneId phone = world.voterAtNumber(project, 90);
    world.voterAtNumber(project, 80);
    world.behaves(phone, Subscriber.answers());
    Helper maria = world.helper("Maria").dialsIn();
    Helper tom = world.helper("Tom").dialsIn();
    maria.next();
    maria.calls();
    world.pass(Duration.ofSeconds(10));

    CompletableFuture<Boolean> drained = world.engine().drain(AT_MOST);

    assertThat(tom.isGone()).isTrue();
    assertThat(maria.sees().state()).isEqualTo(State.TALKING);
    assertThat(drained).isNotDone();
    maria.says(Says.reached());
    assertThat(maria.isGone()).isTrue();
    assertThat(drained).isCompletedWithValue(true);
  }

  @Test
  void nobody_is_let_in_any_more() {
    world.engine().drain(AT_MOST).join();

    ScriptedLeg leg = world.network().dialsIn(EngineWorld.DNIS, "+19195550199");
    world.time().runUntilQuiet();

    assertThat(leg.isOver()).isTrue();
    assertRefused(world.helper("Maria").opensByHand(Optional.empty()), "draining");
  }

  @Test
  void it_ends_when_its_time_is_over() {
    PhoneId phone = world.voterAtNumber(project, 90);
    world.behaves(phone, Subscriber.answers());
    Helper maria = world.helper("Maria").dialsIn();
    maria.next();
    maria.calls();
    world.pass(Duration.ofSeconds(10));
    CompletableFuture<Boolean> drained = world.engine().drain(AT_MOST);

    world.pass(AT_MOST);

    assertThat(drained).isCompletedWithValue(false);
  }
}
