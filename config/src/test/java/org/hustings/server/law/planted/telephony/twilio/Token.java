package org.hustings.server.law.planted.telephony.twilio;

public record Token(String text) {}
