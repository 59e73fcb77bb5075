package org.hustings.telephony.twilio.rest;

/// A conference as Twilio's books have it (twilio.com/docs/voice/api/conference-resource).
///
/// @param sid `CF…`
/// @param name that it was given by whoever opened it
public record ConferenceResource(String sid, String name) {}
