package org.hustings.telephony.media;

import java.time.Duration;

/// How the engine is doing.
///
/// @param legs that are open
/// @param portsDraining pairs that rest before they are used again
/// @param fileDescriptors that the engine holds: two a leg with ports of its own, and those of its
///   watches
/// @param faults errors of ours while handling a packet, a request or a callback; the leg goes on.
///   Must stay zero
/// @param loopRestarts times that a loop had died and was set up again. Must stay zero
/// @param lateness by which a loop served a deadline late at most, in the last 10 to 20 seconds.
///   Some milliseconds are usual; from 200 on our own sound is put off
public record EngineStatistics(
    int legs,
    int portsDraining,
    int fileDescriptors,
    long faults,
    long loopRestarts,
    Duration lateness) {}
