package org.hustings.telephony.twilio;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.LegEvent.AnsweredBy.Who;
import org.hustings.telephony.twilio.TwilioMetrics.Odd;
import org.hustings.telephony.twilio.rest.CallResource.Status;
import org.hustings.telephony.twilio.rest.CredentialSource;
import org.hustings.telephony.twilio.webhook.Elsewhere;
import org.hustings.telephony.twilio.webhook.Elsewhere.Found;
import org.hustings.telephony.twilio.webhook.Form;
import org.hustings.telephony.twilio.webhook.Signature;
import org.hustings.telephony.twilio.webhook.WebhookReply;
import org.hustings.telephony.twilio.webhook.WebhookRequest;

/// What Twilio asks us and tells us. Every answer is given at once, from what is known; nothing
/// here waits for the engine, for Twilio or for the database. Only what is of no call here is asked
/// of the other servers. Safe for many threads.
///
/// The signature is looked at before anything else. What is not Twilio's gets a 403 and learns
/// nothing; what is Twilio's but of a leg that is over gets a polite hang-up.
public final class Webhooks {
  /// Longer than any webhook of Twilio's.
  public static final int LONGEST_BODY = 64 * 1024;

  private static final Pattern LEG =
      Pattern.compile(
          Places.LEG
              + "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})("
              + Places.NEXT
              + "|"
              + Places.EVENTS
              + "|"
              + Places.ANSWERED_BY
              + "|"
              + Places.RECORDING
              + ")");

  private static final Pattern RECORDING_SID = Pattern.compile("RE[0-9a-fA-F]{32}");

  private final Exchange exchange;
  private final CredentialSource credentials;
  private final Reception reception;
  private final Elsewhere elsewhere;
  private volatile boolean open;

  Webhooks(
      Exchange exchange, CredentialSource credentials, Reception reception, Elsewhere elsewhere) {
    this.exchange = exchange;
    this.credentials = credentials;
    this.reception = reception;
    this.elsewhere = elsewhere;
  }

  /// Somebody listens now.
  void open() {
    open = true;
  }

  /// Answers a request.
  public WebhookReply answer(WebhookRequest request) {
    if (request.path().startsWith(Places.SOUND)) {
      return sound(request);
    }
    if (request.body().length() > LONGEST_BODY) {
      return odd(Odd.MALFORMED);
    }
    Optional<Form> form = Form.parse(request.body());
    if (form.isEmpty() || !request.method().equals("POST")) {
      return odd(Odd.MALFORMED);
    }
    if (!isSigned(request, form.get())) {
      return odd(Odd.FORGED);
    }
    if (!form.get().field("AccountSid").equals(Optional.of(exchange.config().accountSid()))) {
      return odd(Odd.OTHER_ACCOUNT);
    }
    if (request.path().equals(Places.KNOWN)) {
      return Inquiry.isKnown(exchange.legs(), form.get())
          ? WebhookReply.noted()
          : WebhookReply.refused(404);
    }
    return form.get()
        .field("CallSid")
        .map(sid -> led(request, sid, form.get()))
        .orElseGet(() -> odd(Odd.MALFORMED));
  }

  private boolean isSigned(WebhookRequest request, Form form) {
    String url = exchange.config().webhooks() + request.target();
    return request
        .signature()
        .filter(signature ->
            Signature.isGood(credentials.current().authTokens(), url, form.fields(), signature))
        .isPresent();
  }

  private WebhookReply odd(Odd why) {
    exchange.metrics().odd(why);
    return WebhookReply.refused(403);
  }

  private WebhookReply sound(WebhookRequest request) {
    Optional<byte[]> ours = exchange.studio().sounds().fetch(request.target());
    if (ours.isPresent()) {
      return WebhookReply.sound(ours.get());
    }
    if (request.forwarded()) {
      return WebhookReply.refused(404);
    }
    return ask(request) instanceof Found.There(WebhookReply reply) ? reply : odd(Odd.SOUND_REFUSED);
  }

  // ── Twilio's own ───────────────────────────────────────────────────────────

  private WebhookReply led(WebhookRequest request, String sid, Form form) {
    Matcher leg = LEG.matcher(request.path());
    if (leg.matches()) {
      Optional<TwilioLeg> found = exchange.legs().find(new LegId(UUID.fromString(leg.group(1))));
      return switch (leg.group(2)) {
        case Places.NEXT -> next(found, request, form);
        case Places.ANSWERED_BY -> answeredBy(found, request, form);
        case Places.RECORDING -> recorded(found, request, form);
        default -> event(found, request, form);
      };
    }
    return switch (request.path()) {
      case Places.CALL -> called(request, sid, form);
      case Places.CALL_EVENTS -> event(exchange.legs().find(sid), request, form);
      default -> odd(Odd.MALFORMED);
    };
  }

