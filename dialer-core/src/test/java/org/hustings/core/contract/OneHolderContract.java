package org.hustings.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.queue.EntryState;
import org.hustings.core.queue.Position;
import org.hustings.core.queue.QueueStore.Claim;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A number is held by at most one holder, however many ask at once (R4).
public abstract class OneHolderContract {
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
  void R4_claimants_together_get_different_numbers_the_first_claimant_the_best() {
    PhoneId best = world.household(project, 90);
    PhoneId second = world.household(project, 80);
    world.settle();
    Volunteering cid = world.volunteer("Cid");

    List<Optional<Claim>> claims =
        world.next(
            project,
            List.of(
                world.claimant(ann, Set.of()),
                world.claimant(bob, Set.of()),
                world.claimant(cid, Set.of())));

    assertThat(claims.get(0).orElseThrow().candidate().phone()).isEqualTo(best);
    assertThat(claims.get(1).orElseThrow().candidate().phone()).isEqualTo(second);
    assertThat(claims.get(2)).isEmpty();
  }

  @Test
  void R4_a_number_held_in_one_project_is_passed_over_in_every_other_and_keeps_its_place() {
    ProjectId other = world.project();
    PhoneId shared = world.household(project, 90);
    var voter = world.voter("Shared");
    world.link(voter, shared, 90);
    world.target(other, voter);
    PhoneId second = world.household(other, 20);
    world.settle();

    Claim held = world.next(project, ann).orElseThrow();
    assertThat(held.candidate().phone()).isEqualTo(shared);
    assertThat(world.order(other, bob)).containsExactly(second);
    assertThat(world.stateOf(shared, other)).contains(new EntryState.Ready(new Position.Fresh(90)));

    world.release(held);
    assertThat(world.order(other, bob)).containsExactly(shared, second);
  }

  @Test
  void R4_volunteers_who_ask_at_the_same_instant_get_different_numbers() throws Exception {
    int volunteers = 8;
    int numbers = 40;
    for (int i = 0; i < numbers; i++) {
      world.household(project, i);
    }
    world.settle();
    List<Volunteering> crowd = new ArrayList<>();
    for (int i = 0; i < volunteers; i++) {
      crowd.add(world.volunteer("Volunteer " + i));
    }

    List<PhoneId> given = new ArrayList<>();
    CyclicBarrier start = new CyclicBarrier(volunteers);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<PhoneId>>> greedy = new ArrayList<>();
      for (Volunteering volunteer : crowd) {
        greedy.add(
            threads.submit(() -> {
              start.await();
              return takeAll(volunteer);
            }));
      }
      for (Future<List<PhoneId>> one : greedy) {
        given.addAll(one.get());
      }
    }

    assertThat(given).hasSize(numbers).doesNotHaveDuplicates();
  }

  /// Several times nothing in a row, since a number that another is taking is not waited for.
  private List<PhoneId> takeAll(Volunteering volunteer) {
    List<PhoneId> taken = new ArrayList<>();
    int nothing = 0;
    while (nothing < 20) {
      Optional<Claim> claim = world.next(project, volunteer);
      claim.ifPresent(found -> taken.add(found.candidate().phone()));
      nothing = claim.isPresent() ? 0 : nothing + 1;
    }
    return taken;
  }
}
