package org.hustings.schema.management;

import static org.hustings.schema.generated.Tables.SESSION;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.hustings.core.disposition.Action;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.SessionId;
import org.hustings.core.management.CallDiary;
import org.hustings.schema.connection.CampaignTransactions;
import org.hustings.schema.connection.OpenTransaction;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/// A volunteer's calls in PostgreSQL.
public final class PostgresCallDiary implements CallDiary {
  /// All calls asked for, each with the disposition that stands, if there is one.
  private static final String CALLS =
      """
      with calls as (
          select a.id, a.planned_at, a.project_id, a.phone_id, a.disposed_at, d.code, d.action,
                 case when a.answered_at is null then 0
                      else coalesce(extract(epoch from a.ended_at - a.answered_at), 0) end as talk_seconds
            from attempt a
            left join disposition d on d.attempt_id = a.id
             and not exists (select from disposition later where later.supersedes = d.id)
           where a.user_id = ? and a.planned_at >= ?::timestamptz and a.planned_at < ?::timestamptz
             and (?::uuid is null or a.session_id = ?::uuid)
             and d.action is distinct from 'NOT_PLACED')
      """;

  private static final String SUMS =
      CALLS
          + """
          select code, action, count(*) as calls, sum(talk_seconds)::bigint as talk_seconds
            from calls group by code, action
          """;

  /// With the name of whom the project wanted to reach there.
  private static final String ENTRIES =
      CALLS
          + """
          select calls.*, coalesce(person.name, '') as name
            from calls
            left join lateral (
                 select concat_ws(' ', nullif(coalesce(told.first_name, v.first_name), ''),
                                       nullif(coalesce(told.last_name, v.last_name), '')) as name
                   from link l
                   join voter v on v.id = l.voter_id
                   left join voter_told told on told.voter_id = v.id
                   left join target t on t.voter_id = v.id and t.project_id = calls.project_id
                  where l.phone_id = calls.phone_id
                  order by t.voter_id is null, l.score desc, v.id
                  limit 1) person on true
           order by calls.planned_at desc, calls.id
           limit ?
          """;

  private final CampaignTransactions transactions;

  public PostgresCallDiary(CampaignTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Day of(CampaignId campaign, Asked asked, int atMost) {
    return transactions.reading(campaign, transaction -> day(transaction, asked, atMost));
  }

  private static Day day(OpenTransaction transaction, Asked asked, int atMost) {
    Result<Record> sums = transaction.sql().fetch(SUMS, bindings(asked));
    Map<String, Long> outcomes = new TreeMap<>();
    long calls = 0;
    long talked = 0;
    long talkSeconds = 0;
    for (Record row : sums) {
      long count = row.get("calls", long.class);
      calls += count;
      talkSeconds += row.get("talk_seconds", long.class);
      String action = row.get("action", String.class);
      if (action != null) {
        outcomes.merge(row.get("code", String.class), count, Long::sum);
        talked += Action.valueOf(action).talked() ? count : 0;
      }
    }
    return new Day(
        calls,
        talked,
        Duration.ofSeconds(talkSeconds),
        connected(transaction, asked),
        outcomes,
        entries(transaction, asked, atMost));
  }

  private static Duration connected(OpenTransaction transaction, Asked asked) {
    Condition session =
        asked.session().map(id -> SESSION.ID.eq(id.value())).orElseGet(DSL::noCondition);
    return transaction
        .sql()
        .select(DSL.coalesce(DSL.sum(SESSION.CONNECTED_SECONDS), DSL.inline(0)))
        .from(SESSION)
        .where(SESSION.USER_ID.eq(asked.volunteer().value()), session)
        .and(SESSION.STARTED_AT.ge(asked.from()).and(SESSION.STARTED_AT.lt(asked.to())))
        .fetchSingle(row -> Duration.ofSeconds(row.get(0, long.class)));
  }

  private static List<Entry> entries(OpenTransaction transaction, Asked asked, int atMost) {
    Object[] some = bindings(asked);
    @Nullable Object[] all = new @Nullable Object[some.length + 1];
    System.arraycopy(some, 0, all, 0, some.length);
    all[some.length] = atMost;
    return transaction.sql().fetch(ENTRIES, all).map(PostgresCallDiary::entry);
  }

  private static @Nullable Object[] bindings(Asked asked) {
    @Nullable UUID session = asked.session().map(SessionId::value).orElse(null);
    return new @Nullable Object[] {
      asked.volunteer().value(), asked.from().toString(), asked.to().toString(), session, session
    };
  }

  private static Entry entry(Record row) {
    String action = row.get("action", String.class);
    return new Entry(
        new AttemptId(row.get("id", UUID.class)),
        row.get("planned_at", Instant.class),
        new ProjectId(row.get("project_id", Long.class)),
        row.get("name", String.class),
        Optional.ofNullable(row.get("code", String.class)),
        Duration.ofSeconds(row.get("talk_seconds", long.class)),
        action == null
            ? State.OPEN
            : Action.valueOf(action) == Action.UNRESOLVED ? State.UNRESOLVED : State.DONE);
  }
}
