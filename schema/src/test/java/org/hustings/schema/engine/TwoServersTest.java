package org.hustings.schema.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.hustings.core.contract.Volunteering;
import org.hustings.core.contract.World;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.queue.QueueStore.Claim;
import org.hustings.schema.PostgresDatabase;
import org.hustings.schema.TestDatabases;
import org.hustings.schema.connection.DatabaseAccess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Two servers on one database, each with its own memory.
final class TwoServersTest {
  private final DatabaseAccess access = TestDatabases.fresh();
  private final PostgresDatabase here = PostgresDatabase.open(access, 2);
  private final PostgresDatabase there = PostgresDatabase.open(access, 2);
  private final World world = new World(new SeededPostgres(here));
  private final Semaphore heard = new Semaphore(0);

  @AfterEach
  void close() {
    here.close();
    there.close();
  }

  @Test
  void R1_a_number_that_another_server_gives_back_is_the_next_here_too() throws Exception {
    ProjectId project = world.project();
    PhoneId better = world.household(project, 90);
    world.household(project, 50);
    world.settle();
    Volunteering volunteer = world.volunteer("Ann");
    try (AutoCloseable _ = here.transactions().followOthers(access, heard::release);
        AutoCloseable _ = there.transactions().followOthers(access)) {
      awaitNews(); // connected
      Claim claim = world.next(project, volunteer).orElseThrow();
      assertThat(world.next(project, volunteer)).isPresent();
      assertThat(world.next(project, volunteer)).isEmpty();

      there.transactions().in(world.campaign(), stores -> stores.queue().release(claim.hold()));
      awaitNews();

      assertThat(world.next(project, volunteer).orElseThrow().candidate().phone())
          .isEqualTo(better);
    }
  }

  @Test
  void R1_what_nobody_told_is_found_by_looking() {
    ProjectId project = world.project();
    PhoneId only = world.household(project, 90);
    world.settle();
    Volunteering volunteer = world.volunteer("Ann " + UUID.randomUUID());
    Claim claim = world.next(project, volunteer).orElseThrow();
    assertThat(world.next(project, volunteer)).isEmpty();
    there.transactions().in(world.campaign(), stores -> stores.queue().release(claim.hold()));
    assertThat(world.next(project, volunteer)).isEmpty();

    new MarkCheck(here.byCampaign(), here.transactions().memory().claimMarks()).look();

    assertThat(world.next(project, volunteer).orElseThrow().candidate().phone()).isEqualTo(only);
  }

  private void awaitNews() throws InterruptedException {
    assertThat(heard.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
  }
}
