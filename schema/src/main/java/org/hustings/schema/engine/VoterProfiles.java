package org.hustings.schema.engine;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.hustings.core.session.VoterProfile;
import org.hustings.core.session.VoterProfile.PastCall;
import org.hustings.schema.connection.OpenTransaction;
import org.jooq.DSLContext;
import org.jooq.Record;

/// What is known of the people at some numbers from elsewhere: their other numbers, and the calls
/// that had to do with them.
final class VoterProfiles {
  private static final String OTHER_NUMBERS =
      """
      select here.phone_id, here.voter_id, right(p.number, 4) as digits
        from link here
        join link other on other.voter_id = here.voter_id and other.phone_id <> here.phone_id and not other.wrong
        join phone p on p.id = other.phone_id
       where here.phone_id = any (cast(? as bigint[]))
       order by other.score desc, other.phone_id
      """;

  /// The last of each chain of dispositions; either nobody was named in it, or this voter was.
  private static final String PAST_CALLS =
      """
      select here.phone_id, here.voter_id, c.planned_at, c.code, c.project, c.volunteer
        from link here
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
       where here.phone_id = any (cast(? as bigint[]))
       order by c.planned_at desc
      """;

  private final DSLContext sql;

  /// Somebody at a number; who is at two of them is two.
  record PersonAt(long phone, long voter) {
    static PersonAt of(Record row) {
      return new PersonAt(row.get("phone_id", Long.class), row.get("voter_id", Long.class));
    }
  }

  VoterProfiles(OpenTransaction transaction) {
    this.sql = transaction.sql();
  }

  /// The last four digits of each.
  Map<PersonAt, List<String>> otherNumbers(Long... phones) {
    return sql.fetch(OTHER_NUMBERS, (Object) phones).stream()
        .collect(
            groupingBy(PersonAt::of, mapping(row -> row.get("digits", String.class), toList())));
  }

  /// Latest first.
  Map<PersonAt, List<PastCall>> pastCalls(Long... phones) {
    return sql.fetch(PAST_CALLS, VoterProfile.MOST_PAST_CALLS, phones).stream()
        .collect(groupingBy(PersonAt::of, mapping(VoterProfiles::pastCall, toList())));
  }

  private static PastCall pastCall(Record row) {
    return new PastCall(
        row.get("planned_at", Instant.class),
        row.get("code", String.class),
        row.get("project", String.class),
        row.get("volunteer", String.class).strip().split("\\s+", 2)[0]);
  }
}
