package org.hustings.schema.engine;

import static org.hustings.schema.generated.Tables.DO_NOT_CALL;
import static org.hustings.schema.generated.Tables.PHONE;

import java.time.Instant;
import java.util.Optional;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.UserId;
import org.hustings.core.voter.DoNotCallList;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.schema.connection.OpenTransaction;
import org.jooq.DSLContext;

/// The campaign's do-not-call list in PostgreSQL, for one transaction.
final class PostgresDoNotCallList implements DoNotCallList {
  private final OpenTransaction transaction;
  private final DSLContext sql;

  PostgresDoNotCallList(OpenTransaction transaction) {
    this.transaction = transaction;
    this.sql = transaction.sql();
  }

  @Override
  public Optional<PhoneId> add(PhoneNumber number, Optional<UserId> by, Source source, Instant at) {
    sql.insertInto(DO_NOT_CALL)
        .set(DO_NOT_CALL.CAMPAIGN_ID, transaction.campaignId())
        .set(DO_NOT_CALL.NUMBER, number.e164())
        .set(DO_NOT_CALL.SOURCE, source.name())
        .set(DO_NOT_CALL.LISTED_AT, at)
        .set(DO_NOT_CALL.LISTED_BY, by.map(UserId::value).orElse(null))
        .onConflict(DO_NOT_CALL.CAMPAIGN_ID, DO_NOT_CALL.NUMBER, DO_NOT_CALL.SOURCE)
        .where(DO_NOT_CALL.TAKEN_OFF_AT.isNull())
        .doNothing()
        .execute();
    return sql.select(PHONE.ID)
        .from(PHONE)
        .where(PHONE.NUMBER.eq(number.e164()))
        .fetchOptional(row -> new PhoneId(row.get(PHONE.ID)));
  }

  @Override
  public void add(PhoneId phone, Optional<UserId> by, Source source, Instant at) {
    String number =
        sql.select(PHONE.NUMBER)
            .from(PHONE)
            .where(PHONE.ID.eq(phone.value()))
            .fetchOptional(PHONE.NUMBER)
            .orElseThrow(() -> new IllegalStateException("there is no phone " + phone));
    add(new PhoneNumber(number), by, source, at);
  }

  @Override
  public boolean holds(PhoneNumber number) {
    return sql.fetchExists(
        DO_NOT_CALL, DO_NOT_CALL.NUMBER.eq(number.e164()), DO_NOT_CALL.TAKEN_OFF_AT.isNull());
  }
}
