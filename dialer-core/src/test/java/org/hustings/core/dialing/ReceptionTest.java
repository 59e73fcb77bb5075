package org.hustings.core.dialing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.hustings.core.contract.Settings;
import org.hustings.core.dialing.EngineMetrics.Invariant;
import org.hustings.core.dialing.EngineMetrics.LegKind;
import org.hustings.core.dialing.EngineMetrics.NotLetIn;
import org.hustings.core.id.ProjectId;
import org.hustings.core.scripted.EngineWorld;
import org.hustings.core.scripted.FaultyStores.Fault;
import org.hustings.core.scripted.Helper;
import org.hustings.core.scripted.ScriptedLeg;
import org.hustings.core.session.Command;
import org.hustings.core.session.SessionView.State;
import org.hustings.core.telephony.Telephony.Capability;
import org.junit.jupiter.api.Test;

class ReceptionTest extends EngineTest {

  private ScriptedLeg caller() {
    ScriptedLeg leg = world.network().dialsIn(EngineWorld.DNIS, "+19195550199");
    world.time().runUntilQuiet();
    return leg;
  }

  private void presses(ScriptedLeg leg, String keys) {
    leg.presses(keys);
    world.time().runUntilQuiet();
  }

  @Test
  void a_number_that_is_nobodys_is_refused() {
    ScriptedLeg leg = world.network().dialsIn("8005559999", "+19195550199");
    world.time().runUntilQuiet();

    assertThat(leg.isOver()).isTrue();
    assertThat(world.metrics().open(LegKind.CALLER)).isZero();
  }

  @Test
  void number_and_pin_end_with_a_pound_key_or_when_nothing_more_comes() {
    Helper maria = world.helper("Maria");
    ScriptedLeg leg = caller();
    leg.presses(maria.number());
    world.pass(Duration.ofSeconds(8));
    assertThat(leg.heard()).endsWith("enter-pin");

    leg.presses("4321");
    world.pass(Duration.ofSeconds(8));

    assertThat(maria.sees().state()).isEqualTo(State.READY);
    assertThat(leg.heard()).endsWith("connected");
  }

  @Test
  void a_wrong_pin_may_be_tried_again_and_three_end_the_call() {
    Helper maria = world.helper("Maria");
    ScriptedLeg leg = caller();

    presses(leg, maria.number() + "#");
    presses(leg, "1111#");
    assertThat(leg.heard()).endsWith("wrong-pin", "enter-number");
    presses(leg, maria.number() + "#");
    presses(leg, "2222#");
    presses(leg, maria.number() + "#");
    presses(leg, "3333#");

    assertThat(leg.heard()).endsWith("goodbye");
    world.pass(Duration.ofSeconds(5));
    assertThat(leg.isOver()).isTrue();
    assertThat(maria.isGone()).isTrue();
  }

  @Test
  void who_tries_too_often_is_told_to_wait_and_each_try_is_counted() {
    Helper maria = world.helper("Maria");
    for (int call = 0; call < 2; call++) {
      ScriptedLeg leg = caller();
      for (int i = 0; i < 3; i++) {
        presses(leg, maria.number() + "#");
        presses(leg, "0000#");
      }
    }
    ScriptedLeg leg = caller();

    presses(leg, maria.number() + "#");
    presses(leg, "4321#");

    assertThat(leg.heard()).endsWith("throttled");
    assertThat(world.metrics().turnedAway(NotLetIn.WRONG)).isEqualTo(5);
    assertThat(world.metrics().turnedAway(NotLetIn.THROTTLED)).isEqualTo(2);
    assertThat(maria.isGone()).isTrue();
  }

  @Test
  void a_star_begins_the_digits_anew() {
    Helper maria = world.helper("Maria");
    ScriptedLeg leg = caller();

    presses(leg, "999*" + maria.number() + "#");
    presses(leg, "4321#");

    assertThat(maria.sees().state()).isEqualTo(State.READY);
  }

  @Test
  void who_presses_nothing_is_asked_again_and_then_let_go() {
    ScriptedLeg leg = caller();

    world.pass(Duration.ofMinutes(1));

    assertThat(leg.heard())
        .containsExactly("welcome", "enter-number", "enter-number", "enter-number", "goodbye");
    assertThat(leg.isOver()).isTrue();
  }

  @Test
  void who_hangs_up_in_between_leaves_nothing_behind() {
    Helper maria = world.helper("Maria");
    ScriptedLeg leg = caller();
    presses(leg, maria.number() + "#");

    leg.hangsUp();
    world.pass(Duration.ofMinutes(5));

    assertThat(world.engine().openLegs()).isZero();
    assertThat(maria.isGone()).isTrue();
  }

  @Test
  void the_only_open_project_is_chosen_and_later_the_last_one() {
    ProjectId first = world.project();
    Helper maria = world.helper("Maria").dialsIn();
    assertThat(maria.sees().project()).contains(first);
    ProjectId second = world.project();
    maria.chooses(second);
    maria.submits(new Command.Leave());
    world.pass(Duration.ofSeconds(5));

    maria.dialsIn();

    assertThat(maria.sees().project()).contains(second);
  }

  @Test
  void among_several_projects_none_is_chosen_for_the_volunteer() {
    world.project();
    world.project(Settings.byDefault().build());
    Helper maria = world.helper("Maria").dialsIn();

    assertThat(maria.sees().project()).isEmpty();
    assertRefused(maria.next(), "no-project");
  }

  @Test
  void a_code_from_the_screen_alone_is_enough_and_works_once() {
    Helper maria = world.helper("Maria");
    maria.isShownCode("483920");

    presses(caller(), "483920#");
    assertThat(maria.sees().state()).isEqualTo(State.READY);

    ScriptedLeg again = caller();
    presses(again, "483920#");
    assertThat(again.heard()).endsWith("wrong-pin", "enter-number");
  }

  @Test
  void a_volunteer_number_of_six_digits_is_still_asked_for_its_pin() {
    Helper maria = world.helper("Maria");
    world.dialsInWith("100001", "77", maria.volunteer());
    ScriptedLeg leg = caller();

    presses(leg, "100001#");
    assertThat(leg.heard()).endsWith("enter-pin");
    presses(leg, "77#");

    assertThat(maria.sees().state()).isEqualTo(State.READY);
  }

  @Test
  void three_wrong_codes_end_the_call_and_who_guesses_on_is_told_to_wait() {
    ScriptedLeg first = caller();
    presses(first, "111111#");
    presses(first, "222222#");
    presses(first, "333333#");
    ScriptedLeg second = caller();
    presses(second, "444444#");
    presses(second, "555555#");
    presses(second, "666666#");

    assertThat(first.heard()).endsWith("goodbye");
    assertThat(second.heard()).endsWith("throttled");
  }

  @Test
  void without_the_store_callers_are_told_to_call_later() {
    Helper maria = world.helper("Maria");
    ScriptedLeg leg = caller();
    presses(leg, maria.number() + "#");
    world.stores().fault(Fault.AWAY);

    presses(leg, "4321#");

    assertThat(leg.heard()).endsWith("unavailable");
  }

  @Test
  void an_adapter_that_can_neither_play_nor_hear_keys_takes_no_callers() {
    world.network().lack(Capability.PLAY);

    assertThat(caller().isOver()).isTrue();
  }

  @Test
  void a_leg_that_nobody_owns_is_counted() {
    world.network().tellOfStranger();

    assertThat(world.metrics().takeBroken()).containsExactly(Invariant.LEG_WITHOUT_OWNER);
  }
}
