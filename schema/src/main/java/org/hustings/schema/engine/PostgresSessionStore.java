package org.hustings.schema.engine;

import static org.hustings.schema.generated.Tables.SESSION;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hustings.core.id.EntryId;
import org.hustings.core.id.LegId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.ServerId;
import org.hustings.core.id.SessionId;
import org.hustings.core.id.UserId;
import org.hustings.core.session.SessionStore;
import org.hustings.core.session.SessionView;
import org.hustings.schema.connection.OpenTransaction;
import org.hustings.schema.generated.tables.records.SessionRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;

/// Sessions in PostgreSQL, for one transaction.
final class PostgresSessionStore implements SessionStore {
  private final OpenTransaction transaction;
  private final DSLContext sql;

  PostgresSessionStore(OpenTransaction transaction) {
    this.transaction = transaction;
    this.sql = transaction.sql();
  }

  @Override
  public void open(SessionRow row) {
    SessionRecord inserted = changeable(row);
    inserted.setCampaignId(transaction.campaignId());
    inserted.setId(row.id().value());
    inserted.setUserId(row.user().value());
    inserted.setStartedAt(row.startedAt());
    sql.insertInto(SESSION).set(inserted).execute();
  }

  @Override
  public void update(SessionRow row) {
    sql.update(SESSION).set(changeable(row)).where(SESSION.ID.eq(row.id().value())).execute();
  }

  private static SessionRecord changeable(SessionRow row) {
    SessionRecord columns = new SessionRecord();
    columns.setServerId(row.server().value());
    columns.setMode(row.mode().name());
    columns.setState(row.state().name());
    columns.setProjectId(row.project().map(ProjectId::value).orElse(null));
    columns.setLegId(row.leg().map(LegId::value).orElse(null));
    columns.setHeartbeatAt(row.heartbeatAt());
    columns.setConnectedSeconds(row.connectedSeconds());
    columns.setEndedAt(row.endedAt().orElse(null));
    return columns;
  }

  @Override
  public void heartbeat(SessionId session, Instant at, long connectedSeconds) {
    sql.update(SESSION)
        .set(SESSION.HEARTBEAT_AT, at)
        .set(SESSION.CONNECTED_SECONDS, connectedSeconds)
        .where(SESSION.ID.eq(session.value()))
        .execute();
  }

  @Override
  public Optional<SessionRow> find(SessionId session) {
    return where(SESSION.ID.eq(session.value())).stream().findFirst();
  }

  @Override
  public Optional<SessionRow> openOf(UserId user) {
    return where(SESSION.USER_ID.eq(user.value()).and(SESSION.ENDED_AT.isNull())).stream()
        .findFirst();
  }

  @Override
  public Optional<ProjectId> lastProjectOf(UserId user) {
    return sql.select(SESSION.PROJECT_ID)
        .from(SESSION)
        .where(SESSION.USER_ID.eq(user.value()), SESSION.PROJECT_ID.isNotNull())
        .orderBy(SESSION.STARTED_AT.desc())
        .limit(1)
        .fetchOptional(row -> new ProjectId(row.get(SESSION.PROJECT_ID)));
  }

  @Override
  public List<SessionRow> openOn(ServerId server) {
    return where(SESSION.SERVER_ID.eq(server.value()).and(SESSION.ENDED_AT.isNull()));
  }

  private List<SessionRow> where(Condition condition) {
    return sql.selectFrom(SESSION)
        .where(condition)
        .orderBy(SESSION.STARTED_AT, SESSION.ID)
        .fetch(PostgresSessionStore::row);
  }

  private static SessionRow row(SessionRecord row) {
    return new SessionRow(
        new SessionId(row.getId()),
        new UserId(row.getUserId()),
        new ServerId(row.getServerId()),
        Mode.valueOf(row.getMode()),
        SessionView.State.valueOf(row.getState()),
        Optional.ofNullable(row.getProjectId()).map(ProjectId::new),
        Optional.ofNullable(row.getLegId()).map(LegId::new),
        row.getStartedAt(),
        row.getHeartbeatAt(),
        row.getConnectedSeconds(),
        Optional.ofNullable(row.getEndedAt()));
  }

  @Override
  public Map<EntryId, SessionView.VoterScreen> screens(Set<EntryId> entries) {
    return new VoterScreens(transaction).of(entries);
  }
}
