package org.hustings.server.law.planted.telephony;

/// Harmless by itself.
public record Line() {}
