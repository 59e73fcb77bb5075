package org.hustings.telephony.twilio.rest;

import com.twilio.rest.api.v2010.account.Conference;
import com.twilio.rest.api.v2010.account.conference.Participant;
import java.util.List;
import java.util.Optional;

/// The conferences of one account, another program's among them. Every method blocks for one
/// request.
public final class Conferences {
  /// As many as Twilio gives in one answer. It gives the latest first; what stands behind so many
  /// is seen when fewer are in progress.
  private static final long LISTED = 1_000;

  private final TwilioApi api;

  public Conferences(TwilioApi api) {
    this.api = api;
  }

  /// Those that somebody is in, at most a thousand.
  public Answer<List<ConferenceResource>> inProgress() {
    return api.ask(client ->
        Conference.reader(api.account())
            .setStatus(Conference.Status.IN_PROGRESS)
            .setPageSize(LISTED)
            .firstPage(client)
            .getRecords()
            .stream()
            .map(Conferences::resource)
            .toList());
  }

  /// The calls that are in a conference, by their SIDs. Refused as gone once it is over.
  public Answer<List<String>> callsIn(String conferenceSid) {
    return api.ask(client ->
        Participant.reader(api.account(), conferenceSid)
            .setPageSize(LISTED)
            .firstPage(client)
            .getRecords()
            .stream()
            .map(Participant::getCallSid)
            .toList());
  }

  private static ConferenceResource resource(Conference conference) {
    if (conference.getSid() == null) {
      throw new IllegalArgumentException("a conference without a sid");
    }
    return new ConferenceResource(
        conference.getSid(), Optional.ofNullable(conference.getFriendlyName()).orElse(""));
  }
}
