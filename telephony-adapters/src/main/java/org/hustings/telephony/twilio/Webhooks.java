package org.hustings.telephony.twilio;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hustings.core.id.LegId;
import org.hustings.telephony.twilio.TwilioMetrics.Odd;
import org.hustings.telephony.twilio.rest.CallResource.Status;
import org.hustings.telephony.twilio.rest.CredentialSource;
import org.hustings.telephony.twilio.webhook.Form;
import org.hustings.telephony.twilio.webhook.Signature;
import org.hustings.telephony.twilio.webhook.WebhookReply;
import org.hustings.telephony.twilio.webhook.WebhookRequest;

/// What Twilio asks us and tells us. Every answer is given at once, from what is known; nothing
/// here waits for the engine, for Twilio or for the database. Safe for many threads.
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
              + ")");

  private final Exchange exchange;
  private final CredentialSource credentials;
  private final Reception reception;
  private volatile boolean open;

  Webhooks(Exchange exchange, CredentialSource credentials, Reception reception) {
    this.exchange = exchange;
    this.credentials = credentials;
    this.reception = reception;
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
    return exchange
        .studio()
        .sounds()
        .fetch(request.target())
        .map(WebhookReply::sound)
        .orElseGet(() -> odd(Odd.SOUND_REFUSED));
  }

  // ── Twilio's own ───────────────────────────────────────────────────────────

  private WebhookReply led(WebhookRequest request, String sid, Form form) {
    Matcher leg = LEG.matcher(request.path());
    if (leg.matches()) {
      Optional<TwilioLeg> found = exchange.legs().find(new LegId(UUID.fromString(leg.group(1))));
      return leg.group(2).equals(Places.NEXT)
          ? next(found, request, form)
          : event(found, sid, true, form);
    }
    return switch (request.path()) {
      case Places.CALL ->
          WebhookReply.twiml(open ? reception.called(sid, form) : Twiml.reject(true));
      case Places.CALL_EVENTS -> event(exchange.legs().find(sid), sid, false, form);
      default -> odd(Odd.MALFORMED);
    };
  }

  private WebhookReply next(Optional<TwilioLeg> leg, WebhookRequest request, Form form) {
    if (leg.isEmpty()) {
      exchange.metrics().odd(Odd.STALE);
      return WebhookReply.twiml(Twiml.hangUp());
    }
    int through = Form.parse(request.query()).flatMap(query -> query.number("n")).orElse(0);
    return WebhookReply.twiml(leg.get().next(through, form));
  }

  /// A call that is up and of a leg that nobody knows is ended: it was ordered by a server that
  /// died before it could say so.
  private WebhookReply event(Optional<TwilioLeg> leg, String sid, boolean ours, Form form) {
    Optional<Status> status = form.field("CallStatus").flatMap(Status::named);
    if (status.isEmpty()) {
      return odd(Odd.MALFORMED);
    }
    if (leg.isPresent()) {
      leg.get().event(status.get(), form.number("SipResponseCode"), form);
    } else {
      exchange.metrics().odd(Odd.STALE);
      if (ours && !status.get().isFinal()) {
        reception.endStray(sid);
      }
    }
    return WebhookReply.noted();
  }
}
