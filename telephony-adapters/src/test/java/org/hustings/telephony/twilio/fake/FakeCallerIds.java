package org.hustings.telephony.twilio.fake;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hustings.telephony.twilio.rest.RestReply;
import org.hustings.telephony.twilio.rest.RestRequest;
import org.hustings.telephony.twilio.rest.RestRequest.Field;

/// The verified caller IDs of an account (twilio.com/docs/voice/api/outgoing-caller-ids), and the
/// telephones that are rung for a code.
public final class FakeCallerIds {
  private static final DateTimeFormatter CREATED =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.ENGLISH);
  private static final Set<String> ORDER = Set.of("PhoneNumber", "FriendlyName", "CallDelay");

  private final FakeTwilio twilio;
  private final Map<String, Instant> verified = new HashMap<>();
  private final Map<String, String> codes = new HashMap<>();
  private final List<String> rung = new ArrayList<>();

  FakeCallerIds(FakeTwilio twilio) {
    this.twilio = twilio;
  }

  /// The numbers whose telephones were rung, in order.
  public List<String> rung() {
    return List.copyOf(rung);
  }

  /// Whoever answers keys in a code.
  public void keyedIn(String number, String code) {
    if (code.equals(codes.get(number))) {
      verified.put(number, twilio.now());
    }
  }

  // ── the API ────────────────────────────────────────────────────────────────

  RestReply done(RestRequest request) {
    Map<String, String> fields =
        request.fields().stream().collect(Collectors.toMap(Field::name, Field::value));
    String number = fields.getOrDefault("PhoneNumber", "");
    if (!number.matches("\\+[1-9][0-9]{6,14}")) {
      throw new AssertionError("no number in " + fields.keySet());
    }
    return switch (request.method()) {
      case POST -> order(number, fields);
      case GET -> list(number, fields);
      case DELETE -> throw new AssertionError("nobody here deletes a caller ID");
    };
  }

  private RestReply order(String number, Map<String, String> fields) {
    if (!ORDER.containsAll(fields.keySet())
        || fields.getOrDefault("FriendlyName", "").length() > 64
        || !fields.getOrDefault("CallDelay", "0").matches("[1-5]?[0-9]|60")) {
      throw new AssertionError("not as published: " + fields.keySet());
    }
    if (verified.containsKey(number)) {
      return FakeTwilio.refused(400, 21450);
    }
    rung.add(number);
    String code = "%06d".formatted(111_111 * rung.size());
    codes.put(number, code);
    String body =
        """
        {"account_sid": "%s", "call_sid": "CA%032x", "friendly_name": "%s", "phone_number": "%s",
         "validation_code": "%s"}
        """
            .formatted(twilio.accountSid(), rung.size(), fields.get("FriendlyName"), number, code);
    return new RestReply.Answered(200, body, Optional.empty());
  }

  private RestReply list(String number, Map<String, String> fields) {
    if (!Set.of("PhoneNumber", "PageSize").containsAll(fields.keySet())) {
      throw new AssertionError("not as published: " + fields.keySet());
    }
    String found = Optional.ofNullable(verified.get(number)).map(at -> json(number, at)).orElse("");
    String body =
        """
        {"outgoing_caller_ids": [%s], "first_page_uri": "/x", "next_page_uri": null, "page": 0,
         "page_size": 50, "previous_page_uri": null, "start": 0, "end": 0, "uri": "/x"}
        """
            .formatted(found);
    return new RestReply.Answered(200, body, Optional.empty());
  }

  private String json(String number, Instant at) {
    String date = CREATED.format(at.atOffset(ZoneOffset.UTC));
    return """
    {"account_sid": "%s", "date_created": "%s", "date_updated": "%s", "friendly_name": "Office",
     "phone_number": "%s", "sid": "PN00000000000000000000000000000001", "uri": "/x"}
    """
        .formatted(twilio.accountSid(), date, date, number);
  }
}
