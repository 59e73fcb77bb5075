package org.hustings.schema.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.hustings.core.contract.Settings;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.VoterId;
import org.hustings.core.queue.Settlement;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.schema.PostgresDatabase;
import org.hustings.schema.TestDatabases;
import org.junit.jupiter.api.Test;

/// An import rules on its numbers in bulk.
final class SettleManyTest {
  private static final Instant NOW = Instant.parse("2026-11-18T15:00:00Z");
  private static final long SEED = 20_261_118;
  private static final int PEOPLE = 24;

  private final PostgresDatabase database = TestDatabases.shared();
  private final SeededPostgres seeded = new SeededPostgres(database);

  @Test
  void R2_many_numbers_at_once_are_ruled_on_as_each_alone() {
    World atOnce = new World();
    World oneByOne = new World();

    atOnce.settle(atOnce.phones);
    oneByOne.phones.forEach(phone -> oneByOne.settle(List.of(phone)));

    assertThat(atOnce.queue()).isNotEmpty().isEqualTo(oneByOne.queue());
  }

  /// People with some numbers each, shared here and there: the same in each campaign.
  private final class World {
    private final CampaignId campaign = seeded.campaign("Many");
    private final ProjectId project = seeded.project(campaign, "P", Settings.byDefault().build());
    private final List<PhoneId> phones = new ArrayList<>();

    World() {
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
      for (int i = 0; i < PEOPLE; i++) {
        phones.add(
            seeded.phone(
                campaign, new PhoneNumber("+1919555%04d".formatted(i)), Set.of(Settings.NEW_YORK)));
      }
      for (int i = 0; i < PEOPLE; i++) {
        VoterId voter = seeded.voter(campaign, "Voter " + i, Set.of());
        int first = random.nextInt(PEOPLE);
        for (int number = 0; number < 1 + i % 3; number++) {
          PhoneId phone = phones.get((first + 7 * number) % PEOPLE);
          seeded.link(campaign, voter, phone, random.nextInt(101));
        }
        seeded.target(campaign, project, voter);
      }
    }

    void settle(List<PhoneId> some) {
      database
          .transactions()
          .with(
              campaign,
              stores -> {
                stores.queue().settle(some, Settlement.byTheRules(), NOW);
                return some;
              });
    }

    /// By number, since ids differ.
    List<String> queue() {
      return database
          .byCampaign()
          .in(
              campaign,
              open ->
                  open.sql()
                      .fetch(
                          """
                          select concat_ws(' ', p.number, e.state, e.lane, e.rank, e.score, e.out_reason)
                            from queue_entry e join phone p on p.id = e.phone_id order by 1\
                          """)
                      .getValues(0, String.class));
    }
  }
}
