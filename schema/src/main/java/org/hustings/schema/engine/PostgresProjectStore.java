package org.hustings.schema.engine;

import static org.hustings.schema.generated.Tables.PROJECT;
import static org.hustings.schema.generated.Tables.RECORDING;

import java.util.List;
import java.util.Optional;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.RecordingId;
import org.hustings.core.project.Project;
import org.hustings.core.project.ProjectStore;
import org.hustings.core.recording.Pcmu;
import org.hustings.core.recording.Recording;
import org.hustings.schema.connection.Message;
import org.hustings.schema.connection.Message.Reply;
import org.hustings.schema.connection.OpenTransaction;
import org.hustings.schema.generated.tables.records.ProjectRecord;
import org.hustings.schema.generated.tables.records.RecordingRecord;
import org.hustings.schema.json.ProjectJson;

/// Projects and recordings in PostgreSQL, for one transaction.
public final class PostgresProjectStore implements ProjectStore {
  private static final String ONE =
      "select " + ProjectRows.COLUMNS + " from project p where p.id = ?";

  private final OpenTransaction transaction;
  private final ProjectRows rows;

  public PostgresProjectStore(OpenTransaction transaction) {
    this(transaction, new KnownSettings());
  }

  PostgresProjectStore(OpenTransaction transaction, KnownSettings known) {
    this.transaction = transaction;
    this.rows = new ProjectRows(transaction, known);
  }

  /// Asked with every claim and every call.
  @Override
  public Optional<Project> find(ProjectId project) {
    Message message = transaction.message();
    Reply<Project> found = message.ask(ONE, rows::read, project.value());
    message.send();
    return found.rows().stream().findFirst();
  }

  @Override
  public List<Project> all() {
    return transaction
        .sql()
        .selectFrom(PROJECT)
        .orderBy(PROJECT.ID)
        .fetch(PostgresProjectStore::project);
  }

  public static Project project(ProjectRecord row) {
    return new Project(
        new ProjectId(row.getId()),
        new CampaignId(row.getCampaignId()),
        row.getName(),
        Project.Status.valueOf(row.getStatus()),
        ProjectJson.read(
            row.getSettings(), Optional.ofNullable(row.getVoicemailId()).map(RecordingId::new)),
        row.getVersion());
  }

  @Override
  public Optional<Recording> recording(RecordingId recording) {
    return transaction
        .sql()
        .selectFrom(RECORDING)
        .where(RECORDING.ID.eq(recording.value()))
        .fetchOptional(PostgresProjectStore::recording);
  }

  private static Recording recording(RecordingRecord row) {
    return new Recording(
        new RecordingId(row.getId()), row.getName(), Pcmu.of(row.getSound()), row.getCreatedAt());
  }
}
