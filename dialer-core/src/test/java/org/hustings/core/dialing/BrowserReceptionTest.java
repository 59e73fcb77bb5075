package org.hustings.core.dialing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.hustings.core.account.Volunteer;
import org.hustings.core.contract.Settings;
import org.hustings.core.credit.Charge;
import org.hustings.core.credit.Money;
import org.hustings.core.dialing.BrowserDesk.Entry;
import org.hustings.core.id.LegId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.SessionId;
import org.hustings.core.project.ProjectSettings.Lines;
import org.hustings.core.scripted.Helper;
import org.hustings.core.scripted.ScriptedLeg;
import org.hustings.core.scripted.ScriptedTelephony;
import org.hustings.core.scripted.Subscriber;
import org.hustings.core.session.Command;
import org.hustings.core.session.SessionStore.Mode;
import org.hustings.core.session.SessionView;
import org.hustings.core.session.SessionView.State;
import org.hustings.core.telephony.BrowserMessage;
import org.hustings.core.telephony.BrowserReply;
import org.hustings.core.telephony.Telephony.Capability;
import org.junit.jupiter.api.Test;

class BrowserReceptionTest extends EngineTest {
  private static final BrowserMessage OFFER = new BrowserMessage("text/offer", "maria's browser");

  private final ProjectId project = world.project();
  private final PhoneId phone = world.voterAtNumber(project, 90);
  private final Helper maria = world.helper("Maria");

  private BrowserDesk desk() {
    return world.engine().browsers();
  }

  private <T> T now(CompletableFuture<T> future) {
    world.time().runUntilQuiet();
    return future.getNow(null);
  }

  private Entry connects(Volunteer volunteer) {
    return now(desk().connect(volunteer, OFFER));
  }

  private ScriptedLeg browser() {
    return world.network().browsers().getLast();
  }

  private ScriptedLeg joins() {
    connects(maria.volunteer());
    ScriptedLeg browser = browser();
    browser.isHeard();
    world.time().runUntilQuiet();
    return browser;
  }

  private void wishes(ProjectId of, String home) {
    world.change(of, Settings.byDefault().lines(new Lines(false, Optional.of(home))).build());
  }

  @Test
  void a_browser_is_connected_by_the_home_that_the_project_wishes_and_the_session_shows_it() {
    wishes(project, "south");
    ScriptedLeg browser = joins();
    assertThat(world.network().homeOf(browser.id())).contains("south");
    assertThat(world.desk().viewOf(maria.volunteer()).orElseThrow().home()).contains("south");
  }

  @Test
  void where_it_cannot_be_said_which_project_it_will_be_nothing_is_wished() {
    wishes(project, "south");
    ProjectId other = world.project();
    ScriptedLeg browser = joins();
    assertThat(world.network().homeOf(browser.id())).isEmpty();

    SessionDesk.Reply _ =
        now(world.desk().submit(maria.volunteer(), new Command.ChooseProject(other)));
    wishes(other, "north");
    assertThat(world.network().homeOf(joins().id())).contains("north");
  }

  @Test
  void who_comes_back_during_a_call_is_connected_where_the_voter_is_whatever_is_wished_by_then() {
    wishes(project, "south");
    world.behaves(phone, Subscriber.answers());
    joins();
    maria.next();
    maria.calls();
    world.pass(Duration.ofSeconds(10));
    assertThat(maria.sees().state()).isEqualTo(State.TALKING);

    wishes(project, "north");
    assertThat(world.network().homeOf(joins().id())).contains("south");
  }

  @Test
  void a_browser_gets_its_answer_and_joins_the_session_when_it_is_heard() {
    Entry entry = connects(maria.volunteer());

    LegId leg = browser().id();
    assertThat(entry)
        .isEqualTo(
            new Entry.Connecting(
                leg, new BrowserMessage("text/answer", "to maria's browser"), "version-1"));
    assertThat(world.desk().viewOf(maria.volunteer())).isEmpty();

    browser().isHeard();
    world.time().runUntilQuiet();

    SessionView view = world.desk().viewOf(maria.volunteer()).orElseThrow();
    assertThat(view.connected()).isTrue();
    assertThat(view.leg()).contains(leg);
    assertThat(view.state()).isEqualTo(State.READY);
    assertThat(browser().heard()).containsExactly(Prompt.CONNECTED.sound());
    Optional<Mode> mode =
        world.in(books -> books.sessions().openOf(maria.volunteer().id()).map(row -> row.mode()));
    assertThat(mode).contains(Mode.BROWSER);
  }

  @Test
  void a_voter_who_answers_is_bridged_to_the_browser() {
    world.behaves(phone, Subscriber.answers());
    ScriptedLeg browser = joins();
    maria.next();
    maria.calls();
    world.pass(Duration.ofSeconds(10));

    ScriptedLeg voter = world.network().legTo(world.numberOf(phone)).orElseThrow();
    assertThat(browser.partner()).contains(voter);
  }

