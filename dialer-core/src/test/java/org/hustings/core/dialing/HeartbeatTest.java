package org.hustings.core.dialing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hustings.core.credit.Charge;
import org.hustings.core.credit.Money;
import org.hustings.core.dialing.EngineMetrics.Invariant;
import org.hustings.core.id.SessionId;
import org.hustings.core.scripted.FaultyStores.Fault;
import org.hustings.core.scripted.Helper;
import org.hustings.core.session.SessionStore.SessionRow;
import org.hustings.core.session.SessionView.State;
import org.junit.jupiter.api.Test;

/// What sessions write while nothing happens in them.
class HeartbeatTest extends EngineTest {
  private static final Money A_MINUTE = EngineSettings.DEFAULTS.pricePerMinute();
  private static final Duration BEAT = EngineSettings.DEFAULTS.heartbeatEvery();

  private final Money before = world.balance();

  @Test
  void R25_sessions_that_came_at_different_times_are_charged_together() {
    List<Helper> crowd = crowd(60, Duration.ofMillis(137));
    world.pass(BEAT);
    int noted = together().size();

    world.pass(BEAT);

    List<Integer> inOneBeat = together().subList(noted, together().size());
    assertThat(inOneBeat.stream().mapToInt(Integer::intValue).sum()).isEqualTo(crowd.size());
    assertThat(inOneBeat).as("they came within nine seconds").hasSizeLessThanOrEqualTo(10);
  }

  @Test
  void R25_two_signs_of_life_are_never_further_apart_than_one_beat() {
    world.pass(Duration.ofMillis(730));
    Helper maria = world.helper("Maria").dialsIn();
    Instant last = row(maria).startedAt();

    for (int i = 0; i < 60; i++) {
      world.pass(Duration.ofSeconds(1));
      Instant beat = row(maria).heartbeatAt();
      assertThat(Duration.between(last, beat)).isLessThanOrEqualTo(BEAT);
      assertThat(Duration.between(beat, world.time().instant()))
          .as("what a crash would leave uncharged")
          .isLessThanOrEqualTo(BEAT.plus(Timekeeper.TOGETHER));
      last = beat;
    }
  }

  @Test
  void R25_a_beat_that_the_store_did_not_take_is_in_the_next() {
    crowd(3, Duration.ZERO);
    world.stores().fault(Fault.AWAY);
    world.pass(Duration.ofSeconds(50));
    world.stores().fault(Fault.NONE);

    world.pass(BEAT);

    assertThat(charged()).isEqualTo(forSessions(3, Duration.ofSeconds(60)));
    assertThat(together()).endsWith(3);
  }

  @Test
  void R25_what_was_written_without_a_word_is_not_charged_again() {
    crowd(3, Duration.ZERO);
    world.stores().fault(Fault.ANSWER_LOST);
    world.pass(BEAT.plusSeconds(1));
    world.stores().fault(Fault.NONE);

    world.pass(BEAT);

    assertThat(charged()).isEqualTo(forSessions(3, Duration.ofSeconds(30)));
  }

  @Test
  void R25_a_session_that_cannot_be_charged_keeps_no_other_from_it() {
    List<Helper> crowd = crowd(3, Duration.ZERO);
    SessionId broken = crowd.get(1).sees().session();
    world.stores().till().refuse(broken);

    world.pass(BEAT.plusSeconds(1));

    assertThat(charged()).isEqualTo(forSessions(2, BEAT));
    assertThat(world.metrics().takeBroken())
        .as("together, and then the one by itself")
        .containsExactly(Invariant.RUNNER_FAILED, Invariant.RUNNER_FAILED);
    assertThat(row(crowd.get(2)).heartbeatAt()).isAfter(row(crowd.get(1)).heartbeatAt());
  }

  @Test
  void R25_all_who_are_charged_together_hear_that_the_credit_is_spent() {
    List<Helper> crowd = crowd(3, Duration.ZERO);
    Helper byHand = world.helper("Bea");
    byHand.opensByHand(Optional.empty());
    spendAllOn(crowd.getFirst());

    world.pass(BEAT.plusSeconds(1));

    assertThat(crowd).allMatch(Helper::isGone);
    assertThat(byHand.sees().state()).as("free").isEqualTo(State.READY);
  }

  @Test
  void R25_dialing_by_hand_is_noted_and_costs_nothing() {
    Helper byHand = world.helper("Bea");
    byHand.opensByHand(Optional.empty());

    world.pass(BEAT.plusSeconds(1));

    assertThat(row(byHand).heartbeatAt()).isAfter(row(byHand).startedAt());
    assertThat(charged()).isEqualTo(Money.ZERO);
  }

  private List<Helper> crowd(int size, Duration apart) {
    List<Helper> crowd = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      crowd.add(world.helper("Volunteer " + i).dialsIn());
      world.pass(apart);
    }
    return crowd;
  }

  private void spendAllOn(Helper spender) {
    Charge all = new Charge(spender.sees().session(), 1, world.balance(), world.time().instant());
    Money none = world.in(books -> books.credits().charge(all));
    assertThat(none).isEqualTo(Money.ZERO);
  }

  private List<Integer> together() {
    return world.stores().till().together();
  }

  private Money charged() {
    return before.plus(world.balance().negated());
  }

  private static Money forSessions(int count, Duration each) {
    return new Money(A_MINUTE.perMinuteFor(each).microdollars() * count);
  }

  private SessionRow row(Helper helper) {
    SessionId session = helper.sees().session();
    return world.<Optional<SessionRow>>in(books -> books.sessions().find(session)).orElseThrow();
  }
}
