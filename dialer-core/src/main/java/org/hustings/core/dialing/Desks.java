package org.hustings.core.dialing;

/// The use cases that sessions work with.
record Desks(
    Office office,
    Timekeeper timekeeper,
    ClaimDesk claims,
    PlaceCall placeCall,
    Dispose dispose,
    Voicemails voicemails) {}
