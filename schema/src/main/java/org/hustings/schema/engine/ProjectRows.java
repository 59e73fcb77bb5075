package org.hustings.schema.engine;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.RecordingId;
import org.hustings.core.project.Project;
import org.hustings.schema.connection.OpenTransaction;

/// Between rows of `project` and projects, for statements that name the table `p`.
record ProjectRows(OpenTransaction transaction, KnownSettings known) {
  static final String COLUMNS = "p.id, p.name, p.status, p.settings, p.voicemail_id, p.version";

  Project read(ResultSet row) throws SQLException {
    ProjectId id = new ProjectId(row.getLong("id"));
    long voicemail = row.getLong("voicemail_id");
    Optional<RecordingId> recording =
        row.wasNull() ? Optional.empty() : Optional.of(new RecordingId(voicemail));
    return new Project(
        id,
        transaction.campaign(),
        row.getString("name"),
        Project.Status.valueOf(row.getString("status")),
        known.settings(id, row.getString("settings"), recording),
        row.getLong("version"));
  }
}
