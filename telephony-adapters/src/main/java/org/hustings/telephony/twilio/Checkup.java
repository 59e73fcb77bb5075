package org.hustings.telephony.twilio;

import static org.hustings.telephony.twilio.rest.RestRequest.Method.GET;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.hustings.core.id.LegId;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.telephony.twilio.rest.Answer;
import org.hustings.telephony.twilio.rest.CredentialSource;
import org.hustings.telephony.twilio.rest.RestReply;
import org.hustings.telephony.twilio.rest.RestRequest;
import org.hustings.telephony.twilio.rest.RestRequest.Field;
import org.hustings.telephony.twilio.rest.RestWire;
import org.hustings.telephony.twilio.webhook.Signature;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Looks whether an account is set up so that calls can be made, and says what to mend. Orders no
/// call and changes nothing. Blocks.
///
/// The webhooks are asked as Twilio would ask them, by their public URL: only a server that has the
/// same URL and the same token answers well, whatever proxies stand between.
public final class Checkup {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration SKEW = Duration.ofSeconds(5);

  private final TwilioConfig config;
  private final RestWire api;
  private final CredentialSource credentials;
  private final Visitor visitor;
  private final InstantSource clock;

  /// What was found.
  ///
  /// @param sentence for people; where it is not well, what to do
  public record Finding(boolean well, String sentence) {}

  /// Visits our own webhooks from outside.
  @FunctionalInterface
  public interface Visitor {
    /// @return the status of HTTP and the body; empty if nobody answered
    Optional<Seen> post(URI url, Optional<String> signature, Map<String, String> form);
  }

  public record Seen(int status, String body) {}

  public Checkup(
      TwilioConfig config,
      RestWire api,
      CredentialSource credentials,
      Visitor visitor,
      InstantSource clock) {
    this.config = config;
    this.api = api;
    this.credentials = credentials;
    this.visitor = visitor;
    this.clock = clock;
  }

  public List<Finding> findings() {
    List<Finding> all = new ArrayList<>();
    RestReply first = get("/Calls.json", new Field("PageSize", "1"));
    Optional<Finding> trouble = trouble(first);
    if (trouble.isPresent()) {
      all.add(trouble.get());
    } else {
      all.add(new Finding(true, "Twilio takes our credentials."));
      all.add(clocks(first));
      all.addAll(numbers());
    }
    all.addAll(webhooks());
    return all;
  }

  // ── Twilio's side ──────────────────────────────────────────────────────────

  private RestReply get(String resource, Field... fields) {
    String path = "/2010-04-01/Accounts/" + config.accountSid() + resource;
    return api.send(new RestRequest(GET, path, List.of(fields)));
  }

  private static Optional<Finding> trouble(RestReply reply) {
    return switch (reply) {
      case RestReply.NotSent(String why) ->
          Optional.of(
              bad(
                  "Twilio's API cannot be reached ("
                      + why
                      + "): check DNS and that HTTPS may go out."));
      case RestReply.Unknown(String why) ->
          Optional.of(bad("Twilio's API does not answer (" + why + "): try again."));
      case RestReply.Answered answered when answered.status() < 300 -> Optional.empty();
      case RestReply.Answered answered -> {
        int code = json(answered.body()).path("code").asInt(0);
        Answer.Refused<?> refused = new Answer.Refused<>(answered.status(), code, Optional.empty());
        yield Optional.of(
            bad(
                TwilioCauses.code(refused)
                    + ": "
                    + new TwilioCauses(_ -> {}).meaning(refused).sentence()));
      }
    };
  }

  private Finding clocks(RestReply reply) {
    Optional<Instant> theirs =
        reply instanceof RestReply.Answered answered ? answered.at() : Optional.empty();
    if (theirs.isEmpty()) {
      return bad("Twilio did not say what time it is, so the clocks could not be compared.");
    }
    Duration skew = Duration.between(theirs.get(), clock.instant()).abs();
    return skew.compareTo(SKEW) <= 0
        ? new Finding(true, "Our clock and Twilio's agree.")
        : bad(
            "Our clock differs from Twilio's by "
                + skew.toSeconds()
                + " s: calls without an answer might not be found again. Let NTP set the clock.");
  }

