package org.hustings.schema.engine;

import static org.hustings.schema.generated.Tables.SESSION;

import java.util.Collection;
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
import org.hustings.schema.connection.Message;
import org.hustings.schema.connection.OpenTransaction;
import org.hustings.schema.generated.tables.records.SessionRecord;
import org.jooq.Condition;

/// Sessions in PostgreSQL, for one transaction.
final class PostgresSessionStore implements SessionStore {
  /// In the order of their ids, so that two who lock several never wait for each other.
  static final String LOCK =
      "select id from session where id = any (cast(? as uuid[])) order by id for no key update";

  private static final String BEAT =
      """
      update session s
         set heartbeat_at = beat.at, connected_seconds = greatest(s.connected_seconds, beat.seconds)
        from unnest(cast(? as uuid[]), cast(? as timestamptz[]), ?) as beat (id, at, seconds)
       where s.id = beat.id
      returning s.id\
      """;

  private final OpenTransaction transaction;

  PostgresSessionStore(OpenTransaction transaction) {
    this.transaction = transaction;
  }

  @Override
  public void open(SessionRow row) {
    SessionRecord inserted = changeable(row);
    inserted.setCampaignId(transaction.campaignId());
    inserted.setId(row.id().value());
    inserted.setUserId(row.user().value());
    inserted.setStartedAt(row.startedAt());
    transaction.sql().insertInto(SESSION).set(inserted).execute();
  }

  @Override
  public void update(SessionRow row) {
    transaction
        .sql()
        .update(SESSION)
        .set(changeable(row))
        .where(SESSION.ID.eq(row.id().value()))
        .execute();
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
  public void heartbeat(Collection<Beat> beats) {
    String[] sessions =
        beats.stream().map(beat -> beat.session().value().toString()).toArray(String[]::new);
    Message message = transaction.byKeys();
    message.ask(LOCK, row -> row.getString(1), (Object) sessions);
    message.ask(
        BEAT,
        row -> row.getString(1),
        sessions,
        beats.stream().map(beat -> Micros.offset(beat.at()).toString()).toArray(String[]::new),
        beats.stream().mapToLong(Beat::connectedSeconds).toArray());
    message.send();
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
    return transaction
        .sql()
        .select(SESSION.PROJECT_ID)
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
    return transaction
        .sql()
        .selectFrom(SESSION)
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
