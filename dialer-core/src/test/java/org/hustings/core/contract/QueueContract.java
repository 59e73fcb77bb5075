package org.hustings.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hustings.core.disposition.Action;
import org.hustings.core.id.EntryId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.queue.EntryState;
import org.hustings.core.queue.Position;
import org.hustings.core.queue.QueueStore.Claim;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The order in which numbers are given out, and that each is given to one volunteer only (R1, R4,
/// R5).
public abstract class QueueContract {
  private static final ZoneId HONOLULU = ZoneId.of("Pacific/Honolulu");
  private World world;
  private ProjectId project;
  private Volunteering ann;
  private Volunteering bob;

  protected abstract SeededStores stores();

  @BeforeEach
  void open() {
    world = new World(stores());
    project = world.project();
    ann = world.volunteer("Ann");
    bob = world.volunteer("Bob");
  }

  @Test
  void an_empty_queue_gives_nothing() {
    assertThat(world.next(project, ann)).isEmpty();
  }

  @Test
  void R1_fresh_numbers_come_by_score_from_high_to_low() {
    PhoneId low = world.household(project, 10);
    PhoneId high = world.household(project, 90);
    PhoneId middle = world.household(project, 50);
    world.settle();

    assertThat(world.order(project, ann)).containsExactly(high, middle, low);
  }

  @Test
  void R1_ties_go_to_the_lower_entry_id() {
    for (int i = 0; i < 12; i++) {
      world.household(project, 50);
    }
    world.settle();

    List<Long> entries = new ArrayList<>();
    for (PhoneId phone : world.order(project, ann)) {
      entries.add(world.entryOf(phone, project).orElseThrow().value());
    }
    assertThat(entries).hasSize(12).isSorted();
  }

  @Test
  void R1_a_number_of_several_voters_has_the_highest_of_their_scores() {
    PhoneId single = world.household(project, 60);
    PhoneId family = world.household(project, 30);
    var daughter = world.voter("Daughter");
    world.link(daughter, family, 80);
    world.target(project, daughter);
    world.settle();

    assertThat(world.order(project, ann)).containsExactly(family, single);
  }

  @Test
  void R1_attempted_and_skipped_numbers_come_after_fresh_ones_in_the_order_of_their_return() {
    PhoneId busy = world.household(project, 90);
    PhoneId skipped = world.household(project, 80);
    PhoneId fresh = world.household(project, 10);
    world.settle();
    world.call(project, ann, Action.BUSY);
    world.pass(Duration.ofMinutes(10));
    world.skip(world.next(project, ann).orElseThrow());
    world.pass(Duration.ofMinutes(20));

    assertThat(world.order(project, ann)).containsExactly(fresh, skipped, busy);
  }

  @Test
  void R1_R18_due_call_backs_come_first_ones_own_before_anyones_the_longest_due_first() {
    PhoneId fresh = world.household(project, 10);
    world.settle(fresh);
    Instant soon = world.now().plus(Duration.ofHours(1));
    PhoneId bobs = promised(bob, soon);
    PhoneId annsLater = promised(ann, soon.plus(Duration.ofMinutes(2)));
    PhoneId annsEarlier = promised(ann, soon.plus(Duration.ofMinutes(1)));
    world.setClock(soon.plus(Duration.ofMinutes(20)));

    assertThat(world.order(project, ann)).containsExactly(annsEarlier, annsLater, bobs, fresh);
    assertThat(world.order(project, bob)).containsExactly(bobs, annsEarlier, annsLater, fresh);
  }

  @Test
  void R18_a_call_back_is_kept_for_its_promiser_for_15_minutes() {
    Instant dueAt = world.now().plus(Duration.ofHours(1));
    PhoneId promised = promised(bob, dueAt);

    assertThat(world.next(project, bob)).as("before it is due").isEmpty();
    world.setClock(dueAt.plus(Duration.ofMinutes(15)).minusSeconds(1));
    assertThat(world.order(project, ann)).as("just before the 15 minutes end").isEmpty();
    assertThat(world.order(project, bob)).as("the promiser").containsExactly(promised);
    world.pass(Duration.ofSeconds(1));
    assertThat(world.order(project, ann)).as("15 minutes later").containsExactly(promised);
  }

  private PhoneId promised(Volunteering volunteer, Instant dueAt) {
    PhoneId phone = world.household(project, 100);
    world.settle(phone);
    assertThat(world.call(project, volunteer, Says.callBackAt(dueAt))).isEqualTo(phone);
    return phone;
  }

  @Test
  void R5_a_skipped_number_is_not_given_to_the_same_volunteer_again_but_to_others() {
    PhoneId only = world.household(project, 50);
    world.settle();
    Claim claim = world.next(project, ann).orElseThrow();
    world.skip(claim);

    Set<EntryId> skipped = Set.of(claim.candidate().entry());
    assertThat(world.next(project, ann, skipped)).isEmpty();
    assertThat(world.next(project, bob).orElseThrow().candidate().phone()).isEqualTo(only);
  }

  @Test
  void R5_a_skip_counts_no_attempt_and_is_remembered_with_the_entry() {
    PhoneId phone = world.household(project, 50);
    world.settle();
    world.pass(Duration.ofMinutes(7));
    world.skip(world.next(project, ann).orElseThrow());
    EntryState rejoined = new EntryState.Ready(new Position.Rejoined(world.now()));

    assertThat(world.stateOf(phone, project)).contains(rejoined);
    world.settle(phone);
    assertThat(world.stateOf(phone, project)).as("settled anew").contains(rejoined);
    EntryId entry = world.entryOf(phone, project).orElseThrow();
    assertThat(world.candidate(entry).standing().attempts()).isZero();
  }

  @Test
  void R5_a_released_number_is_at_its_old_place_again() {
    PhoneId best = world.household(project, 90);
    PhoneId other = world.household(project, 10);
    world.settle();
    world.release(world.next(project, ann).orElseThrow());

    assertThat(world.order(project, bob)).containsExactly(best, other);
  }

  @Test
  void R7_numbers_in_zones_that_are_closed_are_passed_over() {
    PhoneId hawaii = world.phone(Set.of(HONOLULU));
    var kai = world.voter("Kai");
    world.link(kai, hawaii, 99);
    world.target(project, kai);
    PhoneId east = world.household(project, 10);
    PhoneId nowhere = world.phone(Set.of());
    var lou = world.voter("Lou");
    world.link(lou, nowhere, 98);
    world.target(project, lou);
    world.settle();

    assertThat(world.order(project, ann)).as("ten in New York").containsExactly(east);
    world.pass(Duration.ofHours(5));
    assertThat(world.order(project, ann))
        .as("ten in Honolulu")
        .containsExactly(hawaii, nowhere, east);
  }

  @Test
  void R7_a_number_in_zones_that_none_was_in_before_is_given_like_any_other() {
    PhoneId east = world.household(project, 10);
    world.settle();
    assertThat(world.order(project, ann)).containsExactly(east);

    PhoneId chicago = world.phone(Set.of(ZoneId.of("America/Chicago")));
    var kim = world.voter("Kim");
    world.link(kim, chicago, 99);
    world.target(project, kim);
    world.settle(chicago);

    assertThat(world.order(project, bob)).as("ten in New York, nine in Chicago").contains(chicago);
  }

  @Test
  void R14_a_resting_number_is_not_given_until_it_is_promoted() {
    PhoneId phone = world.household(project, 50);
    world.settle();
    world.call(project, ann, Action.NO_ANSWER);
    Instant rested = world.now().plus(Duration.ofMinutes(30));

    assertThat(world.<Optional<Instant>>in(books -> books.queue().nextPromotion()))
        .contains(rested);
    world.setClock(rested.minusMillis(1));
    assertThat(world.next(project, ann)).isEmpty();
    world.setClock(rested);
    assertThat(world.order(project, ann)).containsExactly(phone);
    assertThat(world.<Optional<Instant>>in(books -> books.queue().nextPromotion())).isEmpty();
  }

  @Test
  void promotion_takes_at_most_as_many_as_it_is_told_and_says_how_many() {
    for (int i = 0; i < 5; i++) {
      world.household(project, 50);
    }
    world.settle();
    for (int i = 0; i < 5; i++) {
      world.call(project, ann, Action.BUSY);
    }
    Instant rested = world.now().plus(Duration.ofMinutes(30));

    assertThat(world.<Integer>in(books -> books.queue().promote(rested, 3))).isEqualTo(3);
    assertThat(world.<Integer>in(books -> books.queue().promote(rested, 3))).isEqualTo(2);
    assertThat(world.<Integer>in(books -> books.queue().promote(rested, 3))).isZero();
  }

  @Test
  void a_claim_comes_with_all_that_the_rule_book_needs() {
    PhoneId phone = world.household(project, 50);
    world.settle();

    Claim claim = world.next(project, ann).orElseThrow();

    assertThat(claim.candidate().zones()).containsExactly(Settings.NEW_YORK);
    assertThat(claim.candidate().hold()).contains(claim.hold());
    assertThat(claim.candidate().attemptOpen()).isFalse();
    assertThat(claim.candidate().listedDoNotCall()).isFalse();
    assertThat(claim.candidate().number().e164()).startsWith("+1919555");
    assertThat(claim.hold().phone()).isEqualTo(phone);
    assertThat(claim.hold().holder()).isEqualTo(ann.holder());
    assertThat(world.candidate(claim.candidate().entry())).isEqualTo(claim.candidate());
  }

  @Test
  void an_unknown_entry_is_no_candidate() {
    assertThat(
            world.<Boolean>in(
                books -> books.queue().candidate(new EntryId(Long.MAX_VALUE)).isEmpty()))
        .isTrue();
  }
}
