package org.hustings.telephony.twilio.rest;

import static org.hustings.telephony.twilio.rest.RestRequest.Method.GET;
import static org.hustings.telephony.twilio.rest.RestRequest.Method.POST;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.telephony.twilio.rest.RestRequest.Field;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The calls of one account. Every method blocks for one request.
public final class Calls {
  private static final JsonMapper JSON = new JsonMapper();

  /// More calls to one number than this since a moment ago there are not.
  private static final String LISTED = "20";

  private final RestWire wire;
  private final String account;

  public Calls(RestWire wire, String accountSid) {
    this.wire = wire;
    this.account = "/2010-04-01/Accounts/" + accountSid;
  }

  /// Creates a call. Not idempotent: an unknown answer is looked up with [#to], never asked again.
  public Answer<CallResource> create(CallOrder order) {
    return understood(wire.send(order.request(account + "/Calls.json")), Calls::call);
  }

  /// How a call is.
  public Answer<CallResource> look(String sid) {
    return understood(wire.send(new RestRequest(GET, path(sid), List.of())), Calls::call);
  }

  /// Has Twilio ask for instructions anew. Only for a call that is in progress.
  public Answer<CallResource> redirect(String sid, URI instructions) {
    return change(sid, new Field("Url", instructions.toString()), new Field("Method", "POST"));
  }

  /// Ends a call in whatever state it is. `completed` and not `canceled`, which does nothing to a
  /// call that was answered meanwhile.
  public Answer<CallResource> end(String sid) {
    return change(sid, new Field("Status", "completed"));
  }

  /// The calls that we ordered to a number from one moment on. Twilio filters by day only, so the
  /// rest is done here.
  public Answer<List<CallResource>> to(PhoneNumber number, Instant since) {
    List<Field> filter = List.of(new Field("To", number.e164()), new Field("PageSize", LISTED));
    return understood(
        wire.send(new RestRequest(GET, account + "/Calls.json", filter)),
        page ->
            StreamSupport.stream(page.path("calls").spliterator(), false)
                .map(Calls::call)
                .filter(call -> call.direction().equals("outbound-api"))
                .filter(call -> call.createdAt().filter(at -> !at.isBefore(since)).isPresent())
                .toList());
  }

  private Answer<CallResource> change(String sid, Field... fields) {
    return understood(wire.send(new RestRequest(POST, path(sid), List.of(fields))), Calls::call);
  }

  private String path(String sid) {
    return account + "/Calls/" + sid + ".json";
  }

  // ── reading ────────────────────────────────────────────────────────────────

  private static <T> Answer<T> understood(RestReply reply, Function<JsonNode, T> read) {
    return switch (reply) {
      case RestReply.NotSent(String why) -> new Answer.NotSent<>(why);
      case RestReply.Unknown(String why) -> new Answer.Unknown<>(why);
      case RestReply.Answered(int status, String body, var again, _) -> {
        if (status >= 500) {
          yield new Answer.Unknown<>("HTTP " + status);
        }
        yield status < 300
            ? done(status, body, read)
            : new Answer.Refused<>(status, code(body), again);
      }
    };
  }

  private static <T> Answer<T> done(int status, String body, Function<JsonNode, T> read) {
    try {
      return new Answer.Done<>(read.apply(JSON.readTree(body)));
    } catch (JacksonException | IllegalArgumentException e) {
      return new Answer.Unknown<>("HTTP " + status + " with an answer that is not understood");
    }
  }

  private static int code(String body) {
    try {
      return JSON.readTree(body).path("code").asInt(0);
    } catch (JacksonException e) {
      return 0;
    }
  }

  private static CallResource call(JsonNode node) {
    String sid = node.path("sid").asString("");
    Optional<CallResource.Status> status =
        CallResource.Status.named(node.path("status").asString(""));
    if (sid.isEmpty() || status.isEmpty()) {
      throw new IllegalArgumentException("a call without sid or with an unknown status");
    }
    return new CallResource(
        sid,
        status.get(),
        node.path("direction").asString(""),
        instant(node.path("date_created").asString("")));
  }

  /// RFC 2822, for example `Tue, 31 Aug 2010 20:36:28 +0000`.
  private static Optional<Instant> instant(String text) {
    try {
      return text.isEmpty()
          ? Optional.empty()
          : Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
