package org.hustings.core.dialing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.hustings.core.disposition.Action;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.ServerId;
import org.hustings.core.id.SessionId;
import org.hustings.core.id.UserId;
import org.hustings.core.queue.EntryState;
import org.hustings.core.queue.Hold;
import org.hustings.core.queue.QueueStore.Claim;
import org.hustings.core.queue.QueueStore.Claimant;
import org.hustings.core.scripted.CountedMetrics;
import org.hustings.core.scripted.Helper;
import org.hustings.core.scripted.Registers;
import org.hustings.core.scripted.ScriptedTelephony;
import org.hustings.core.scripted.Subscriber;
import org.hustings.core.time.VirtualTime;
import org.junit.jupiter.api.Test;

class PromoterTest extends EngineTest {
  private static final Duration REST = Duration.ofMinutes(30);
  private final ProjectId project = world.project();
  private final PhoneId phone = world.voterAtNumber(project, 90);

  /// A claim runs on another thread than the promoter's round.
  @Test
  void R14_a_claim_while_a_round_is_under_way_finds_what_is_due() {
    rings();
    Interrupted stores = new Interrupted();
    Promoter promoter = new Promoter(ports(stores));
    promoter.start();
    world.time().runUntilQuiet();
    stores.whenDue(dueAt(), () -> stores.found.add(claim(stores, promoter)));

    world.pass(REST);

    assertThat(stores.found).singleElement().satisfies(claim -> assertThat(claim).isPresent());
  }

  /// The round's own timer is the only one: those of entries that were due later go.
  @Test
  void a_promoter_that_hears_of_an_earlier_entry_sleeps_for_that_one_alone() {
    VirtualTime time = new VirtualTime(world.time().instant());
    Interrupted stores = new Interrupted();
    Promoter promoter = new Promoter(ports(stores, time));

    promoter.wakeAt(world.campaign(), time.instant().plusSeconds(30));
    promoter.wakeAt(world.campaign(), time.instant().plusSeconds(20));
    promoter.wakeAt(world.campaign(), time.instant().plusSeconds(10));

    time.advanceBy(Duration.ofSeconds(10));
    assertThat(time.nextTimer()).isEmpty();
  }

  private void rings() {
    world.behaves(phone, Subscriber.busy());
    Helper maria = world.helper("Maria").dialsIn();
    maria.next();
    maria.calls();
    world.pass(Duration.ofSeconds(5));
    maria.says(Action.BUSY);
    world.engine().stop();
  }

  private Instant dueAt() {
    return world.candidate(phone, project).orElseThrow().state() instanceof EntryState.Waiting wait
        ? wait.until()
        : Instant.MAX;
  }

  private Optional<Claim> claim(Interrupted stores, Promoter promoter) {
    Hold.Holder.OfSession holder =
        new Hold.Holder.OfSession(new SessionId(new UUID(5, 5)), new ServerId(new UUID(1, 1)));
    Claimant claimant =
        new Claimant(
            new UserId(7), holder, Set.of(), world.time().instant().plus(Duration.ofMinutes(5)));
    return stores.in(
        world.campaign(),
        books -> {
          promoter.catchUp(books, world.campaign(), world.time().instant());
          return books
              .queue()
              .claim(project, List.of(claimant), _ -> true, world.time().instant())
              .getFirst();
        });
  }

  private EnginePorts ports(Transactions stores) {
    return ports(stores, world.time());
  }

  private EnginePorts ports(Transactions stores, VirtualTime time) {
    Registers registers = new Registers();
    return new EnginePorts(
        new ServerId(new UUID(1, 9)),
        new EnginePorts.Time(time, time, time),
        Law.standard(_ -> Set.of()),
        new ScriptedTelephony(time),
        stores,
        world.seed(),
        registers,
        registers,
        new CountedMetrics(),
        UUID::randomUUID);
  }

  /// The world's stores, but something happens before a transaction of the promoter, which has
  /// begun, gets hold of them.
  private final class Interrupted implements Transactions {
    private final List<Optional<Claim>> found = new ArrayList<>();
    private Instant due = Instant.MAX;
    private Runnable meanwhile = () -> {};

    void whenDue(Instant at, Runnable happens) {
      due = at;
      meanwhile = happens;
    }

    @Override
    public <T> T in(CampaignId campaign, Function<Stores, T> work) {
      if (!world.time().instant().isBefore(due)) {
        due = Instant.MAX;
        meanwhile.run();
      }
      return world.stores().in(campaign, work);
    }
  }
}
