package org.hustings.core.dialing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.hustings.core.diary.Diary;
import org.hustings.core.diary.Diary.Entry;
import org.hustings.core.id.LegId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.scripted.FaultyStores.Fault;
import org.hustings.core.scripted.Helper;
import org.hustings.core.scripted.Subscriber;
import org.hustings.core.session.SessionView.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What operators read of the faults that the engine notices, in words that runbooks look for.
class NamedFaultsTest extends EngineTest {
  private static final Duration SLOW = Duration.ofSeconds(9);

  private final ProjectId project = world.project();
  private final PhoneId phone = world.voterAtNumber(project, 90);
  private final Helper maria = world.helper("Maria").dialsIn();
  private final Diary diary = Diary.ofOperators();

  @AfterEach
  void close() {
    diary.close();
  }

  private void calls(Subscriber voter) {
    world.behaves(phone, voter);
    maria.next();
    maria.calls();
  }

  @Test
  void R24_a_line_that_died_is_named_when_it_is_silent_and_when_it_is_given_up() {
    calls(Subscriber.answers());
    world.pass(Duration.ofSeconds(10));
    LegId leg = maria.sees().leg().orElseThrow();

    maria.line().vanishes();
    world.pass(Duration.ofSeconds(15));
    assertThat(diary.of("leg-silent"))
        .extracting(Entry::text)
        .singleElement()
        .asString()
        .contains("leg=" + leg, "kind=VOLUNTEER");
    assertThat(diary.of("leg-dropped")).isEmpty();
    world.pass(EngineSettings.DEFAULTS.probeWithin());

    assertThat(diary.of("leg-dropped"))
        .extracting(Entry::text)
        .singleElement()
        .asString()
        .contains("leg=" + leg);
    // The network never tells the end of a leg that vanished: that is counted, and expected here.
    world.pass(Duration.ofMinutes(1));
    assertThat(world.metrics().takeBroken()).containsExactly(EngineMetrics.Invariant.LEG_LOST);
  }

  @Test
  void a_slow_carrier_is_waited_for_and_named_and_nothing_is_dialed_twice() {
    calls(new Subscriber(Optional.of(SLOW), Optional.of(SLOW), Optional.empty(), Optional.empty()));
    world.pass(SLOW.multipliedBy(2).plusSeconds(1));

    assertThat(maria.sees().state()).isEqualTo(State.TALKING);
    assertThat(world.network().dialed()).hasSize(1);
    assertThat(diary.of("set-up-slow"))
        .extracting(Entry::text)
        .singleElement()
        .asString()
        .contains("seconds=9");
  }

  @Test
  void a_carrier_that_is_as_quick_as_it_should_be_is_not_named() {
    calls(Subscriber.answers());
    world.pass(Duration.ofSeconds(10));

    assertThat(maria.sees().state()).isEqualTo(State.TALKING);
    assertThat(diary.of("set-up-slow")).isEmpty();
  }

  @Test
  void R22_a_store_that_is_away_is_named_with_the_work_that_waits_for_it() {
    maria.next();
    world.stores().fault(Fault.AWAY);

    maria.calls();

    assertThat(diary.of("store-unavailable"))
        .isNotEmpty()
        .extracting(Entry::text)
        .allSatisfy(text -> assertThat(text).contains("work="));
    world.stores().fault(Fault.NONE);
    world.pass(Duration.ofSeconds(5));
  }

  @Test
  void R23_what_a_dead_server_left_is_named_when_it_is_settled() {
    calls(Subscriber.answers());
    world.pass(Duration.ofSeconds(10));

    world.killAndRestart();
    world.pass(Duration.ofSeconds(1));

    assertThat(diary.of("dead-server-settled")).hasSize(1);
    assertThat(diary.of("dead-attempt-settled"))
        .extracting(Entry::text)
        .singleElement()
        .asString()
        .contains("recorded=UNRESOLVED");
  }
}
