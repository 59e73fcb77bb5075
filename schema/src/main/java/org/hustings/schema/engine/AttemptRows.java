package org.hustings.schema.engine;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hustings.core.attempt.Attempt;
import org.hustings.core.attempt.Attempt.Progress;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.EntryId;
import org.hustings.core.id.LegId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.ServerId;
import org.hustings.core.id.SessionId;
import org.hustings.core.id.UserId;
import org.hustings.core.telephony.LegEnd;
import org.hustings.schema.json.EvidenceJson;
import org.jooq.JSONB;

/// Between rows of `attempt`, for statements that name the table `a`, and attempts.
final class AttemptRows {
  static final String COLUMNS =
      """
      a.campaign_id, a.id, a.project_id, a.entry_id, a.phone_id, a.session_id, a.user_id, a.server_id,
             a.leg_id, a.trunk, a.planned_at, a.accepted_at, a.ringing_at, a.answered_at, a.voicemail_at,
             a.ended_at, a.outcome, a.blame, a.ended_by, a.placed, a.rang, a.code, a.presented, a.dialed\
      """;

  private AttemptRows() {}

  static Attempt read(ResultSet row) throws SQLException {
    return new Attempt(
        new AttemptId(row.getObject("id", UUID.class)),
        new CampaignId(row.getLong("campaign_id")),
        new ProjectId(row.getLong("project_id")),
        new EntryId(row.getLong("entry_id")),
        new PhoneId(row.getLong("phone_id")),
        new SessionId(row.getObject("session_id", UUID.class)),
        new UserId(row.getLong("user_id")),
        new ServerId(row.getObject("server_id", UUID.class)),
        Optional.ofNullable(row.getObject("leg_id", UUID.class)).map(LegId::new),
        Optional.ofNullable(row.getString("trunk")),
        at(row, "planned_at").orElseThrow(),
        new Progress(
            at(row, "accepted_at"),
            at(row, "ringing_at"),
            at(row, "answered_at"),
            at(row, "voicemail_at"),
            at(row, "ended_at")),
        row.getString("outcome") == null ? Optional.empty() : Optional.of(end(row)),
        EvidenceJson.read(JSONB.valueOf(row.getString("presented"))),
        EvidenceJson.read(JSONB.valueOf(row.getString("dialed"))));
  }

  private static Optional<Instant> at(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(Micros.instant(row, column));
  }

  private static LegEnd end(ResultSet row) throws SQLException {
    return new LegEnd(
        LegEnd.Outcome.valueOf(row.getString("outcome")),
        LegEnd.Blame.valueOf(row.getString("blame")),
        LegEnd.By.valueOf(row.getString("ended_by")),
        LegEnd.Placed.valueOf(row.getString("placed")),
        row.getBoolean("rang"),
        row.getString("code"));
  }
}
