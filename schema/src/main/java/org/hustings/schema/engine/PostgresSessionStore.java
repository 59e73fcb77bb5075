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

  private static final String UPDATE =
      """
      update session
         set server_id = ?, mode = ?, state = ?, project_id = ?, leg_id = ?,
             heartbeat_at = greatest(heartbeat_at, ?),
             connected_seconds = greatest(connected_seconds, ?), ended_at = ?
       where id = ?\
      """;

  private final OpenTransaction transaction;

  PostgresSessionStore(OpenTransaction transaction) {
    this.transaction = transaction;
  }

  @Override
  public void open(SessionRow row) {
    transaction
        .sql()
        .insertInto(SESSION)
        .set(SESSION.CAMPAIGN_ID, transaction.campaignId())
        .set(SESSION.ID, row.id().value())
        .set(SESSION.USER_ID, row.user().value())
        .set(SESSION.SERVER_ID, row.server().value())
        .set(SESSION.MODE, row.mode().name())
        .set(SESSION.STATE, row.state().name())
        .set(SESSION.PROJECT_ID, row.project().map(ProjectId::value).orElse(null))
        .set(SESSION.LEG_ID, row.leg().map(LegId::value).orElse(null))
        .set(SESSION.STARTED_AT, row.startedAt())
        .set(SESSION.HEARTBEAT_AT, row.heartbeatAt())
        .set(SESSION.CONNECTED_SECONDS, row.connectedSeconds())
        .set(SESSION.ENDED_AT, row.endedAt().orElse(null))
        .execute();
  }

  @Override
  public void update(SessionRow row) {
    transaction.tell(
        UPDATE,
        row.server().value(),
        row.mode().name(),
        row.state().name(),
        row.project().map(ProjectId::value).orElse(null),
        row.leg().map(LegId::value).orElse(null),
        Micros.offset(row.heartbeatAt()),
        row.connectedSeconds(),
        row.endedAt().map(Micros::offset).orElse(null),
        row.id().value());
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
