package org.hustings.telephony.twilio.fake;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hustings.telephony.twilio.rest.RestRequest;
import org.hustings.telephony.twilio.rest.RestRequest.Field;

/// The requests as Twilio publishes them (twilio.com/docs/voice/api/call-resource): names, types
/// and limits of what we send. Anything else fails the test.
final class PublishedShape {
  private static final String NUMBER = "\\+[1-9][0-9]{6,14}";
  private static final String URL = "https://[^\\s]{1,2000}";
  private static final Map<String, String> CREATE =
      Map.ofEntries(
          entry("To", NUMBER),
          entry("From", NUMBER),
          entry("Url", URL),
          entry("Method", "GET|POST"),
          entry("StatusCallback", URL),
          entry("StatusCallbackMethod", "GET|POST"),
          entry("StatusCallbackEvent", "initiated|ringing|answered|completed"),
          entry("Timeout", "[1-9][0-9]?|[1-5][0-9]{2}|600"),
          entry("MachineDetection", "Enable|DetectMessageEnd"),
          entry("AsyncAmd", "true|false"),
          entry("AsyncAmdStatusCallback", URL),
          entry("AsyncAmdStatusCallbackMethod", "GET|POST"));
  private static final Map<String, String> CHANGE =
      Map.of("Url", URL, "Method", "GET|POST", "Status", "canceled|completed");
  private static final Map<String, String> LIST =
      Map.of("To", NUMBER, "PageSize", "[1-9][0-9]{0,2}|1000");
  private static final Set<String> MAY_COME_TWICE = Set.of("StatusCallbackEvent");

  private PublishedShape() {}

  /// The fields by name, the last of a name.
  static Map<String, String> check(RestRequest request, String root) {
    boolean all = request.path().equals(root + ".json");
    if (!all && !request.path().matches(root + "/CA[0-9a-f]{32}\\.json")) {
      throw new AssertionError("Twilio has no " + request.path());
    }
    Map<String, String> shape =
        switch (request.method()) {
          case GET -> all ? LIST : Map.of();
          case POST -> all ? CREATE : CHANGE;
          case DELETE -> throw new AssertionError("no call is deleted");
        };
    Map<String, String> fields = new TreeMap<>();
    for (Field field : request.fields()) {
      String pattern = shape.get(field.name());
      if (pattern == null || !field.value().matches(pattern)) {
        throw new AssertionError(request + " has no field " + field);
      }
      if (fields.put(field.name(), field.value()) != null
          && !MAY_COME_TWICE.contains(field.name())) {
        throw new AssertionError(request + " has the field " + field.name() + " twice");
      }
    }
    boolean whole =
        !shape.equals(CREATE) || fields.keySet().containsAll(Set.of("To", "From", "Url"));
    if (!whole || (fields.containsKey("Status") && fields.containsKey("Url"))) {
      throw new AssertionError(request + " has the fields " + fields.keySet());
    }
    return fields;
  }
}
