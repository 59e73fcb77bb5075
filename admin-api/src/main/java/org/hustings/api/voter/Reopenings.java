package org.hustings.api.voter;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hustings.api.http.Operation;
import org.hustings.api.http.Reply;
import org.hustings.api.http.Request;
import org.hustings.core.dialing.ManagerDesk;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.management.VoterDirectory;
import org.hustings.core.management.VoterDirectory.Reopening;
import org.hustings.core.voter.PhoneStatus;
import org.jspecify.annotations.Nullable;

/// Reopening numbers by filter, with a preview (R27).
public final class Reopenings {
  /// What one request reopens at most; the client sends it again until nothing remains.
  private static final int MOST = 1_000;

  private final VoterDirectory directory;
  private final ManagerDesk desk;

  public Reopenings(VoterDirectory directory, ManagerDesk desk) {
    this.directory = requireNonNull(directory, "directory");
    this.desk = requireNonNull(desk, "desk");
  }

  public Map<String, Operation> operations() {
    return Map.of("previewReopening", this::preview, "reopen", this::reopen);
  }

  record Form(
      @Nullable List<PhoneStatus> statuses,
      @Nullable Boolean outOfAttempts,
      @Nullable Long project,
      @Nullable Instant calledBefore) {
    Reopening filter() {
      return new Reopening(
          statuses == null ? List.of() : statuses,
          Boolean.TRUE.equals(outOfAttempts),
          Optional.ofNullable(project).map(ProjectId::new),
          Optional.ofNullable(calledBefore));
    }
  }

  private Reply preview(Request request) {
    return Reply.ok(
        Map.of(
            "numbers",
            directory.countReopenable(request.campaign(), request.body(Form.class).filter())));
  }

  private Reply reopen(Request request) {
    Reopening filter = request.body(Form.class).filter();
    List<PhoneId> found = directory.reopenable(request.campaign(), filter, 0, MOST);
    List<PhoneId> reopened = desk.reopen(request.campaign(), request.signer(), found);
    return Reply.ok(
        Map.of(
            "reopened",
            reopened.size(),
            "remaining",
            directory.countReopenable(request.campaign(), filter)));
  }
}
