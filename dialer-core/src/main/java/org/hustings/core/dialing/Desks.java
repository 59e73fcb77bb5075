package org.hustings.core.dialing;

/// The use cases that sessions work with.
record Desks(
    Office office, ClaimDesk claims, PlaceCall placeCall, Dispose dispose, Voicemails voicemails) {}
