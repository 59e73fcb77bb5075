package org.hustings.server.law.planted.telephony;

/// Stands for the core's.
public record CallMeOrder(String number) {}
