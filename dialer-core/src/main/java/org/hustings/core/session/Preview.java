package org.hustings.core.session;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.hustings.core.id.EntryId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.project.Project;
import org.hustings.core.queue.Candidate;
import org.hustings.core.queue.Hold;
import org.hustings.core.recording.Recording;
import org.hustings.core.rule.Evidence;

/// A number on a volunteer's screen, held for them.
///
/// @param project as it was when the number was presented; dialing reads it anew (R8)
/// @param presented what the rule book checked
/// @param message what to drop on an answering machine (R12), read ahead so that dropping it waits
///   for nothing
public record Preview(
    Project project,
    Candidate candidate,
    Hold hold,
    SessionView.VoterScreen screen,
    Evidence presented,
    Optional<Recording> message) {
  public Preview {
    requireNonNull(project, "project");
    requireNonNull(candidate, "candidate");
    requireNonNull(hold, "hold");
    requireNonNull(screen, "screen");
    requireNonNull(presented, "presented");
    requireNonNull(message, "message");
  }

  public EntryId entry() {
    return candidate.entry();
  }

  public PhoneId phone() {
    return candidate.phone();
  }

  Preview held(Hold renewed) {
    return new Preview(project, candidate, renewed, screen, presented, message);
  }
}
