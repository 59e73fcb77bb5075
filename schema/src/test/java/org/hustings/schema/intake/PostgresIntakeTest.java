package org.hustings.schema.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.hustings.core.contract.Settings;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.intake.CleanVoter;
import org.hustings.core.intake.CleanVoter.CleanPhone;
import org.hustings.core.intake.IntakeStore.ImportId;
import org.hustings.core.intake.IntakeStore.ImportView;
import org.hustings.core.intake.IntakeStore.State;
import org.hustings.core.intake.IntakeStore.Taken;
import org.hustings.core.intake.Rejection;
import org.hustings.core.queue.Settlement;
import org.hustings.core.voter.DoNotCallList;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.schema.PostgresDatabase;
import org.hustings.schema.TestDatabases;
import org.hustings.schema.engine.SeededPostgres;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class PostgresIntakeTest {
  private static final Instant NOW = Instant.parse("2026-10-31T15:00:00Z");
  private static final Set<ZoneId> NEW_YORK = Set.of(ZoneId.of("America/New_York"));

  private final PostgresDatabase database = TestDatabases.shared();
  private final SeededPostgres seeded = new SeededPostgres(database);
  private final PostgresIntakeStore store =
      new PostgresIntakeStore(database.transactions(), Settlement.byTheRules());
  private CampaignId campaign = new CampaignId(1);
  private ProjectId project = new ProjectId(1);

  @BeforeEach
  void campaign(TestInfo test) {
    campaign = seeded.campaign("intake " + test.getDisplayName());
    project = seeded.project(campaign, "Ward 3", Settings.byDefault().build());
  }

  @Test
  void a_household_of_two_with_one_number_becomes_one_entry_and_next_numbers_wait__R2() {
    take(voter(2, "V1", "+19195550182", "+19195550183"), voter(3, "V2", "+19195550182"));
    assertThat(entries()).containsOnly(Map.entry("READY", 1));
    assertThat(count("select count(*) from phone")).isEqualTo(2);
    assertThat(count("select count(*) from target")).isEqualTo(2);
  }

  @Test
  void the_same_file_twice_changes_nothing() {
    Taken first = take(voter(2, "V1", "+19195550182", "+19195550183"));
    Taken second = take(voter(2, "V1", "+19195550182", "+19195550183"));
    assertThat(first.newVoters()).isEqualTo(1);
    assertThat(first.newPhones()).isEqualTo(2);
    assertThat(second).isEqualTo(new Taken(0, 0, 0, List.of()));
    assertThat(entries()).containsOnly(Map.entry("READY", 1));
  }

  @Test
  void a_person_who_stands_in_an_earlier_chunk_of_the_same_file_is_told() {
    ImportId id = begin();
    store.take(campaign, id, List.of(voter(2, "V1", "+19195550182")), List.of(), NOW);
    Taken second =
        store.take(campaign, id, List.of(voter(900, "V1", "+19195550199")), List.of(), NOW);
    assertThat(second.rejections())
        .singleElement()
        .satisfies(rejection -> {
          assertThat(rejection.line()).isEqualTo(900);
          assertThat(rejection.reason()).contains("line 2");
        });
    assertThat(count("select count(*) from phone")).isEqualTo(1);
  }

  @Test
  void a_chunk_taken_again_after_a_lost_answer_changes_nothing() {
    ImportId id = begin();
    store.take(campaign, id, List.of(voter(2, "V1", "+19195550182")), List.of(), NOW);
    Taken again = store.take(campaign, id, List.of(voter(2, "V1", "+19195550182")), List.of(), NOW);
    assertThat(again).isEqualTo(new Taken(0, 0, 0, List.of()));
  }

  @Test
  void an_import_cannot_bring_back_a_number_on_the_do_not_call_list__R17() {
    database
        .transactions()
        .in(
            campaign,
            stores ->
                stores
                    .doNotCall()
                    .add(
                        new PhoneNumber("+19195550182"),
                        Optional.empty(),
                        DoNotCallList.Source.MANAGER,
                        NOW));
    take(voter(2, "V1", "+19195550182"));
    assertThat(entries()).containsOnly(Map.entry("OUT", 1));
  }

  @Test
  void what_was_taken_and_what_was_not_is_kept_and_counted() {
    ImportId id = begin();
    Rejection bad = new Rejection(3, "", true, "there is no number that can be called");
    Rejection number = new Rejection(2, "phone2", false, "the number is too short");
    store.take(campaign, id, List.of(voter(2, "V1", "+19195550182")), List.of(number, bad), NOW);
    store.finish(campaign, id, State.DONE, "", NOW.plusSeconds(5));
    ImportView view = store.find(campaign, id).orElseThrow();
    assertThat(view.rows()).isEqualTo(2);
    assertThat(view.rejectedRows()).isEqualTo(1);
    assertThat(view.rejections()).isEqualTo(2);
    assertThat(store.rejections(campaign, id, 0, 10)).hasSize(2);
    assertThat(store.latest(campaign, 10)).containsExactly(view);
  }

  @Test
  void a_chunk_that_fails_leaves_nothing_behind() {
    ImportId unknown = new ImportId(999_999);
    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(() ->
            store.take(campaign, unknown, List.of(voter(2, "V1", "+19195550182")), List.of(), NOW));
    assertThat(count("select count(*) from voter")).isZero();
    assertThat(count("select count(*) from phone")).isZero();
  }

  @Test
  void a_thousand_voters_of_one_chunk_are_queued_at_once() {
    CleanVoter[] voters =
        IntStream.range(0, 1_000)
            .mapToObj(i -> voter(i + 2, "V" + i, "+1919555%04d".formatted(i)))
            .toArray(CleanVoter[]::new);
    assertThat(take(voters).newPhones()).isEqualTo(1_000);
    assertThat(entries()).containsOnly(Map.entry("READY", 1_000));
  }

  private ImportId begin() {
    return store.begin(campaign, Optional.of(project), "voters.csv", Optional.empty(), NOW);
  }

  private Taken take(CleanVoter... voters) {
    return store.take(campaign, begin(), List.of(voters), List.of(), NOW);
  }

  private static CleanVoter voter(long line, String id, String... numbers) {
    return new CleanVoter(
        line,
        id,
        new CleanVoter.Name("Angela", "", "Ortiz", ""),
        new CleanVoter.Address("1 Oak St", "Raleigh", "NC", "27601"),
        OptionalInt.of(54),
        "en",
        "",
        NEW_YORK,
        IntStream.range(0, numbers.length)
            .mapToObj(i -> new CleanPhone(new PhoneNumber(numbers[i]), NEW_YORK, 90 - i, "file"))
            .toList());
  }

  private Map<String, Integer> entries() {
    return database
        .byCampaign()
        .in(
            campaign,
            transaction ->
                transaction
                    .sql()
                    .fetch(
                        "select state, count(*) from queue_entry where out_reason is distinct from"
                            + " 'NOBODY' group by state")
                    .intoMap(row -> row.get(0, String.class), row -> row.get(1, Integer.class)));
  }

  private int count(String query) {
    return database
        .byCampaign()
        .in(campaign, transaction -> transaction.sql().fetchSingle(query).get(0, Integer.class));
  }
}
