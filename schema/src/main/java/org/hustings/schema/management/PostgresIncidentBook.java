package org.hustings.schema.management;

import static org.hustings.schema.generated.Tables.ATTEMPT;
import static org.hustings.schema.generated.Tables.INCIDENT;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.UserId;
import org.hustings.core.management.IncidentBook;
import org.hustings.schema.connection.CampaignTransactions;
import org.hustings.schema.connection.OpenTransaction;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.impl.DSL;

/// Incidents in PostgreSQL.
public final class PostgresIncidentBook implements IncidentBook {
  private final CampaignTransactions transactions;

  public PostgresIncidentBook(CampaignTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public List<Incident> list(CampaignId campaign, boolean unseen, long before, int atMost) {
    Condition wanted = unseen ? INCIDENT.SEEN_AT.isNull() : DSL.noCondition();
    return transactions.in(
        campaign, transaction -> where(transaction, INCIDENT.ID.lt(before).and(wanted), atMost));
  }

  @Override
  public Optional<Incident> seen(CampaignId campaign, long incident, UserId by, Instant at) {
    return transactions.in(
        campaign,
        transaction -> {
          transaction
              .sql()
              .update(INCIDENT)
              .set(INCIDENT.SEEN_AT, at)
              .set(INCIDENT.SEEN_BY, by.value())
              .where(INCIDENT.ID.eq(incident), INCIDENT.SEEN_AT.isNull())
              .execute();
          return where(transaction, INCIDENT.ID.eq(incident), 1).stream().findFirst();
        });
  }

  private static List<Incident> where(
      OpenTransaction transaction, Condition condition, int atMost) {
    return transaction
        .sql()
        .select(INCIDENT.asterisk(), ATTEMPT.PHONE_ID, ATTEMPT.PROJECT_ID)
        .from(INCIDENT)
        .join(ATTEMPT)
        .on(ATTEMPT.ID.eq(INCIDENT.ATTEMPT_ID))
        .where(condition)
        .orderBy(INCIDENT.ID.desc())
        .limit(atMost)
        .fetch(PostgresIncidentBook::incident);
  }

  private static Incident incident(Record row) {
    return new Incident(
        row.get(INCIDENT.ID),
        Kind.valueOf(row.get(INCIDENT.KIND)),
        new AttemptId(row.get(INCIDENT.ATTEMPT_ID)),
        new PhoneId(row.get(ATTEMPT.PHONE_ID)),
        new ProjectId(row.get(ATTEMPT.PROJECT_ID)),
        new UserId(row.get(INCIDENT.REPORTED_BY)),
        row.get(INCIDENT.AT),
        row.get(INCIDENT.TEXT),
        Optional.ofNullable(row.get(INCIDENT.SEEN_AT))
            .map(at -> new Seen(new UserId(row.get(INCIDENT.SEEN_BY)), at)));
  }
}
