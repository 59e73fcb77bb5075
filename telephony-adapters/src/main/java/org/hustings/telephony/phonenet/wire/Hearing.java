package org.hustings.telephony.phonenet.wire;

import java.time.Instant;

/// Whose stamped voice a phone hears ([WireSettings.Voicing#STAMPED]).
///
/// @param speaker which of the network's sounds it is
/// @param since when the first of it came, by the network's clock
public record Hearing(int speaker, Instant since) {}
