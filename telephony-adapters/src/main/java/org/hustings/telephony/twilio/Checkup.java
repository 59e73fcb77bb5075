package org.hustings.telephony.twilio;

import com.twilio.http.HttpMethod;
import com.twilio.rest.api.v2010.account.Application;
import com.twilio.rest.api.v2010.account.Call;
import com.twilio.rest.api.v2010.account.IncomingPhoneNumber;
import com.twilio.rest.api.v2010.account.OutgoingCallerId;
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
import org.hustings.core.id.LegId;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.telephony.twilio.rest.Answer;
import org.hustings.telephony.twilio.rest.CredentialSource;
import org.hustings.telephony.twilio.rest.RestWire;
import org.hustings.telephony.twilio.rest.TwilioApi;
import org.hustings.telephony.twilio.rest.TwilioApi.Timed;
import org.hustings.telephony.twilio.webhook.Signature;
import org.jspecify.annotations.Nullable;

/// Looks whether an account is set up so that calls can be made, and says what to mend. Orders no
/// call and changes nothing. Blocks.
///
/// The webhooks are asked as Twilio would ask them, by their public URL: only a server that has the
/// same URL and the same token answers well, whatever proxies stand between.
public final class Checkup {
  private static final Duration SKEW = Duration.ofSeconds(5);

  private final TwilioConfig config;
  private final TwilioApi api;
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
    this.api = new TwilioApi(api, config.accountSid(), credentials);
    this.credentials = credentials;
    this.visitor = visitor;
    this.clock = clock;
  }

  public List<Finding> findings() {
    List<Finding> all = new ArrayList<>();
    switch (lastCall()) {
      case Answer.Done<Timed<Integer>>(Timed<Integer> done) -> {
        all.add(new Finding(true, "Twilio takes our credentials."));
        all.add(clocks(done.at()));
        all.addAll(numbers());
        config.browsers().map(this::application).ifPresent(all::addAll);
      }
      case Answer.Refused<Timed<Integer>> refused ->
          all.add(
              bad(
                  TwilioCauses.code(refused)
                      + ": "
                      + new TwilioCauses(_ -> {}).meaning(refused).sentence()));
      case Answer.NotSent<Timed<Integer>>(String why) ->
          all.add(
              bad(
                  "Twilio's API cannot be reached ("
                      + why
                      + "): check DNS and that HTTPS may go out."));
      case Answer.Unknown<Timed<Integer>>(String why) ->
          all.add(bad("Twilio's API does not answer (" + why + "): try again."));
    }
    all.addAll(webhooks());
    return all;
  }

  // ── Twilio's side ──────────────────────────────────────────────────────────

  private Answer<Timed<Integer>> lastCall() {
    return api.askTimed(client ->
        Call.reader(config.accountSid()).setPageSize(1L).firstPage(client).getRecords().size());
  }

  private Finding clocks(Optional<Instant> theirs) {
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
    List<IncomingPhoneNumber> ours = ours();
    if (config.callerId().isEmpty()) {
      all.add(
          bad(
              "There is no twilio.caller-id: projects without a caller ID of their own cannot call."));
    } else {
      all.add(callerId(config.callerId().get(), ours));
    }
    List<IncomingPhoneNumber> led =
        ours.stream().filter(number -> leads(number.getVoiceUrl(), Places.CALL)).toList();
    if (led.isEmpty()) {
      all.add(
          bad(
              "No number of the account leads here, so volunteers cannot call in: set a number's"
                  + " \"A call comes in\" to "
                  + config.webhooks()
                  + Places.CALL
                  + " (HTTP POST), and \"Call status changes\" to "
                  + config.webhooks()
                  + Places.CALL_EVENTS
                  + "."));
    }
    led.stream().flatMap(this::leads).forEach(all::add);
    return all;
  }

  /// What volunteers' browsers call.
  private List<Finding> application(TwilioConfig.Browsers browsers) {
    List<Finding> all = new ArrayList<>();
    if (credentials.current().key().filter(BrowserDoor::canSign).isEmpty()) {
      all.add(
          bad(
              "There is a twilio.application-sid but no API key to sign browsers' tokens with: make a"
                  + " key of type Standard in Twilio's console and set twilio.key and"
                  + " twilio.key-secret."));
    }
    Answer<Application> answer =
        api.ask(client ->
            Application.fetcher(config.accountSid(), browsers.applicationSid()).fetch(client));
    all.add(
        answer instanceof Answer.Done<Application>(Application found)
            ? application(found)
            : bad(
                "The account has no TwiML application with the SID of twilio.application-sid: copy it"
                    + " from Twilio's console, Voice, TwiML apps."));
    return all;
  }

  private Finding application(Application found) {
    boolean well =
        leads(found.getVoiceUrl(), Places.CALL)
            && found.getVoiceMethod() == HttpMethod.POST
            && leads(found.getStatusCallback(), Places.CALL_EVENTS);
    return well
        ? new Finding(true, "The TwiML application leads volunteers' browsers here.")
        : bad(
            "The TwiML application of twilio.application-sid does not lead here: set its voice request"
                + " URL to "
                + config.webhooks()
                + Places.CALL
                + " (HTTP POST) and its status callback URL to "
                + config.webhooks()
                + Places.CALL_EVENTS
                + ".");
  }

  private List<IncomingPhoneNumber> ours() {
    return found(
        api.ask(client ->
            IncomingPhoneNumber.reader(config.accountSid())
                .setPageSize(1_000L)
                .firstPage(client)
                .getRecords()));
  }

  private Finding callerId(PhoneNumber callerId, List<IncomingPhoneNumber> ours) {
    boolean own = ours.stream().anyMatch(number -> callerId.equals(numberOf(number)));
    return own || isVerified(callerId)
        ? new Finding(true, "The caller ID is the account's own or verified.")
        : bad(
            "twilio.caller-id is neither a number of the account nor verified: verify it in Twilio's"
                + " console, Phone numbers, Verified caller IDs.");
  }

  private boolean isVerified(PhoneNumber callerId) {
    return !found(
            api.ask(client ->
                OutgoingCallerId.reader(config.accountSid())
                    .setPhoneNumber(callerId.e164())
                    .firstPage(client)
                    .getRecords()))
        .isEmpty();
  }

  private static PhoneNumber numberOf(IncomingPhoneNumber number) {
    return new PhoneNumber(number.getPhoneNumber().getEndpoint());
  }

  private boolean leads(@Nullable URI url, String place) {
    return Optional.ofNullable(url)
        .map(URI::toString)
        .equals(Optional.of(config.webhooks() + place));
  }

  private Stream<Finding> leads(IncomingPhoneNumber number) {
    String name = numberOf(number).toString();
    Stream.Builder<Finding> found = Stream.builder();
    found.add(new Finding(true, "The number " + name + " leads here."));
    if (number.getVoiceMethod() != HttpMethod.POST) {
      found.add(bad("The number " + name + " asks us by GET: set it to HTTP POST."));
    }
    if (!leads(number.getStatusCallback(), Places.CALL_EVENTS)) {
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

  private static <T> List<T> found(Answer<List<T>> answer) {
    return answer instanceof Answer.Done<List<T>>(List<T> all) ? all : List.of();
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

  private static Finding bad(String sentence) {
    return new Finding(false, sentence);
  }
}
