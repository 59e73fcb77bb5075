package org.hustings.core.dialing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.hustings.core.contract.Says;
import org.hustings.core.contract.Settings;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.scripted.EngineWorld;
import org.hustings.core.scripted.FaultyStores.Fault;
import org.hustings.core.scripted.Helper;
import org.hustings.core.scripted.ScriptedLeg;
import org.hustings.core.scripted.Subscriber;
import org.hustings.core.session.Command;
import org.hustings.core.session.SessionView.State;
import org.hustings.core.voter.PhoneStatus;
import org.junit.jupiter.api.Test;

class DrainTest extends EngineTest {
  private static final Duration AT_MOST = Duration.ofMinutes(5);
  private static final Duration GOODBYE = Duration.ofSeconds(3);
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
    assertThat(maria.line().isUp()).as("still hears the goodbye").isTrue();
    assertThat(drained).isNotDone();
    world.pass(GOODBYE);
    assertThat(drained).isCompletedWithValue(true);
  }

  @Test
  void R22_it_is_not_over_before_all_is_written() {
    world.helper("Maria").dialsIn();
    world.stores().fault(Fault.AWAY);

    CompletableFuture<Boolean> drained = world.engine().drain(AT_MOST);
    world.pass(GOODBYE);

    assertThat(world.network().open()).isEmpty();
    assertThat(drained).isNotDone();
    world.stores().fault(Fault.NONE);
    world.pass(Duration.ofSeconds(10));
    assertThat(drained).isCompletedWithValue(true);
  }

  @Test
  void R12_it_is_not_over_before_the_end_of_a_message_is_written() {
    ProjectId withMessage =
        world.project(
            Settings.byDefault().voicemail(world.message(Duration.ofSeconds(20))).build());
    PhoneId machine = world.voterAtNumber(withMessage, 90);
    world.behaves(machine, Subscriber.answers());
    Helper maria = world.helper("Maria").dialsIn();
    maria.chooses(withMessage);
    maria.next();
    maria.calls();
    world.pass(Duration.ofSeconds(10));
    maria.submits(new Command.DropVoicemail());
    CompletableFuture<Boolean> drained = world.engine().drain(AT_MOST);
    world.stores().fault(Fault.AWAY);

    world.pass(Duration.ofSeconds(30));

    assertThat(world.network().open()).isEmpty();
    assertThat(drained).isNotDone();
    world.stores().fault(Fault.NONE);
    world.pass(Duration.ofSeconds(40));
    assertThat(drained).isCompletedWithValue(true);
    assertThat(world.standingOf(machine).status()).isEqualTo(PhoneStatus.VOICEMAIL_LEFT);
  }

  @Test
  void who_is_still_keying_a_PIN_gets_no_session_any_more() {
    Helper maria = world.helper("Maria");
    ScriptedLeg leg = world.network().dialsIn(EngineWorld.DNIS, "+19195550199");
    world.time().runUntilQuiet();
    leg.presses(maria.number() + "#");
    world.time().runUntilQuiet();

    CompletableFuture<Boolean> drained = world.engine().drain(AT_MOST);
    leg.presses("4321#");

    assertThat(maria.isGone()).isTrue();
    assertThat(leg.heard()).endsWith("unavailable");
    world.pass(GOODBYE);
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
