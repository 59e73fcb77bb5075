package org.hustings.core.dialing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hustings.core.contract.Settings;
import org.hustings.core.dialing.EngineMetrics.Invariant;
import org.hustings.core.dialing.Notes.Note;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.ServerId;
import org.hustings.core.rehearsal.RehearsalStores;
import org.hustings.core.scripted.CountedMetrics;
import org.hustings.core.scripted.EngineWorld;
import org.hustings.core.scripted.FaultyStores;
import org.hustings.core.scripted.FaultyStores.Fault;
import org.hustings.core.scripted.Registers;
import org.hustings.core.scripted.ScriptedTelephony;
import org.hustings.core.time.VirtualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a clerk writes together, in which order, and what becomes of it when it cannot be written.
class ClerkTest {
  private static final Duration A_MOMENT = Duration.ofMillis(1);

  private final VirtualTime time = new VirtualTime(EngineWorld.TEN_O_CLOCK);
  private final CountedMetrics metrics = new CountedMetrics();
  private final RehearsalStores books = new RehearsalStores();
  private final FaultyStores stores = new FaultyStores(books);
  private final Unwritten unwritten = new Unwritten();
  private final Kept kept = new Kept();
  private final Clerk clerk =
      new Clerk("clerk", books.addCampaign("C", "US", Settings.NEW_YORK), office());

  @AfterEach
  void nothing_is_owed_in_the_end() {
    time.advanceBy(Duration.ofMinutes(5));
    assertThat(unwritten.count()).isZero();
    assertThat(time.failures()).isEmpty();
  }

  @Test
  void what_nobody_waits_for_goes_with_the_next_transaction_before_its_work() {
    soon("ringing");
    soon("state");
    must("dialog");
    time.runUntilQuiet();

    assertThat(kept.transactions).containsExactly(List.of("ringing", "state", "dialog"));
  }

  @Test
  void it_goes_with_what_is_only_asked_as_well() {
    soon("ringing");
    ask("begin");
    time.runUntilQuiet();

    assertThat(kept.transactions).containsExactly(List.of("ringing", "begin"));
  }

  @Test
  void what_is_handed_in_later_does_not_go_before_what_was_handed_in_earlier() {
    must("dialog");
    soon("ringing");
    must("disposition");
    time.runUntilQuiet();

    assertThat(kept.transactions)
        .containsExactly(List.of("dialog"), List.of("ringing", "disposition"));
  }

  @Test
  void without_a_next_one_it_is_written_by_itself_and_soon() {
    soon("ringing");
    time.advanceBy(Clerk.SOON.minus(A_MOMENT));
    assertThat(kept.transactions).isEmpty();
    soon("state");

    time.advanceBy(A_MOMENT);

    assertThat(kept.transactions).containsExactly(List.of("ringing", "state"));
  }

  @Test
  void what_is_more_urgent_takes_what_came_before_along() {
    soon("ringing");
    time.advanceBy(A_MOMENT);
    clerk.soon(Clerk.PROMPTLY, note("answered"));
    time.advanceBy(Clerk.PROMPTLY);

    assertThat(kept.transactions).containsExactly(List.of("ringing", "answered"));
    time.advanceBy(Clerk.SOON);
    assertThat(kept.transactions).hasSize(1);
  }

  @Test
  void of_several_words_about_the_same_the_last_is_written_and_in_its_place() {
    clerk.soon(Clerk.SOON, new Note("state", 1, kept.writes("dialing")));
    soon("ringing");
    clerk.soon(Clerk.SOON, new Note("state", 1, kept.writes("talking")));
    time.advanceBy(Clerk.SOON);

    assertThat(kept.transactions).containsExactly(List.of("ringing", "talking"));
  }

  @Test
  void a_server_that_drains_waits_for_it() {
    soon("ringing");
    time.runUntilQuiet();
    assertThat(unwritten.count()).isOne();

    time.advanceBy(Clerk.SOON);

    assertThat(unwritten.count()).isZero();
  }

  @Test
  void who_closes_the_clerk_does_not_wait_for_it() {
    soon("ringing");
    clerk.close();
    soon("dialog over");
    time.runUntilQuiet();

    assertThat(kept.all()).containsExactly("ringing", "dialog over");
    soon("too late");
    time.advanceBy(Clerk.SOON);
    assertThat(kept.all()).doesNotContain("too late");
  }

  @Test
  void with_the_store_away_it_is_kept_and_what_was_asked_fails_at_once() {
    stores.fault(Fault.AWAY);
    clerk.soon(Clerk.SOON, new Note("state", 1, kept.writes("previewing")));
    soon("ringing");
    ask("begin");
    time.runUntilQuiet();
    assertThat(kept.told).containsExactly("not begin");
    clerk.soon(Clerk.SOON, new Note("state", 1, kept.writes("ready")));
    time.advanceBy(Duration.ofSeconds(20));

    stores.fault(Fault.NONE);
    time.advanceBy(Duration.ofSeconds(30));

    assertThat(kept.transactions).containsExactly(List.of("ringing", "ready"));
  }

  @Test
  void what_is_asked_when_the_store_is_back_does_not_wait_for_the_next_try() {
    stores.fault(Fault.AWAY);
    soon("ringing");
    time.advanceBy(Clerk.SOON);

    stores.fault(Fault.NONE);
    ask("begin");
    time.runUntilQuiet();

    assertThat(kept.transactions).containsExactly(List.of("ringing", "begin"));
    assertThat(kept.told).containsExactly("begin");
  }

