package org.hustings.telephony.twilio.fake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hustings.telephony.media.wav.WavWriter;
import org.hustings.telephony.twilio.rest.RestReply;
import org.hustings.telephony.twilio.rest.RestRequest;
import org.hustings.telephony.twilio.rest.RestRequest.Field;

/// The recordings of an account (twilio.com/docs/voice/api/recording): under way, then being made a
/// file of, then there until they are deleted.
public final class FakeRecordings {
  /// From the end of a recording to its file.
  private static final Duration MAKING = Duration.ofMillis(1_500);

  private static final String PAGE = "/2010-04-01/Accounts/AC0/Recordings.json?PageSize=50&Page=0";

  private final FakeTwilio twilio;
  private final Map<String, Take> takes = new LinkedHashMap<>();
  private int made;

  /// One recording.
  static final class Take {
    final String sid;
    final FakeCall call;
    final String callback;
    String status = "in-progress";
    short[] said = new short[0];

    Take(String sid, FakeCall call, String callback) {
      this.sid = sid;
      this.call = call;
      this.callback = callback;
    }
  }

  FakeRecordings(FakeTwilio twilio) {
    this.twilio = twilio;
  }

  /// The names of those that are there.
  public List<String> kept() {
    return List.copyOf(takes.keySet());
  }

  Take begin(FakeCall call, String callback) {
    Take take = new Take("RE%032x".formatted(++made), call, callback);
    takes.put(take.sid, take);
    return take;
  }

  /// Nothing was said: there is no recording.
  void forget(Take take) {
    takes.remove(take.sid);
  }

  /// The end of one, with what was said.
  void end(Take take, short[] said) {
    take.status = "processing";
    take.said = said;
    twilio.after(
        MAKING,
        () -> {
          if (takes.containsKey(take.sid)) {
            take.status = "completed";
            tell(take);
          }
        });
  }

  private void tell(Take take) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("AccountSid", twilio.accountSid());
    form.put("CallSid", take.call.sid());
    form.put("RecordingSid", take.sid);
    form.put("RecordingUrl", url(take));
    form.put("RecordingStatus", take.status);
    form.put("RecordingDuration", Integer.toString(take.said.length / 8_000));
    form.put("RecordingChannels", "1");
    form.put("RecordingSource", "RecordVerb");
    twilio.tell(take.callback, form, "recording-completed");
  }

  String url(Take take) {
    return "https://api.twilio.com/2010-04-01/Accounts/%s/Recordings/%s"
        .formatted(twilio.accountSid(), take.sid);
  }

  // ── the API ────────────────────────────────────────────────────────────────

  RestReply done(RestRequest request, String root) {
    String path = request.path();
    if (path.equals(root + ".json") && request.method() == RestRequest.Method.GET) {
      return list(request.fields());
    }
    if (!path.matches(root + "/RE[0-9a-f]{32}\\.(json|wav)") || !request.fields().isEmpty()) {
      throw new AssertionError("Twilio has no " + request);
    }
    Take take = takes.get(path.substring(root.length() + 1, path.lastIndexOf('.')));
    if (take == null) {
      return FakeTwilio.refused(404, 20404);
    }
    if (request.method() == RestRequest.Method.DELETE) {
      takes.remove(take.sid);
      return new RestReply.Answered(204, "", Optional.empty());
    }
    if (request.method() != RestRequest.Method.GET || !path.endsWith(".wav")) {
      throw new AssertionError("nobody here asks for " + request);
    }
    return take.status.equals("completed")
        ? new RestReply.Answered(
            200, new String(WavWriter.pcm16(take.said, 8_000), ISO_8859_1), Optional.empty())
        : FakeTwilio.refused(404, 20404);
  }

  private RestReply list(List<Field> fields) {
    Map<String, String> asked =
        fields.stream().collect(Collectors.toMap(Field::name, Field::value));
    if (!asked.getOrDefault("CallSid", "").matches("CA[0-9a-f]{32}")
        || !asked.getOrDefault("PageSize", "50").matches("[1-9][0-9]{0,2}|1000")
        || asked.size() > 2) {
      throw new AssertionError("not a list of recordings by call: " + asked.keySet());
    }
    List<Take> found = new ArrayList<>(takes.values());
    found.removeIf(take -> !take.call.sid().equals(asked.get("CallSid")));
    String page =
        """
        {"recordings": [%s], "first_page_uri": "%s", "next_page_uri": null, "page": 0,
         "page_size": 50, "previous_page_uri": null, "start": 0, "end": 0, "uri": "%s"}
        """
            .formatted(
                found.reversed().stream().map(this::json).collect(Collectors.joining(",")),
                PAGE,
                PAGE);
    return new RestReply.Answered(200, page, Optional.empty());
  }

  private String json(Take take) {
    return """
    {"account_sid": "%s", "api_version": "2010-04-01", "call_sid": "%s", "conference_sid": null,
     "channels": 1, "date_created": "Fri, 14 Oct 2016 21:56:34 +0000",
     "date_updated": "Fri, 14 Oct 2016 21:56:34 +0000",
     "start_time": "Fri, 14 Oct 2016 21:56:34 +0000", "price": null, "price_unit": "USD",
     "duration": "%d", "sid": "%s", "source": "RecordVerb", "status": "%s", "error_code": null,
     "uri": "/2010-04-01/Accounts/%s/Recordings/%s.json", "encryption_details": null,
     "media_url": "%s"}
    """
        .formatted(
            twilio.accountSid(),
            take.call.sid(),
            take.said.length / 8_000,
            take.sid,
            take.status,
            twilio.accountSid(),
            take.sid,
            url(take));
  }
}
