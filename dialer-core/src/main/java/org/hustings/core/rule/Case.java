package org.hustings.core.rule;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import org.hustings.core.account.Volunteer;
import org.hustings.core.project.Project;
import org.hustings.core.queue.Candidate;
import org.hustings.core.queue.Hold;

/// What the rule book judges: may this volunteer, for this project, call this number now?
///
/// @param candidate entry and number, freshly read
/// @param ours the hold under which the call would be made; empty if there is none yet
public record Case(
    Candidate candidate, Project project, Volunteer volunteer, Optional<Hold> ours, Instant now) {
  public Case {
    requireNonNull(candidate, "candidate");
    requireNonNull(project, "project");
    requireNonNull(volunteer, "volunteer");
    requireNonNull(ours, "ours");
    requireNonNull(now, "now");
    if (!candidate.project().equals(project.id())) {
      throw new IllegalArgumentException(
          "an entry is judged for its own project "
              + candidate.project()
              + ", got "
              + project.id());
    }
  }
}
