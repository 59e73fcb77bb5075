package org.hustings.schema.engine;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hustings.core.disposition.Action;
import org.hustings.core.disposition.Fact;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.UserId;
import org.hustings.core.id.VoterId;
import org.hustings.core.queue.Entry;
import org.hustings.core.queue.Household.PhoneFile;
import org.hustings.schema.connection.Message;
import org.hustings.schema.connection.Message.Reply;

/// The files of numbers: their valid facts and their entries. Asked within the message of whoever
/// needs them.
final class PhoneFiles {
  /// Listed: for another reason than what was said in a call (R17); that is a fact already, and
  /// goes when it is corrected.
  private static final String PHONES =
      """
      select p.id, p.number_zones,
             (select true from do_not_call d
               where d.number = p.number and d.taken_off_at is null and d.source <> 'DISPOSITION' limit 1)
               is not null as listed
        from phone p
       where p.id = any (?)\
      """;

  private static final String ENTRIES =
      """
      select %s from queue_entry e where e.phone_id = any (?) order by e.id\
      """
          .formatted(EntryRows.COLUMNS);

  /// An attempt without an end of its leg ended when it was first disposed; a correction, whenever
  /// it comes, does not make the number rest anew.
  private static final String ATTEMPTS =
      """
      select a.phone_id, a.id, a.project_id, a.user_id, a.planned_at,
             coalesce(a.ended_at,
                      (select f.at from disposition f where f.attempt_id = a.id and f.supersedes is null))
               as ended_at,
             d.action, d.call_back_at, d.retry_delay_ms,
             array(select v.voter_id from disposition_voter v where v.disposition_id = d.id and v.reached)
               as reached,
             array(select v.voter_id from disposition_voter v where v.disposition_id = d.id and v.wrong_number)
               as wrong_number_for
        from attempt a
        join disposition d on d.attempt_id = a.id
       where a.phone_id = any (?)
         and (select true from disposition later where later.supersedes = d.id) is null
       order by a.planned_at, d.id\
      """;

  private static final String REOPENINGS =
      """
      select r.phone_id, r.at, r.by_user from reopening r where r.phone_id = any (?) order by r.id\
      """;

  private final Reply<Row> phones;
  private final Reply<Entry> entries;
  private final Reply<FactAt> attempts;
  private final Reply<FactAt> reopenings;

  /// Adds its questions to a message.
  PhoneFiles(Message message, long... phones) {
    this.phones = message.ask(PHONES, Row::of, (Object) phones);
    this.entries = message.ask(ENTRIES, EntryRows::read, (Object) phones);
    this.attempts = message.ask(ATTEMPTS, FactAt::attempted, (Object) phones);
    this.reopenings = message.ask(REOPENINGS, FactAt::reopened, (Object) phones);
  }

  /// When the message has been answered.
  Map<PhoneId, PhoneFile> files(ZoneSets zoneSets) {
    Map<PhoneId, List<Entry>> entriesOf = entries.rows().stream().collect(groupingBy(Entry::phone));
    Map<PhoneId, List<Fact>> factsOf =
        Stream.concat(attempts.rows().stream(), reopenings.rows().stream())
            .sorted(Comparator.comparing(one -> one.fact.at()))
            .collect(groupingBy(FactAt::phone, mapping(FactAt::fact, toList())));
    return phones.rows().stream()
        .collect(
            toMap(
                Row::id,
                row ->
                    new PhoneFile(
                        row.id,
                        zoneSets.zones(row.numberZones),
                        row.listed,
                        factsOf.getOrDefault(row.id, List.of()),
                        entriesOf.getOrDefault(row.id, List.of()))));
  }

  private record Row(PhoneId id, long numberZones, boolean listed) {
    static Row of(ResultSet row) throws SQLException {
      return new Row(
          new PhoneId(row.getLong("id")), row.getLong("number_zones"), row.getBoolean("listed"));
    }
  }

  /// A valid fact of a number.
  private record FactAt(PhoneId phone, Fact fact) {
    static FactAt attempted(ResultSet row) throws SQLException {
      return new FactAt(
          new PhoneId(row.getLong("phone_id")),
          new Fact.Attempted(
              at(row, "planned_at"),
              new AttemptId(row.getObject("id", UUID.class)),
              new ProjectId(row.getLong("project_id")),
              new UserId(row.getLong("user_id")),
              at(row, "ended_at"),
              Action.valueOf(row.getString("action")),
              voters(row, "reached"),
              voters(row, "wrong_number_for"),
              Optional.ofNullable(Micros.instant(row, "call_back_at")),
              Duration.ofMillis(row.getLong("retry_delay_ms"))));
    }

    static FactAt reopened(ResultSet row) throws SQLException {
      return new FactAt(
          new PhoneId(row.getLong("phone_id")),
          new Fact.Reopened(at(row, "at"), new UserId(row.getLong("by_user"))));
    }

    private static Instant at(ResultSet row, String column) throws SQLException {
      return Objects.requireNonNull(Micros.instant(row, column));
    }

    private static Set<VoterId> voters(ResultSet row, String column) throws SQLException {
      Array array = row.getArray(column);
      return Arrays.stream((Long[]) array.getArray())
          .map(VoterId::new)
          .collect(Collectors.toUnmodifiableSet());
    }
  }
}
