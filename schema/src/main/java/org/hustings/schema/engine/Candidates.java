package org.hustings.schema.engine;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hustings.core.id.EntryId;
import org.hustings.core.queue.Candidate;
import org.hustings.core.queue.Entry;
import org.hustings.core.queue.Standing;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.schema.connection.Message;
import org.hustings.schema.connection.Message.Reply;
import org.hustings.schema.generated.tables.records.HoldRecord;
import org.hustings.schema.generated.tables.records.PhoneRecord;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;

/// Entries with their numbers, as fresh as the database has them.
final class Candidates {
  /// The holds, attempts and listings of each number are looked up by themselves: `offset 0` keeps
  /// the planner from making a join of it, which could go over all the dead rows of `hold`.
  private static final String OF_ENTRIES =
      """
      select %s,
             p.number, p.zones, p.status, p.attempts, p.not_before, p.rejoined_at,
             p.callback_project, p.callback_by, p.callback_at, p.last_called,
             h.number as hold, h.entry_id as held_for, h.server_id, h.session_id, h.until,
             (select true from do_not_call d where d.number = p.number and d.taken_off_at is null limit 1)
               is not null as listed,
             (select true from attempt a where a.phone_id = p.id and a.disposed_at is null limit 1)
               is not null as attempt_open
        from queue_entry e
        join phone p on p.id = e.phone_id
        left join lateral (
             select i.number, i.entry_id, i.server_id, i.session_id, i.until
               from hold i where i.phone_id = p.id offset 0) h on true
       where e.id = any (?)\
      """
          .formatted(EntryRows.COLUMNS);

  private final ZoneSets zoneSets;

  Candidates(ZoneSets zoneSets) {
    this.zoneSets = zoneSets;
  }

  /// Adds the question to a message; the answer is for [#byEntry].
  Reply<Row> ask(Message message, Collection<EntryId> entries) {
    return message.ask(
        OF_ENTRIES, Row::of, (Object) entries.stream().mapToLong(EntryId::value).toArray());
  }

  Map<EntryId, Candidate> byEntry(Reply<Row> answer) {
    return answer.rows().stream()
        .map(this::candidate)
        .collect(Collectors.toMap(Candidate::entry, Function.identity()));
  }

  private Candidate candidate(Row row) {
    Entry entry = row.entry;
    Standing standing = PhoneRows.standing(row.phone);
    return new Candidate(
        entry.id(),
        entry.project(),
        entry.phone(),
        new PhoneNumber(row.phone.getNumber()),
        entry.state(),
        standing,
        zoneSets.zones(row.phone.getZones()),
        row.listed,
        standing.lastCalledFromElsewhere(entry.project()),
        Optional.ofNullable(row.hold).map(Holds::hold),
        row.attemptOpen);
  }

  /// One row of the answer.
  record Row(
      Entry entry,
      PhoneRecord phone,
      @Nullable HoldRecord hold,
      boolean listed,
      boolean attemptOpen) {

    static Row of(ResultSet row) throws SQLException {
      return new Row(
          EntryRows.read(row),
          phone(row),
          held(row),
          row.getBoolean("listed"),
          row.getBoolean("attempt_open"));
    }

    private static PhoneRecord phone(ResultSet row) throws SQLException {
      PhoneRecord phone = new PhoneRecord();
      phone.setNumber(row.getString("number"));
      phone.setZones(row.getLong("zones"));
      phone.setStatus(row.getString("status"));
      phone.setAttempts(row.getInt("attempts"));
      phone.setNotBefore(Micros.instant(row, "not_before"));
      phone.setRejoinedAt(Micros.instant(row, "rejoined_at"));
      phone.setCallbackProject(row.getObject("callback_project", Long.class));
      phone.setCallbackBy(row.getObject("callback_by", Long.class));
      phone.setCallbackAt(Micros.instant(row, "callback_at"));
      phone.setLastCalled(JSONB.valueOf(row.getString("last_called")));
      return phone;
    }

    private static @Nullable HoldRecord held(ResultSet row) throws SQLException {
      long number = row.getLong("hold");
      if (row.wasNull()) {
        return null;
      }
      HoldRecord hold = new HoldRecord();
      hold.setPhoneId(row.getLong("phone_id"));
      hold.setEntryId(row.getLong("held_for"));
      hold.setNumber(number);
      hold.setServerId(row.getObject("server_id", UUID.class));
      hold.setSessionId(row.getObject("session_id", UUID.class));
      hold.setUntil(Micros.instant(row, "until"));
      return hold;
    }
  }
}
