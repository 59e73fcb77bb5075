package org.hustings.core.queue;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import org.hustings.core.id.EntryId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.voter.PhoneNumber;

/// An entry and its number as fresh as the database has them: what the rule book judges, when a
/// number is presented and again when it is dialed (R3, R8).
///
/// @param zones every zone the number may be in (R7); empty if unknown
/// @param lastCalledElsewhereAt the latest attempt from another project (R9)
/// @param attemptOpen an attempt at the number has no disposition yet
public record Candidate(
    EntryId entry,
    ProjectId project,
    PhoneId phone,
    PhoneNumber number,
    EntryState state,
    Standing standing,
    Set<ZoneId> zones,
    boolean listedDoNotCall,
    Optional<Instant> lastCalledElsewhereAt,
    Optional<Hold> hold,
    boolean attemptOpen) {
  public Candidate {
    zones = Set.copyOf(zones);
  }
}
