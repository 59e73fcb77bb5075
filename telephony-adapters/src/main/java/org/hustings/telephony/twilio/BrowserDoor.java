package org.hustings.telephony.twilio;

import com.twilio.jwt.accesstoken.AccessToken;
import com.twilio.jwt.accesstoken.VoiceGrant;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.BrowserMessage;
import org.hustings.core.telephony.BrowserReply;
import org.hustings.core.telephony.LegEnd;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.Telephony.Capability;
import org.hustings.core.telephony.Telephony.UnsupportedCapability;
import org.hustings.core.time.Timers;
import org.hustings.telephony.twilio.TwilioConfig.Browsers;
import org.hustings.telephony.twilio.rest.CredentialSource;
import org.hustings.telephony.twilio.rest.Credentials.ApiKey;
import org.hustings.telephony.twilio.webhook.Form;

/// Lets volunteers' browsers in. Each gets a token that is good for a few minutes, to call our
/// application and nothing else, under the name of one leg; the call that comes with that name
/// becomes that leg, once. Safe for many threads.
///
/// The name in a webhook is the token's, as Twilio checked it, so nobody becomes a leg that was
/// given to somebody else.
final class BrowserDoor {
  static final String OFFER = "application/sdp";
  static final String TOKEN = "application/vnd.hustings.voice-token+json";

  /// The field in which the browser says which leg it means.
  static final String LEG = "leg";

  /// Tokens are signed with HMAC-SHA256, which wants a secret of its own size (RFC 7518, 3.2).
  private static final int SHORTEST_SECRET = 32;

  private static final Pattern CLIENT =
      Pattern.compile("client:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");

  private final Exchange exchange;
  private final CredentialSource credentials;
  private final TwilioTelephony.Surroundings surroundings;

  BrowserDoor(
      Exchange exchange, CredentialSource credentials, TwilioTelephony.Surroundings surroundings) {
    this.exchange = exchange;
    this.credentials = credentials;
    this.surroundings = surroundings;
  }

  /// What a token is made of and signed with.
  private record Pen(Browsers browsers, ApiKey key) {}

  private Optional<Pen> pen() {
    return exchange
        .config()
        .browsers()
        .flatMap(browsers ->
            credentials
                .current()
                .key()
                .filter(BrowserDoor::canSign)
                .map(key -> new Pen(browsers, key)));
  }

  static boolean canSign(ApiKey key) {
    return key.secret().length() >= SHORTEST_SECRET;
  }

  /// Whether browsers can be connected: there is an application, and a key to sign with.
  boolean isOpen() {
    return pen().isPresent();
  }

  /// @return a token; the browser's own offer is not looked into
  CompletableFuture<BrowserReply> connect(LegId id, BrowserMessage offer) {
    Pen pen = pen().orElseThrow(() -> new UnsupportedCapability(Capability.BROWSER));
    if (!offer.mediaType().equals(OFFER)) {
      return refused(id, "an offer of another kind than " + OFFER);
    }
    TwilioLeg leg =
        new TwilioLeg(
            id,
            exchange,
            surroundings.runners().inbox("leg-" + id, Runnable::run),
            new Way.Browser());
    exchange.legs().add(leg);
    Timers.Timer _ =
        surroundings.timers().after(pen.browsers.arriveWithin(), leg::endUnlessArrived);
    return agreed(id, pen);
  }

  /// A fresh token for a leg that there is: with it the browser finds back after its network was
  /// gone.
  CompletableFuture<BrowserReply> renew(LegId id) {
    Optional<Pen> pen = pen();
    return pen.isPresent() && exchange.legs().find(id).filter(TwilioLeg::isVolunteers).isPresent()
        ? agreed(id, pen.get())
        : CompletableFuture.completedFuture(
            new BrowserReply.Refused(BrowserReply.Reason.NO_SUCH_LEG, "no such leg"));
  }

  /// There is no leg to end, so its end is told from here.
  private CompletableFuture<BrowserReply> refused(LegId id, String why) {
    LegEnd end = TwilioCauses.unusableBrowser(why);
    exchange.noteEnd(id, "volunteer", end);
    exchange.tell(new LegEvent.Ended(id, exchange.now(), end));
    return CompletableFuture.completedFuture(
        new BrowserReply.Refused(BrowserReply.Reason.UNUSABLE, why));
  }

  /// Nothing in it needs to be escaped: a token is of Base64 and dots, an edge of letters.
  private CompletableFuture<BrowserReply> agreed(LegId id, Pen pen) {
    String edge = pen.browsers.edge().map(name -> ",\"edge\":\"" + name + "\"").orElse("");
    String content =
        "{\"token\":\"%s\",\"leg\":\"%s\"%s}".formatted(token(id, pen).toJwt(), id, edge);
    return CompletableFuture.completedFuture(
        new BrowserReply.Agreed(Optional.of(new BrowserMessage(TOKEN, content)), "token"));
  }

  private AccessToken token(LegId id, Pen pen) {
    VoiceGrant grant =
        new VoiceGrant()
            .setIncomingAllow(false)
            .setOutgoingApplicationSid(pen.browsers.applicationSid());
    AccessToken.Builder token =
        new AccessToken.Builder(
                exchange.config().accountSid(),
                pen.key.sid(),
                pen.key.secret().getBytes(StandardCharsets.UTF_8))
            .identity(id.toString())
            .ttl(Math.toIntExact(pen.browsers.tokenFor().toSeconds()))
            .grant(grant);
    pen.browsers.region().ifPresent(token::region);
    return token.build();
  }

  // ── who comes ──────────────────────────────────────────────────────────────

  /// Whether a call is a browser's.
  static boolean isBrowser(Form form) {
    return form.field("From").filter(from -> from.startsWith("client:")).isPresent();
  }

  /// The leg that a call is to become; empty if its token names none, or another than it says.
  static Optional<LegId> legOf(Form form) {
    Matcher named = CLIENT.matcher(form.field("From").orElse(""));
    return named.matches() && form.field(LEG).equals(Optional.of(named.group(1)))
        ? Optional.of(new LegId(UUID.fromString(named.group(1))))
        : Optional.empty();
  }
}