  @Test
  void what_must_be_written_is_written_in_the_order_in_which_it_came_when_the_store_is_back() {
    stores.fault(Fault.AWAY);
    soon("ringing");
    must("dialog");
    soon("over");
    must("disposition");
    soon("state");
    time.advanceBy(Duration.ofSeconds(20));
    assertThat(kept.told).containsExactly("not dialog", "not disposition");

    stores.fault(Fault.NONE);
    time.advanceBy(Duration.ofSeconds(30));

    assertThat(kept.transactions)
        .containsExactly(
            List.of("ringing", "dialog"), List.of("over", "disposition"), List.of("state"));
  }

  @Test
  void what_may_have_been_written_is_written_again_and_then_what_came_since() {
    stores.fault(Fault.ANSWER_LOST);
    soon("ringing");
    ask("begin");
    time.runUntilQuiet();
    stores.fault(Fault.NONE);
    must("abandon");
    time.runUntilQuiet();

    assertThat(kept.transactions)
        .containsExactly(List.of("ringing", "begin"), List.of("ringing", "abandon"));
  }

  @Test
  void a_bug_in_it_takes_nothing_else_down() {
    soon("ringing");
    clerk.soon(Clerk.SOON, broken("state"));
    soon("over");
    ask("begin");
    must("disposition");
    time.runUntilQuiet();

    assertThat(kept.transactions)
        .containsExactly(
            List.of("ringing"), List.of("over"), List.of("begin"), List.of("disposition"));
    assertThat(kept.told).containsExactly("begin", "disposition");
    assertThat(metrics.takeBroken()).containsOnly(Invariant.RUNNER_FAILED);
  }

  @Test
  void a_bug_in_what_somebody_waits_for_does_not_take_it_down() {
    soon("ringing");
    clerk.ask("begin", _ -> kept.fails(), _ -> {}, () -> kept.told.add("not begin"));
    time.runUntilQuiet();

    assertThat(kept.transactions).containsExactly(List.of("ringing"));
    assertThat(kept.told).containsExactly("not begin");
    assertThat(metrics.takeBroken()).containsOnly(Invariant.RUNNER_FAILED);
  }

  @Test
  void a_bug_in_what_must_be_written_holds_the_rest_up_for_a_while_only() {
    clerk.write("broken", _ -> kept.fails());
    soon("ringing");
    time.advanceBy(Duration.ofMinutes(5));

    assertThat(kept.transactions).containsExactly(List.of("ringing"));
    assertThat(metrics.takeBroken()).containsOnly(Invariant.RUNNER_FAILED);
  }

  @Test
  void a_store_that_goes_away_while_each_is_written_by_itself_loses_none_but_the_broken() {
    clerk.soon(
        Clerk.SOON,
        new Note(
            "state",
            1,
            _ -> {
              if (kept.tries++ == 1) {
                stores.fault(Fault.AWAY);
              }
              kept.fails();
            }));
    soon("over");
    must("disposition");
    time.runUntilQuiet();
    assertThat(kept.transactions).isEmpty();

    stores.fault(Fault.NONE);
    time.advanceBy(Duration.ofSeconds(2));

    assertThat(kept.transactions).containsExactly(List.of("over", "disposition"));
    assertThat(metrics.takeBroken()).containsOnly(Invariant.RUNNER_FAILED);
  }

  private void soon(String what) {
    clerk.soon(Clerk.SOON, note(what));
  }

  private Note note(String what) {
    return new Note(what, 1, kept.writes(what));
  }

  private Note broken(String what) {
    return new Note(what, 1, _ -> kept.fails());
  }

  private void must(String what) {
    clerk.must(what, kept.does(what), kept.told::add, () -> kept.told.add("not " + what));
  }

  private void ask(String what) {
    clerk.ask(what, kept.does(what), kept.told::add, () -> kept.told.add("not " + what));
  }

  private Office office() {
    Registers registers = new Registers();
    ScriptedTelephony network = new ScriptedTelephony(time);
    EnginePorts ports =
        new EnginePorts(
            new ServerId(new UUID(1, 1)),
            new EnginePorts.Time(time, time, time),
            Law.standard(_ -> Set.of(Settings.NEW_YORK)),
            network,
            kept,
            stores,
            registers,
            registers,
            metrics,
            () -> new UUID(9, 9));
    return new Office(
        ports,
        EngineSettings.DEFAULTS,
        new Switchboard(network, metrics, _ -> {}),
        new Promoter(ports),
        new AtomicLong(),
        unwritten,
        (_, _) -> {});
  }

  /// What each transaction wrote, as far as it was committed.
  private final class Kept implements Transactions {
    final List<List<String>> transactions = new ArrayList<>();
    final List<String> told = new ArrayList<>();
    private List<String> open = new ArrayList<>();
    int tries;

    @Override
    public <T> T in(CampaignId campaign, Function<Stores, T> work) {
      return stores.in(
          campaign,
          opened -> {
            open = new ArrayList<>();
            T done = work.apply(opened);
            transactions.add(open);
            return done;
          });
    }

    List<String> all() {
      return transactions.stream().flatMap(List::stream).toList();
    }

    Consumer<Stores> writes(String what) {
      return _ -> open.add(what);
    }

    Function<Stores, String> does(String what) {
      return _ -> {
        open.add(what);
        return what;
      };
    }

    String fails() {
      throw new IllegalStateException("on purpose");
    }
  }
}
