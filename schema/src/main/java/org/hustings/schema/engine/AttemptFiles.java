package org.hustings.schema.engine;

import java.util.HashSet;
import java.util.Optional;
import org.hustings.core.attempt.Attempt;
import org.hustings.core.attempt.AttemptStore.File;
import org.hustings.core.attempt.AttemptStore.Said;
import org.hustings.core.disposition.Action;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.VoterId;
import org.hustings.core.project.Project;
import org.hustings.schema.connection.Message;
import org.hustings.schema.connection.Message.Reply;
import org.hustings.schema.connection.OpenTransaction;

/// What is on file of an attempt: one message to the database, whose first question locks it.
final class AttemptFiles {
  private static final String LOCK =
      "select " + AttemptRows.COLUMNS + " from attempt a where a.id = ? for no key update";

  /// Rows form one chain, in the order in which they were written; the last one stands.
  private static final String STANDING =
      """
      select d.key, d.action from disposition d where d.attempt_id = ? order by d.id desc limit 1\
      """;

  private static final String PROJECT =
      """
      select %s from attempt a join project p on p.id = a.project_id where a.id = ?\
      """
          .formatted(ProjectRows.COLUMNS);

  private static final String VOTERS =
      """
      select l.voter_id from attempt a join link l on l.phone_id = a.phone_id where a.id = ?\
      """;

  private final OpenTransaction transaction;
  private final ProjectRows projects;

  AttemptFiles(OpenTransaction transaction, ProjectRows projects) {
    this.transaction = transaction;
    this.projects = projects;
  }

  Optional<File> lock(AttemptId id) {
    Message message = transaction.byKeys();
    Reply<Attempt> attempt = message.ask(LOCK, AttemptRows::read, id.value());
    Reply<Said> standing =
        message.ask(
            STANDING,
            row -> new Said(row.getString("key"), Action.valueOf(row.getString("action"))),
            id.value());
    Reply<Project> project = message.ask(PROJECT, projects::read, id.value());
    Reply<VoterId> voters =
        message.ask(VOTERS, row -> new VoterId(row.getLong("voter_id")), id.value());
    message.send();
    return attempt.rows().stream()
        .findFirst()
        .map(found ->
            new File(
                found,
                project.rows().getFirst(),
                new HashSet<>(voters.rows()),
                standing.rows().stream().findFirst()));
  }
}
