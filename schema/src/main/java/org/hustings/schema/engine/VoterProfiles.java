package org.hustings.schema.engine;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hustings.core.session.VoterProfile;
import org.hustings.core.session.VoterProfile.PastCall;
import org.hustings.schema.connection.Message;
import org.hustings.schema.connection.Message.Reader;
import org.hustings.schema.connection.Message.Reply;

/// What is known of the people at some numbers from elsewhere: their other numbers, the calls that
/// had to do with them, and what was noted of them. Asked within the message of whoever shows them.
final class VoterProfiles {
  /// The numbers of the entries that are asked for.
  private static final String HERE =
      """
        from (select distinct e.phone_id from queue_entry e where e.id = any (?)) asked
        join link here on here.phone_id = asked.phone_id
      """;

  private static final String OTHER_NUMBERS =
      """
      select here.phone_id, here.voter_id, right(p.number, 4) as digits
      """
          + HERE
          + """
            join link other on other.voter_id = here.voter_id and other.phone_id <> here.phone_id and not other.wrong
            join phone p on p.id = other.phone_id
           order by other.score desc, other.phone_id\
          """;

  /// The last of each chain of dispositions; either nobody was named in it, or this voter was.
  private static final String PAST_CALLS =
      """
      select here.phone_id, here.voter_id, c.planned_at, c.code, c.project, c.volunteer
      """
          + HERE
          + """
           cross join lateral (
                 select a.planned_at, d.code, p.name as project, u.name as volunteer
                   from link l
                   join attempt a on a.phone_id = l.phone_id
                   join disposition d on d.attempt_id = a.id and d.action <> 'NOT_PLACED'
                   join project p on p.id = a.project_id
                   join app_user u on u.id = a.user_id
                  where l.voter_id = here.voter_id
                    and not exists (select from disposition later where later.supersedes = d.id)
                    and (exists (select from disposition_voter v where v.disposition_id = d.id and v.voter_id = here.voter_id)
                         or not exists (select from disposition_voter v where v.disposition_id = d.id))
                  order by a.planned_at desc
                  limit ?) c
           order by c.planned_at desc\
          """;

  /// Of dispositions that stand.
  private static final String NOTES =
      """
      select here.phone_id, here.voter_id, n.text
      """
          + HERE
          + """
            join note n on n.voter_id = here.voter_id
            join disposition d on d.id = n.disposition_id
           where not exists (select from disposition later where later.supersedes = d.id)
           order by d.at desc, d.id desc\
          """;

  private final Reply<Of<String>> numbers;
  private final Reply<Of<PastCall>> calls;
  private final Reply<Of<String>> notes;

  /// Somebody at a number; who is at two of them is two.
  record PersonAt(long phone, long voter) {
    static PersonAt of(ResultSet row) throws SQLException {
      return new PersonAt(row.getLong("phone_id"), row.getLong("voter_id"));
    }
  }

  /// What is known of one of them.
  ///
  /// @param otherNumbers the last four digits of each, the best first
  /// @param pastCalls latest first
  /// @param notes latest first
  record Told(List<String> otherNumbers, List<PastCall> pastCalls, List<String> notes) {
    static final Told NOTHING = new Told(List.of(), List.of(), List.of());
  }

  /// Adds its questions to a message.
  VoterProfiles(Message message, long... entries) {
    this.numbers = message.ask(OTHER_NUMBERS, of(row -> row.getString("digits")), entries);
    this.calls =
        message.ask(PAST_CALLS, of(VoterProfiles::pastCall), entries, VoterProfile.MOST_PAST_CALLS);
    this.notes = message.ask(NOTES, of(row -> row.getString("text")), entries);
  }

  /// Of whom anything is known, when the message has been answered.
  Map<PersonAt, Told> told() {
    Map<PersonAt, List<String>> numbersOf = grouped(numbers);
    Map<PersonAt, List<PastCall>> callsOf = grouped(calls);
    Map<PersonAt, List<String>> notesOf = grouped(notes);
    Set<PersonAt> all = new HashSet<>(numbersOf.keySet());
    all.addAll(callsOf.keySet());
    all.addAll(notesOf.keySet());
    Map<PersonAt, Told> told = new HashMap<>();
    for (PersonAt who : all) {
      told.put(
          who,
          new Told(
              numbersOf.getOrDefault(who, List.of()),
              callsOf.getOrDefault(who, List.of()),
              notesOf.getOrDefault(who, List.of())));
    }
    return told;
  }

  private static <T> Map<PersonAt, List<T>> grouped(Reply<Of<T>> reply) {
    return reply.rows().stream().collect(groupingBy(Of::who, mapping(Of::what, toList())));
  }

  private static PastCall pastCall(ResultSet row) throws SQLException {
    return new PastCall(
        row.getObject("planned_at", OffsetDateTime.class).toInstant(),
        row.getString("code"),
        row.getString("project"),
        row.getString("volunteer").strip().split("\\s+", 2)[0]);
  }

  private static <T> Reader<Of<T>> of(Reader<T> what) {
    return row -> new Of<>(PersonAt.of(row), what.read(row));
  }

  /// Something of somebody.
  private record Of<T>(PersonAt who, T what) {}
}
