package org.hustings.schema.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.hustings.core.contract.Settings;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.intake.CleanVoter;
import org.hustings.core.intake.CleanVoter.CleanPhone;
import org.hustings.core.intake.IntakeStore.Taken;
import org.hustings.core.queue.Settlement;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.schema.PostgresDatabase;
import org.hustings.schema.TestDatabases;
import org.hustings.schema.connection.DatabaseAccess;
import org.hustings.schema.engine.SeededPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The first import of a campaign of which the database's statistics know nothing, while they know
/// of many small ones: by them it has one voter, and walking over all of one is as good as a key.
class NewCampaignIntakeTest {
  private static final Instant NOW = Instant.parse("2026-10-31T15:00:00Z");
  private static final Set<ZoneId> NEW_YORK = Set.of(ZoneId.of("America/New_York"));
  private static final int OLD_CAMPAIGNS = 60;

  private final DatabaseAccess access = TestDatabases.fresh();
  private final PostgresDatabase database = PostgresDatabase.open(access, 2);
  private final SeededPostgres seeded = new SeededPostgres(database);
  private final PostgresIntakeStore store =
      new PostgresIntakeStore(database.transactions(), Settlement.byTheRules());

  @AfterEach
  void close() {
    database.close();
  }

  /// With a walk for each number it takes longer than a statement may.
  @Test
  void a_thousand_voters_of_a_new_campaign_are_queued_beside_many_old_ones() throws SQLException {
    for (int i = 0; i < OLD_CAMPAIGNS; i++) {
      take("old " + i, 3);
    }
    analyze();

    assertThat(take("new", 1_000).newPhones()).isEqualTo(1_000);
  }

  private Taken take(String name, int voters) {
    CampaignId campaign = seeded.campaign(name);
    ProjectId project = seeded.project(campaign, "Ward 3", Settings.byDefault().build());
    return store.take(
        campaign,
        store.begin(campaign, Optional.of(project), "voters.csv", Optional.empty(), NOW),
        IntStream.range(0, voters).mapToObj(NewCampaignIntakeTest::voter).toList(),
        List.of(),
        NOW);
  }

  private static CleanVoter voter(int i) {
    return new CleanVoter(
        i + 2,
        "V" + i,
        new CleanVoter.Name("Angela", "", "Ortiz", ""),
        new CleanVoter.Address("1 Oak St", "Raleigh", "NC", "27601"),
        OptionalInt.empty(),
        "en",
        "",
        NEW_YORK,
        List.of(
            new CleanPhone(new PhoneNumber("+1919555%04d".formatted(i)), NEW_YORK, 90, "file")));
  }

  private void analyze() throws SQLException {
    try (Connection connection = TestDatabases.asAdministrator(access);
        Statement statement = connection.createStatement()) {
      statement.execute("analyze");
    }
  }
}