  private List<Finding> numbers() {
    List<Finding> all = new ArrayList<>();
    List<JsonNode> ours =
        listed(
            "/IncomingPhoneNumbers.json", "incoming_phone_numbers", new Field("PageSize", "1000"));
    if (config.callerId().isEmpty()) {
      all.add(
          bad(
              "There is no twilio.caller-id: projects without a caller ID of their own cannot call."));
    } else {
      all.add(callerId(config.callerId().get(), ours));
    }
    String here = config.webhooks() + Places.CALL;
    List<JsonNode> led =
        ours.stream().filter(number -> text(number, "voice_url").equals(here)).toList();
    if (led.isEmpty()) {
      all.add(
          bad(
              "No number of the account leads here, so volunteers cannot call in: set a number's"
                  + " \"A call comes in\" to "
                  + here
                  + " (HTTP POST), and \"Call status changes\" to "
                  + config.webhooks()
                  + Places.CALL_EVENTS
                  + "."));
    }
    led.stream().flatMap(this::leads).forEach(all::add);
    return all;
  }

  private Finding callerId(PhoneNumber callerId, List<JsonNode> ours) {
    boolean own = ours.stream().anyMatch(n -> text(n, "phone_number").equals(callerId.e164()));
    boolean verified =
        own
            || !listed(
                    "/OutgoingCallerIds.json",
                    "outgoing_caller_ids",
                    new Field("PhoneNumber", callerId.e164()))
                .isEmpty();
    return verified
        ? new Finding(true, "The caller ID is the account's own or verified.")
        : bad(
            "twilio.caller-id is neither a number of the account nor verified: verify it in Twilio's"
                + " console, Phone numbers, Verified caller IDs.");
  }

  private Stream<Finding> leads(JsonNode number) {
    String name = new PhoneNumber(text(number, "phone_number")).toString();
    Stream.Builder<Finding> found = Stream.builder();
    found.add(new Finding(true, "The number " + name + " leads here."));
    if (!text(number, "voice_method").equals("POST")) {
      found.add(bad("The number " + name + " asks us by GET: set it to HTTP POST."));
    }
    if (!text(number, "status_callback").equals(config.webhooks() + Places.CALL_EVENTS)) {
      found.add(
          bad(
              "The number "
                  + name
                  + " does not tell when a volunteer hangs up, which is then noticed up to 30 s late:"
                  + " set \"Call status changes\" to "
                  + config.webhooks()
                  + Places.CALL_EVENTS
                  + "."));
    }
    return found.build();
  }

  private List<JsonNode> listed(String resource, String name, Field filter) {
    return get(resource, filter) instanceof RestReply.Answered answered && answered.status() < 300
        ? StreamSupport.stream(json(answered.body()).path(name).spliterator(), false).toList()
        : List.of();
  }

  // ── our side ───────────────────────────────────────────────────────────────

  private List<Finding> webhooks() {
    URI next = new Places(config.webhooks()).next(new LegId(new UUID(0, 0)), 0);
    TreeMap<String, String> form =
        new TreeMap<>(
            Map.of(
                "AccountSid",
                config.accountSid(),
                "CallSid",
                "CA" + "0".repeat(32),
                "CallStatus",
                "in-progress"));
    String signature = Signature.of(credentials.current().authToken(), next.toString(), form);
    Optional<Seen> signed = visitor.post(next, Optional.of(signature), form);
    Optional<Seen> forged = visitor.post(next, Optional.of("bm9uc2Vuc2U="), form);
    return List.of(reached(signed), guarded(forged));
  }

  private Finding reached(Optional<Seen> signed) {
    if (signed.isEmpty()) {
      return bad(
          "Nobody answers at "
              + config.webhooks()
              + ": start the server, and see that this URL leads to it from outside.");
    }
    if (signed.get().status() == 200 && signed.get().body().contains("<Hangup/>")) {
      return new Finding(true, "The webhooks are reached by their public URL.");
    }
    return signed.get().status() == 403
        ? bad(
            "The webhooks are reached but refuse our own signature: the server has another auth token"
                + " or another public URL than these settings.")
        : bad(
            "At "
                + config.webhooks()
                + " answers something else (HTTP "
                + signed.get().status()
                + "): see that the proxy leads /twilio/ to this server.");
  }

  private static Finding guarded(Optional<Seen> forged) {
    return forged.isPresent() && forged.get().status() != 403
        ? bad(
            "A forged webhook was answered with HTTP " + forged.get().status() + ", expected 403.")
        : new Finding(true, "A forged webhook is not answered.");
  }

  private static String text(JsonNode node, String name) {
    return node.path(name).asString("");
  }

  private static JsonNode json(String body) {
    try {
      return JSON.readTree(body);
    } catch (JacksonException e) {
      return JSON.createObjectNode();
    }
  }

  private static Finding bad(String sentence) {
    return new Finding(false, sentence);
  }
}
