package org.hustings.telephony.twilio.fake;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hustings.telephony.twilio.rest.RestReply;
import org.hustings.telephony.twilio.rest.RestRequest;
import org.hustings.telephony.twilio.rest.RestRequest.Field;

/// The conferences of an account, with who is in them
/// (twilio.com/docs/voice/api/conference-resource and conference-participant-resource). A name is
/// of one conference at a time: the next of that name has another SID.
final class FakeConferences {
  private static final int LONGEST_NAME = 64;

  private final FakeTwilio twilio;
  private final Map<String, FakeConference> begun = new LinkedHashMap<>();
  private int made;

  FakeConferences(FakeTwilio twilio) {
    this.twilio = twilio;
  }

  /// The one of this name, to be joined at once.
  FakeConference named(String name) {
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      throw new AssertionError("13237: no name of a conference: " + name);
    }
    return begun.compute(
        name,
        (_, there) ->
            there != null && !there.isOver()
                ? there
                : new FakeConference("CF%032x".formatted(++made), name));
  }

  private Stream<FakeConference> inProgress() {
    return begun.values().stream().filter(conference -> !conference.isOver());
  }

  // ── the API ────────────────────────────────────────────────────────────────

  RestReply done(RestRequest request, String root) {
    if (request.method() != RestRequest.Method.GET) {
      throw new AssertionError("nobody here changes a conference: " + request);
    }
    Map<String, String> asked =
        request.fields().stream().collect(Collectors.toMap(Field::name, Field::value));
    if (!asked.getOrDefault("PageSize", "50").matches("[1-9][0-9]{0,2}|1000")) {
      throw new AssertionError("no size of a page: " + asked);
    }
    if (request.path().equals(root + ".json")) {
      return list(asked);
    }
    if (!request.path().matches(root + "/CF[0-9a-f]{32}/Participants\\.json") || asked.size() > 1) {
      throw new AssertionError("Twilio has no " + request + " with " + asked.keySet());
    }
    String sid = request.path().substring(root.length() + 1).split("/", 2)[0];
    return inProgress()
        .filter(conference -> conference.sid().equals(sid))
        .findFirst()
        .map(conference ->
            page(
                "participants", conference.participants().stream(), call -> json(conference, call)))
        .orElseGet(() -> FakeTwilio.refused(404, 20404));
  }

  private RestReply list(Map<String, String> asked) {
    if (!"in-progress".equals(asked.get("Status")) || asked.size() > 2) {
      throw new AssertionError("not a list of conferences by status: " + asked);
    }
    return page("conferences", inProgress(), this::json);
  }

  private static <T> RestReply page(String name, Stream<T> all, Function<T, String> json) {
    String uri = "/2010-04-01/Accounts/AC0/Conferences.json?PageSize=1000&Page=0";
    String page =
        """
        {"%s": [%s], "first_page_uri": "%s", "next_page_uri": null, "page": 0, "page_size": 1000,
         "previous_page_uri": null, "start": 0, "end": 0, "uri": "%s"}
        """
            .formatted(name, all.map(json).collect(Collectors.joining(",")), uri, uri);
    return new RestReply.Answered(200, page, Optional.empty());
  }

  private String json(FakeConference conference) {
    return """
    {"account_sid": "%s", "api_version": "2010-04-01",
     "date_created": "Fri, 18 Feb 2011 19:26:50 +0000",
     "date_updated": "Fri, 18 Feb 2011 19:27:33 +0000", "friendly_name": "%s", "region": "us1",
     "sid": "%s", "status": "in-progress",
     "uri": "/2010-04-01/Accounts/%s/Conferences/%s.json", "subresource_uris": {},
     "reason_conference_ended": null, "call_sid_ending_conference": null}
    """
        .formatted(
            twilio.accountSid(),
            conference.name(),
            conference.sid(),
            twilio.accountSid(),
            conference.sid());
  }

  private String json(FakeConference conference, FakeCall call) {
    return """
    {"account_sid": "%s", "call_sid": "%s", "label": null, "conference_sid": "%s",
     "date_created": "Fri, 18 Feb 2011 21:07:19 +0000",
     "date_updated": "Fri, 18 Feb 2011 21:07:19 +0000", "end_conference_on_exit": false,
     "muted": false, "hold": false, "status": "connected", "start_conference_on_enter": true,
     "coaching": false, "call_sid_to_coach": null, "queue_time": null,
     "uri": "/2010-04-01/Accounts/%s/Conferences/%s/Participants/%s.json"}
    """
        .formatted(
            twilio.accountSid(),
            call.sid(),
            conference.sid(),
            twilio.accountSid(),
            conference.sid(),
            call.sid());
  }
}
