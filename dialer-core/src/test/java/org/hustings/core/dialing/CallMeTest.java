package org.hustings.core.dialing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.hustings.core.contract.Settings;
import org.hustings.core.dialing.CallMeDesk.Answer;
import org.hustings.core.dialing.CallMeDesk.State;
import org.hustings.core.id.LegId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.project.ProjectSettings.Lines;
import org.hustings.core.scripted.Helper;
import org.hustings.core.scripted.ScriptedLeg;
import org.hustings.core.scripted.ScriptedOwnPhones;
import org.hustings.core.scripted.Subscriber;
import org.hustings.core.session.SessionStore.Mode;
import org.hustings.core.session.SessionView;
import org.hustings.core.voter.PhoneNumber;
import org.junit.jupiter.api.Test;

class CallMeTest extends EngineTest {
  private static final PhoneNumber MARIAS_PHONE = new PhoneNumber("+19195550177");

  private final ScriptedOwnPhones phones = new ScriptedOwnPhones();
  private final ProjectId project = world.project();
  private final PhoneId voter = world.voterAtNumber(project, 90);
  private final Helper maria = world.helper("Maria");
  private CallMeDesk desk = world.engine().callMe(phones);

  CallMeTest() {
    phones.give(maria.volunteer().id(), MARIAS_PHONE);
    world.network().script(MARIAS_PHONE, Subscriber.answers());
  }

  private Answer asks() {
    CompletableFuture<Answer> answer = desk.call(maria.volunteer());
    world.time().runUntilQuiet();
    return answer.getNow(null);
  }

  private State state() {
    world.time().runUntilQuiet();
    return desk.viewOf(maria.volunteer()).orElseThrow().state();
  }

  private ScriptedLeg phone() {
    return world.network().legTo(MARIAS_PHONE).orElseThrow();
  }

  private ScriptedLeg answers() {
    asks();
    world.pass(Duration.ofSeconds(9));
    assertThat(state()).isEqualTo(State.ANSWERED);
    return phone();
  }

  private ScriptedLeg joins() {
    ScriptedLeg leg = answers();
    leg.presses("1");
    world.time().runUntilQuiet();
    return leg;
  }

  @Test
  void rings_the_phone_of_the_account_and_who_presses_1_is_in_the_session_as_if_dialed_in() {
    asks();
    assertThat(world.network().dialed())
        .singleElement()
        .satisfies(call -> assertThat(call.number()).isEqualTo(MARIAS_PHONE));
    assertThat(state()).isEqualTo(State.CALLING);
    world.pass(Duration.ofSeconds(3));
    assertThat(state()).isEqualTo(State.RINGING);
    world.pass(Duration.ofSeconds(6));
    assertThat(phone().heard()).containsExactly("press-one");
    assertThat(world.desk().viewOf(maria.volunteer())).isEmpty();

    phone().presses("1");
    world.time().runUntilQuiet();

    SessionView view = maria.sees();
    assertThat(view.connected()).isTrue();
    assertThat(view.mode()).isEqualTo(Mode.PHONE);
    assertThat(view.leg()).contains(phone().id());
    assertThat(state()).isEqualTo(State.JOINED);
    assertThat(phone().heard()).endsWith("connected");
  }

  @Test
  void is_called_from_the_home_that_the_project_wishes_and_the_session_shows_it() {
    world.change(
        project, Settings.byDefault().lines(new Lines(false, Optional.of("south"))).build());
    ScriptedLeg leg = joins();

    assertThat(world.network().homeOf(leg.id())).contains("south");
    assertThat(maria.sees().home()).contains("south");
  }

  @Test
  void the_leg_stays_for_the_session_and_voters_are_bridged_to_it() {
    world.behaves(voter, Subscriber.answers());
    ScriptedLeg leg = joins();
    maria.next();
    maria.calls();
    world.pass(Duration.ofSeconds(10));

    assertThat(leg.partner()).contains(world.network().legTo(world.numberOf(voter)).orElseThrow());
    maria.hangsUp();
    world.pass(Duration.ofMinutes(3));
    assertThat(leg.isUp()).isTrue();
  }

  @Test
  void R24_who_lost_the_line_finds_the_same_screen_when_called() {
    maria.dialsIn();
    SessionView before = maria.sees();
    maria.line().hangsUp();
    world.time().runUntilQuiet();
    assertThat(maria.sees().state()).isEqualTo(SessionView.State.RECONNECTING);

    ScriptedLeg leg = joins();

    assertThat(maria.sees().session()).isEqualTo(before.session());
    assertThat(maria.sees().leg()).contains(leg.id());
  }

