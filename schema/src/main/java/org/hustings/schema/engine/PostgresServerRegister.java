package org.hustings.schema.engine;

import static org.hustings.schema.generated.Tables.SERVER;

import java.time.Instant;
import java.util.List;
import org.hustings.core.dialing.ServerRegister;
import org.hustings.core.id.ServerId;
import org.hustings.schema.connection.CampaignTransactions;
import org.jooq.impl.DSL;

/// The servers that work on the database.
public final class PostgresServerRegister implements ServerRegister {
  private final CampaignTransactions transactions;

  public PostgresServerRegister(CampaignTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public void alive(ServerId server, Instant at) {
    transactions.outside(sql ->
        sql.insertInto(SERVER, SERVER.ID, SERVER.STARTED_AT, SERVER.HEARTBEAT_AT)
            .values(server.value(), at, at)
            .onConflict(SERVER.ID)
            .doUpdate()
            .set(SERVER.HEARTBEAT_AT, DSL.greatest(SERVER.HEARTBEAT_AT, DSL.val(at)))
            .execute());
  }

  @Override
  public List<ServerId> silentSince(Instant before) {
    return transactions.outside(sql ->
        sql.select(SERVER.ID)
            .from(SERVER)
            .where(SERVER.BURIED_AT.isNull(), SERVER.HEARTBEAT_AT.lt(before))
            .orderBy(SERVER.HEARTBEAT_AT)
            .fetch(row -> new ServerId(row.get(SERVER.ID))));
  }

  @Override
  public void buried(ServerId server) {
    transactions.outside(sql ->
        sql.update(SERVER)
            .set(SERVER.BURIED_AT, DSL.coalesce(SERVER.BURIED_AT, DSL.currentInstant()))
            .where(SERVER.ID.eq(server.value()))
            .execute());
  }
}
