package org.hustings.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.hustings.core.attempt.Attempt;
import org.hustings.core.disposition.Action;
import org.hustings.core.disposition.Disposition;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.EntryId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.queue.Hold;
import org.hustings.core.queue.QueueStore.Claim;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who holds a number, for how long, and what a holder of yesterday can still do: nothing (R4, R5,
/// R12, R22).
public abstract class HoldContract {
  private World world;
  private ProjectId project;
  private PhoneId phone;
  private Volunteering ann;
  private Volunteering bob;

  protected abstract SeededStores stores();

  @BeforeEach
  void open() {
    world = new World(stores());
    project = world.project();
    phone = world.household(project, 50);
    world.settle();
    ann = world.volunteer("Ann");
    bob = world.volunteer("Bob");
  }

  @Test
  void R5_a_hold_whose_lease_has_passed_ends_and_the_number_is_at_its_old_place() {
    Claim claim = world.next(project, ann).orElseThrow();
    world.setClock(claim.hold().until().minusMillis(1));
    assertThat(expire()).as("before its end").isZero();
    assertThat(world.next(project, bob)).isEmpty();

    world.setClock(claim.hold().until());
    assertThat(expire()).isEqualTo(1);
    assertThat(world.order(project, bob)).containsExactly(phone);
  }

  @Test
  void R5_a_renewed_hold_lasts_longer() {
    Claim claim = world.next(project, ann).orElseThrow();
    assertThat(renew(claim.hold(), Duration.ofMinutes(10))).isTrue();

    world.setClock(claim.hold().until());
    assertThat(expire()).isZero();
    world.setClock(claim.hold().until().plus(Duration.ofMinutes(5)));
    assertThat(expire()).isEqualTo(1);
  }

  @Test
  void R5_while_an_attempt_is_open_a_hold_never_ends_by_time() {
    Claim claim = world.next(project, ann).orElseThrow();
    AttemptId attempt = world.begin(claim, ann);
    world.pass(Duration.ofDays(2));
    assertThat(expire()).isZero();
    assertThat(world.next(project, bob)).isEmpty();

    world.dispose(attempt, Disposition.plain(Action.BUSY));
    assertThat(world.candidate(claim.candidate().entry()).hold()).isEmpty();
  }

  @Test
  void R4_holds_of_a_number_have_rising_numbers_and_an_older_one_can_do_nothing() {
    Claim old = world.next(project, ann).orElseThrow();
    world.setClock(old.hold().until());
    expire();
    Claim fresh = world.next(project, bob).orElseThrow();
    assertThat(fresh.hold().number()).isGreaterThan(old.hold().number());

    Attempt late = world.attempt(old, ann);
    assertThat(renew(old.hold(), Duration.ofMinutes(5))).as("renew").isFalse();
    assertThat(world.release(old)).as("release").isFalse();
    assertThat(world.<Boolean>in(books -> books.attempts().begin(late, old.hold())))
        .as("begin")
        .isFalse();
    assertThat(handOver(old.hold())).as("hand over").isEmpty();
    assertThat(world.candidate(fresh.candidate().entry()).hold()).contains(fresh.hold());
  }

  @Test
  void R4_a_released_hold_is_over_for_its_holder_too() {
    Claim claim = world.next(project, ann).orElseThrow();
    assertThat(world.release(claim)).isTrue();
    assertThat(world.release(claim)).as("a second time").isFalse();
    assertThat(renew(claim.hold(), Duration.ofMinutes(5))).isFalse();
  }

  @Test
  void R12_whoever_closes_an_attempt_ends_the_hold_that_is_there_whoever_has_it() {
    Claim claim = world.next(project, ann).orElseThrow();
    world.begin(claim, ann);
    assertThat(handOver(claim.hold())).isPresent();

    assertThat(releaseAny()).isTrue();
    assertThat(world.candidate(claim.candidate().entry()).hold()).isEmpty();
    assertThat(releaseAny()).as("a second time").isFalse();
  }

  private boolean releaseAny() {
    return world.in(books -> books.queue().release(phone));
  }

  @Test
  void R12_a_hold_handed_over_belongs_to_the_server_and_no_more_to_the_volunteer() {
    Claim claim = world.next(project, ann).orElseThrow();
    AttemptId attempt = world.begin(claim, ann);

    Hold servers = handOver(claim.hold()).orElseThrow();

    assertThat(servers.number()).isGreaterThan(claim.hold().number());
    assertThat(servers.holder()).isEqualTo(new Hold.Holder.OfServer(world.server()));
    assertThat(world.candidate(claim.candidate().entry()).hold()).contains(servers);
    assertThat(world.release(claim)).as("the volunteer's own").isFalse();
    assertThat(world.next(project, bob)).as("while the message plays").isEmpty();
    assertThat(
            world.<Optional<Attempt>>in(books -> books.attempts().openAt(phone)).map(Attempt::id))
        .contains(attempt);
  }

  @Test
  void R26_a_named_number_is_held_if_it_is_free_and_only_then() {
    EntryId entry = world.entryOf(phone, project).orElseThrow();

    Hold anns = hold(entry, ann).orElseThrow();
    assertThat(hold(entry, bob)).as("held by Ann").isEmpty();
    assertThat(world.next(project, bob)).isEmpty();

    world.in(books -> books.queue().release(anns));
    assertThat(hold(entry, bob)).isPresent();
  }

  @Test
  void R26_a_number_with_an_open_attempt_is_not_free() {
    Claim claim = world.next(project, ann).orElseThrow();
    world.begin(claim, ann);
    world.release(claim);

    assertThat(hold(claim.candidate().entry(), bob)).isEmpty();
    assertThat(world.next(project, bob)).isEmpty();
    assertThat(world.candidate(claim.candidate().entry()).attemptOpen()).isTrue();
  }

  private int expire() {
    return world.in(books -> books.queue().expireHolds(world.now()));
  }

  private boolean renew(Hold hold, Duration time) {
    return world.in(books -> books.queue().renew(hold, world.now().plus(time)));
  }

  private Optional<Hold> handOver(Hold hold) {
    Hold.Holder server = new Hold.Holder.OfServer(world.server());
    return world.in(
        books -> books.queue().handOver(hold, server, world.now().plus(Duration.ofMinutes(5))));
  }

  private Optional<Hold> hold(EntryId entry, Volunteering volunteer) {
    return world.in(books ->
        books
            .queue()
            .hold(entry, volunteer.holder(), world.now().plus(Duration.ofMinutes(5)), world.now()));
  }
}