  private WebhookReply next(Optional<TwilioLeg> leg, WebhookRequest request, Form form) {
    if (leg.isPresent()) {
      int through = Form.parse(request.query()).flatMap(query -> query.number("n")).orElse(0);
      return WebhookReply.twiml(leg.get().next(through, form));
    }
    return switch (ask(request)) {
      case Found.There(WebhookReply reply) -> reply;
      case Found.Unsure _ ->
          WebhookReply.twiml(Twiml.undecided(exchange.studio().places().at(request.target())));
      case Found.Nowhere _ -> stale(request, WebhookReply.twiml(Twiml.hangUp()));
    };
  }

  private WebhookReply called(WebhookRequest request, String sid, Form form) {
    if (BrowserDoor.isBrowser(form)) {
      return browser(request, form);
    }
    return WebhookReply.twiml(open ? reception.called(sid, form) : Twiml.reject(true));
  }

  /// A volunteer's browser calls our application: it becomes the leg that its token names.
  private WebhookReply browser(WebhookRequest request, Form form) {
    Optional<LegId> leg = BrowserDoor.legOf(form);
    if (leg.isEmpty()) {
      exchange.metrics().odd(Odd.OTHER_LEG);
      return WebhookReply.twiml(Twiml.hangUp());
    }
    return next(exchange.legs().find(leg.get()), request, form);
  }

  private WebhookReply event(Optional<TwilioLeg> leg, WebhookRequest request, Form form) {
    Optional<Status> status = form.field("CallStatus").flatMap(Status::named);
    if (status.isEmpty()) {
      return odd(Odd.MALFORMED);
    }
    if (leg.isPresent()) {
      leg.get().event(status.get(), form.number("SipResponseCode"), form);
      return WebhookReply.noted();
    }
    return switch (ask(request)) {
      case Found.There(WebhookReply reply) -> reply;
      case Found.Unsure _ -> WebhookReply.noted();
      case Found.Nowhere _ -> {
        endStray(request, status.get(), form);
        yield stale(request, WebhookReply.noted());
      }
    };
  }

  /// A guess, of which nothing hangs: where nobody has the leg, nothing is to be done.
  private WebhookReply answeredBy(Optional<TwilioLeg> leg, WebhookRequest request, Form form) {
    Optional<Who> who = form.field("AnsweredBy").map(Webhooks::who);
    if (who.isEmpty()) {
      return odd(Odd.MALFORMED);
    }
    if (leg.isPresent()) {
      leg.get().answeredBy(who.get(), form);
      return WebhookReply.noted();
    }
    return switch (ask(request)) {
      case Found.There(WebhookReply reply) -> reply;
      case Found.Unsure _ -> WebhookReply.noted();
      case Found.Nowhere _ -> stale(request, WebhookReply.noted());
    };
  }

  /// Twilio's words for it (twilio.com/docs/voice/answering-machine-detection).
  private static Who who(String word) {
    return switch (word) {
      case "human" -> Who.HUMAN;
      case "machine_start", "machine_end_beep", "machine_end_silence", "machine_end_other", "fax" ->
          Who.MACHINE;
      default -> Who.UNKNOWN;
    };
  }

  /// A recording is there. One of a leg that nobody knows is wanted by nobody any more, and must
  /// not stay at Twilio.
  private WebhookReply recorded(Optional<TwilioLeg> leg, WebhookRequest request, Form form) {
    if (leg.isPresent()) {
      leg.get().line().post(leg.get().tape()::look);
      return WebhookReply.noted();
    }
    return switch (ask(request)) {
      case Found.There(WebhookReply reply) -> reply;
      case Found.Unsure _ -> WebhookReply.noted();
      case Found.Nowhere _ -> {
        if (!request.forwarded()) {
          form.field("RecordingSid")
              .filter(sid -> RECORDING_SID.matcher(sid).matches())
              .ifPresent(exchange.studio().tapes()::delete);
        }
        yield stale(request, WebhookReply.noted());
      }
    };
  }

  /// A call of ours that is up and of a leg that nobody knows is ended: it was ordered by a server
  /// that died before it could say so.
  private void endStray(WebhookRequest request, Status status, Form form) {
    boolean ordered = !request.path().equals(Places.CALL_EVENTS);
    if (ordered && !request.forwarded() && !status.isFinal()) {
      form.field("CallSid").ifPresent(reception::endStray);
    }
  }

  // ── other servers ──────────────────────────────────────────────────────────

  private Found ask(WebhookRequest request) {
    return request.forwarded() ? new Found.Nowhere() : elsewhere.ask(request);
  }

  /// Whoever passed it on is told that it is not here, either.
  private WebhookReply stale(WebhookRequest request, WebhookReply reply) {
    if (request.forwarded()) {
      return WebhookReply.refused(404);
    }
    exchange.metrics().odd(Odd.STALE);
    return reply;
  }
}