  @Test
  void a_machine_presses_nothing_and_is_hung_up_on_without_a_session() {
    ScriptedLeg leg = answers();
    world.pass(Duration.ofMinutes(1));

    assertThat(state()).isEqualTo(State.NOT_CONFIRMED);
    assertThat(leg.heard()).containsExactly("press-one", "press-one", "press-one", "goodbye");
    assertThat(leg.isOver()).isTrue();
    assertThat(maria.isGone()).isTrue();
    assertThat(world.engine().openLegs()).isZero();
  }

  @Test
  void three_wrong_keys_end_it_and_it_may_be_asked_for_again() {
    ScriptedLeg leg = answers();
    leg.presses("25#");
    world.pass(Duration.ofSeconds(5));

    assertThat(state()).isEqualTo(State.NOT_CONFIRMED);
    assertThat(leg.isOver()).isTrue();
    assertThat(asks()).isInstanceOf(Answer.Calling.class);
    assertThat(state()).isEqualTo(State.CALLING);
  }

  @Test
  void a_wrong_key_is_forgiven() {
    ScriptedLeg leg = answers();
    leg.presses("91");
    world.time().runUntilQuiet();

    assertThat(state()).isEqualTo(State.JOINED);
  }

  @Test
  void not_answered_busy_unreachable_and_not_connected_are_told_apart_and_leave_nothing() {
    assertCame(Subscriber.ringsOut(), State.NOT_ANSWERED);
    assertCame(Subscriber.busy(), State.BUSY);
    assertCame(Subscriber.noSuchNumber(), State.UNREACHABLE);
    assertCame(Subscriber.trunkDown(), State.NOT_CONNECTED);
  }

  private void assertCame(Subscriber behaviour, State came) {
    world.network().script(MARIAS_PHONE, behaviour);
    asks();
    world.pass(Duration.ofSeconds(40));
    assertThat(state()).isEqualTo(came);
    assertThat(world.engine().openLegs()).isZero();
    assertThat(maria.isGone()).isTrue();
  }

  @Test
  void R22_silence_is_given_up_as_unknown_and_no_state_waits_for_one_message() {
    world.network().script(MARIAS_PHONE, Subscriber.silence());
    asks();
    world.pass(Duration.ofMinutes(3));

    assertThat(state().isOver()).isTrue();
    assertThat(world.engine().openLegs()).isZero();
  }

  @Test
  void who_asks_again_while_it_rings_is_told_so_and_nothing_more_rings() {
    asks();
    world.pass(Duration.ofSeconds(3));

    assertThat(asks())
        .isInstanceOfSatisfying(
            Answer.Calling.class,
            calling -> assertThat(calling.view().state()).isEqualTo(State.RINGING));
    assertThat(world.network().dialed()).hasSize(1);
  }

  @Test
  void two_requests_of_the_same_moment_ring_once() {
    CompletableFuture<Answer> first = desk.call(maria.volunteer());
    CompletableFuture<Answer> second = desk.call(maria.volunteer());
    world.time().runUntilQuiet();

    assertThat(first).isCompleted();
    assertThat(second).isCompleted();
    assertThat(world.network().dialed()).hasSize(1);
  }

  @Test
  void the_volunteer_can_take_it_back_while_it_rings() {
    asks();
    world.pass(Duration.ofSeconds(3));

    assertThat(desk.giveUp(maria.volunteer())).isTrue();

    assertThat(state()).isEqualTo(State.GIVEN_UP);
    assertThat(world.engine().openLegs()).isZero();
    assertThat(desk.giveUp(maria.volunteer())).isFalse();
  }

  @Test
  void R23_a_server_that_dies_while_it_rings_leaves_a_leg_that_the_next_one_ends() {
    asks();
    world.pass(Duration.ofSeconds(3));
    LegId leg = phone().id();

    world.killAndRestart();

    assertThat(world.network().hungUpStored()).containsExactly(leg);
    assertThat(world.network().open()).isEmpty();
  }

  @Test
  void R23_a_leg_that_is_over_is_not_ended_again_after_a_crash() {
    asks();
    world.pass(Duration.ofSeconds(3));
    desk.giveUp(maria.volunteer());
    world.time().runUntilQuiet();

    world.killAndRestart();

    assertThat(world.network().hungUpStored()).isEmpty();
  }

  @Test
  void how_it_ended_is_forgotten_after_ten_minutes() {
    world.network().script(MARIAS_PHONE, Subscriber.busy());
    asks();
    world.pass(Duration.ofSeconds(5));
    assertThat(desk.viewOf(maria.volunteer())).isPresent();

    world.pass(Duration.ofMinutes(11));

    assertThat(desk.viewOf(maria.volunteer())).isEmpty();
  }
}
