package org.hustings.server.shift.plain;

import java.time.Instant;

/// A line of the witness's log: somebody's telephone rang.
///
/// @param endedAt when the call was over
/// @param saidAt when the volunteer said what came of it
public record Ring(
    Instant at, Instant endedAt, Instant saidAt, int project, int number, int volunteer) {}
