package org.hustings.core.queue;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import org.hustings.core.id.EntryId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;

/// A number's place in a project's queue.
///
/// @param skippedAt when a volunteer last skipped it in this project (R5); it rejoined then
public record Entry(
    EntryId id, ProjectId project, PhoneId phone, EntryState state, Optional<Instant> skippedAt) {
  public Entry {
    requireNonNull(id, "id");
    requireNonNull(project, "project");
    requireNonNull(phone, "phone");
    requireNonNull(state, "state");
    requireNonNull(skippedAt, "skippedAt");
  }
}