  @Test
  void R24_a_lost_browser_ends_the_voter_leg_and_after_a_reload_finds_the_same_screen() {
    world.behaves(phone, Subscriber.answers());
    ScriptedLeg first = joins();
    maria.next();
    maria.calls();
    world.pass(Duration.ofSeconds(10));
    ScriptedLeg voter = world.network().legTo(world.numberOf(phone)).orElseThrow();
    SessionView before = maria.sees();

    first.hangsUp();
    world.time().runUntilQuiet();
    assertThat(voter.isOver()).isTrue();
    assertThat(maria.sees().state()).isEqualTo(State.RECONNECTING);

    ScriptedLeg second = joins();

    assertThat(maria.sees().session()).isEqualTo(before.session());
    assertThat(maria.sees().screen()).isEqualTo(before.screen());
    assertThat(maria.sees().state()).isEqualTo(State.WRAP_UP);
    assertThat(maria.sees().leg()).contains(second.id());
  }

  @Test
  void R24_the_volunteer_goes_on_by_phone_in_the_same_session() {
    ScriptedLeg browser = joins();
    SessionView before = maria.sees();

    maria.dialsIn();

    assertThat(maria.sees().session()).isEqualTo(before.session());
    assertThat(maria.sees().leg()).contains(maria.line().id());
    assertThat(browser.heard()).endsWith(Prompt.ANOTHER_DEVICE.sound());
  }

  @Test
  void a_second_browser_replaces_the_first_which_is_told() {
    ScriptedLeg first = joins();
    ScriptedLeg second = joins();
    world.pass(Duration.ofSeconds(30));

    assertThat(first.heard()).endsWith(Prompt.ANOTHER_DEVICE.sound());
    assertThat(first.isOver()).isTrue();
    assertThat(second.isUp()).isTrue();
    assertThat(maria.sees().leg()).contains(second.id());
  }

  @Test
  void a_browser_on_its_way_is_given_up_for_a_newer_one_but_the_one_that_talks_is_not() {
    ScriptedLeg talking = joins();
    connects(maria.volunteer());
    ScriptedLeg onItsWay = browser();
    connects(maria.volunteer());

    assertThat(onItsWay.isOver()).isTrue();
    assertThat(talking.isUp()).isTrue();
  }

  @Test
  void R25_a_browser_costs_from_being_heard_to_its_end() {
    Money before = world.balance();
    connects(maria.volunteer());
    world.pass(Duration.ofSeconds(20));
    assertThat(world.balance()).isEqualTo(before);

    browser().isHeard();
    world.pass(Duration.ofMinutes(1));
    assertThat(desk().disconnect(maria.volunteer(), browser().id())).isTrue();
    world.pass(Duration.ofSeconds(30));

    assertThat(world.balance())
        .isEqualTo(before.plus(EngineSettings.DEFAULTS.pricePerMinute().negated()));
  }

  @Test
  void R25_without_credit_no_browser_is_connected() {
    SessionId spender = world.helper("Spender").dialsIn().sees().session();
    Money all = world.balance();
    Money _ =
        world.in(
            books -> books.credits().charge(new Charge(spender, 1, all, world.time().instant())));

    assertThat(connects(maria.volunteer()))
        .isInstanceOfSatisfying(
            Entry.Refused.class,
            refused -> assertThat(refused.why()).isEqualTo(Heartbeat.NO_CREDIT));
    assertThat(world.network().browsers()).isEmpty();
  }

  @Test
  void an_offer_that_cannot_be_used_is_said_to_be_and_leaves_nothing_behind() {
    Entry entry = now(desk().connect(maria.volunteer(), ScriptedTelephony.UNUSABLE_OFFER));

    assertThat(entry)
        .isInstanceOfSatisfying(
            Entry.NotTaken.class,
            not -> assertThat(not.why().reason()).isEqualTo(BrowserReply.Reason.UNUSABLE));
    assertThat(world.engine().openLegs()).isZero();
    assertThat(world.desk().viewOf(maria.volunteer())).isEmpty();
  }

  @Test
  void a_drain_takes_no_browser() {
    joins();
    CompletableFuture<?> _ = world.engine().drain(Duration.ofMinutes(1));

    assertThat(connects(world.volunteer("Nora"))).isInstanceOf(Entry.Refused.class);
  }

  @Test
  void nobody_touches_the_leg_of_another() {
    ScriptedLeg marias = joins();
    Volunteer eve = world.volunteer("Eve");

    assertThat(desk().disconnect(eve, marias.id())).isFalse();
    assertThat(now(desk().change(eve, marias.id(), OFFER, Optional.empty())))
        .isInstanceOf(BrowserReply.Refused.class);
    assertThat(now(desk().change(maria.volunteer(), marias.id(), OFFER, Optional.empty())))
        .isInstanceOf(BrowserReply.Agreed.class);
    assertThat(marias.isUp()).isTrue();
  }

  @Test
  void a_server_without_browsers_says_so() {
    world.network().lack(Capability.BROWSER);

    assertThat(desk().isOffered()).isFalse();
  }
}
