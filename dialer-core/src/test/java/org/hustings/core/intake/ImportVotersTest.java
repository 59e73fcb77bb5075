package org.hustings.core.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hustings.core.campaign.Campaign;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.UserId;
import org.hustings.core.intake.Line.Column;
import org.hustings.core.intake.Line.GivenPhone;
import org.hustings.core.voter.AddressZones;
import org.hustings.core.voter.NumberPlan;
import org.hustings.core.voter.PhoneNumber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportVotersTest {
  private static final Instant NOW = Instant.parse("2026-10-31T15:00:00Z");
  private static final Campaign CAMPAIGN =
      new Campaign(new CampaignId(1), "Ward 3", "US", ZoneId.of("America/New_York"));

  private final Shelf shelf = new Shelf();
  private final ImportVoters imports =
      new ImportVoters(shelf, new TenDigits(), AddressZones.load(), InstantSource.fixed(NOW));

  @Test
  void a_voter_is_taken_with_numbers_scores_age_and_zones() {
    run(
        row(
            2,
            Map.of(Column.EXTERNAL_ID, "V1", Column.STATE, "CO", Column.BIRTH_YEAR, "1972"),
            phone("9195550182", "92"),
            phone("9195550183", "")));
    assertThat(shelf.voters)
        .singleElement()
        .satisfies(voter -> {
          assertThat(voter.age()).isEqualTo(OptionalInt.of(54));
          assertThat(voter.addressZones()).containsExactly(ZoneId.of("America/Denver"));
          assertThat(voter.phones())
              .extracting(CleanVoter.CleanPhone::score)
              .containsExactly(92, RowCheck.DEFAULT_SCORE);
        });
    assertThat(shelf.state).isEqualTo(IntakeStore.State.DONE);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      textBlock =
          """
          no id,                     '', 9195550182,    92, true,  there is no external_id
          no number at all,          V1, '',            '', true,  no number that can be called
          an impossible number,      V1, 12,            '', false, too short
          an extension,              V1, 9195550182x12, '', false, extension
          a score above 100,         V1, 9195550182,   101, false, from 0 to 100
          a score that is none,      V1, 9195550182,  high, false, from 0 to 100
          """)
  void what_cannot_be_taken_is_told_with_line_column_and_reason(
      String label, String id, String number, String score, boolean whole, String reason) {
    run(row(7, Map.of(Column.EXTERNAL_ID, id), phone(number, score)));
    assertThat(shelf.voters).isEmpty();
    assertThat(shelf.rejections.getFirst().line()).isEqualTo(7);
    assertThat(shelf.rejections.getFirst().whole()).isEqualTo(whole);
    assertThat(shelf.rejections.getFirst().reason()).contains(reason);
    assertThat(shelf.rejections.getLast().whole())
        .as("without a number the row is left out")
        .isTrue();
  }

  @Test
  void a_bad_number_costs_only_itself_where_another_is_good() {
    run(row(2, Map.of(Column.EXTERNAL_ID, "V1"), phone("12", ""), phone("9195550182", "")));
    assertThat(shelf.voters)
        .singleElement()
        .satisfies(voter -> assertThat(voter.phones()).hasSize(1));
    assertThat(shelf.rejections)
        .singleElement()
        .satisfies(rejection -> assertThat(rejection.whole()).isFalse());
  }

  @Test
  void the_same_number_twice_in_a_row_and_the_same_person_twice_in_a_file_are_told() {
    run(
        row(
            2,
            Map.of(Column.EXTERNAL_ID, "V1"),
            phone("9195550182", ""),
            phone("(919) 555-0182", "")),
        row(3, Map.of(Column.EXTERNAL_ID, "V1"), phone("9195550184", "")));
    assertThat(shelf.voters).hasSize(1);
    assertThat(shelf.rejections)
        .extracting(Rejection::reason)
        .satisfiesExactly(
            first -> assertThat(first).contains("stands in phone1 already"),
            second -> assertThat(second).contains("stands in line 2"));
  }

  @Test
  void an_age_that_nobody_has_is_told_and_the_voter_is_taken_without_one() {
    run(row(2, Map.of(Column.EXTERNAL_ID, "V1", Column.AGE, "400"), phone("9195550182", "")));
    assertThat(shelf.voters.getFirst().age()).isEmpty();
    assertThat(shelf.rejections)
        .singleElement()
        .satisfies(rejection -> assertThat(rejection.column()).isEqualTo("age"));
  }

  @Test
  void a_file_is_taken_in_chunks_and_never_held_whole() {
    Iterator<Line> lines =
        IntStream.range(0, 1_001)
            .<Line>mapToObj(
                i -> row(i + 2, Map.of(Column.EXTERNAL_ID, "V" + i), phone("9195550182", "")))
            .iterator();
    imports.run(order(), lines);
    assertThat(shelf.chunks).containsExactly(250, 250, 250, 250, 1);
  }

  @Test
  void a_file_that_breaks_off_keeps_what_was_taken_and_says_so() {
    Stream<Line> broken =
        Stream.concat(
            IntStream.range(0, 250)
                .mapToObj(
                    i -> row(i + 2, Map.of(Column.EXTERNAL_ID, "V" + i), phone("9195550182", ""))),
            Stream.of(1)
                .map(_ -> {
                  throw new IllegalStateException("the connection broke");
                }));
    assertThatIllegalStateException().isThrownBy(() -> imports.run(order(), broken.iterator()));
    assertThat(shelf.voters).hasSize(250);
    assertThat(shelf.state).isEqualTo(IntakeStore.State.STOPPED);
  }

  private void run(Line... lines) {
    imports.run(order(), List.of(lines).iterator());
  }

  private static ImportVoters.Order order() {
    return new ImportVoters.Order(
        CAMPAIGN, Optional.of(new ProjectId(1)), "voters.csv", Optional.empty());
  }

  private static GivenPhone phone(String text, String score) {
    return new GivenPhone("phone1", text, score, "test");
  }

  private static Line.Row row(long line, Map<Column, String> fields, GivenPhone... phones) {
    Map<Column, String> present = new EnumMap<>(Column.class);
    fields.forEach((column, value) -> {
      if (!value.isEmpty()) {
        present.put(column, value);
      }
    });
    return new Line.Row(
        line, present, Stream.of(phones).filter(phone -> !phone.text().isEmpty()).toList());
  }

  /// Ten digits make a number, and `x` an extension.
  private static final class TenDigits implements NumberPlan {
    @Override
    public Reading read(String text, String region) {
      String[] parts = text.split("x", 2);
      String digits = parts[0].replaceAll("[^0-9]", "");
      return digits.length() == 10
          ? new Reading.Valid(
              new PhoneNumber("+1" + digits),
              parts.length == 2 ? Optional.of(parts[1]) : Optional.empty())
          : new Reading.Impossible("the number is too short");
    }

    @Override
    public boolean isWithin(PhoneNumber number, String region) {
      return true;
    }

    @Override
    public Set<ZoneId> zonesOf(PhoneNumber number) {
      return Set.of(ZoneId.of("America/New_York"));
    }
  }

  /// Remembers what it is given.
  private static final class Shelf implements IntakeStore {
    private final List<CleanVoter> voters = new ArrayList<>();
    private final List<Rejection> rejections = new ArrayList<>();
    private final List<Integer> chunks = new ArrayList<>();
    private State state = State.RUNNING;

    @Override
    public ImportId begin(
        CampaignId campaign,
        Optional<ProjectId> project,
        String fileName,
        Optional<UserId> by,
        Instant at) {
      return new ImportId(1);
    }

    @Override
    public Taken take(
        CampaignId campaign,
        ImportId id,
        List<CleanVoter> given,
        List<Rejection> refused,
        Instant at) {
      voters.addAll(given);
      rejections.addAll(refused);
      chunks.add(given.size());
      return new Taken(given.size(), 0, 0, List.of());
    }

    @Override
    public void finish(CampaignId campaign, ImportId id, State end, String message, Instant at) {
      state = end;
    }

    @Override
    public Optional<ImportView> find(CampaignId campaign, ImportId id) {
      return Optional.of(
          new ImportView(
              id, Optional.empty(), "", state, 0, 0, 0, 0, 0, 0, "", NOW, Optional.empty()));
    }

    @Override
    public List<ImportView> latest(CampaignId campaign, int atMost) {
      return List.of();
    }

    @Override
    public List<NumberedRejection> rejections(
        CampaignId campaign, ImportId id, long after, int atMost) {
      return List.of();
    }
  }
}
