package org.hustings.schema.engine;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.hustings.core.id.EntryId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.RecordingId;
import org.hustings.core.project.Project;
import org.hustings.schema.connection.Message;
import org.hustings.schema.connection.Message.Reply;
import org.hustings.schema.connection.OpenTransaction;

/// Between rows of `project` and projects, for statements that name the table `p`.
record ProjectRows(OpenTransaction transaction, KnownSettings known) {
  static final String COLUMNS = "p.id, p.name, p.status, p.settings, p.voicemail_id, p.version";

  private static final String OF_ENTRY =
      """
      select %s from queue_entry e join project p on p.id = e.project_id where e.id = ?\
      """
          .formatted(COLUMNS);

  /// Adds to a message the question for the project of an entry; no row if there is no such entry.
  Reply<Project> askOf(Message message, EntryId entry) {
    return message.ask(OF_ENTRY, this::read, entry.value());
  }

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
