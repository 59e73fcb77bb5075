package org.hustings.telephony.sip;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.Telephony.Rejection;
import org.hustings.telephony.media.LegName;
import org.hustings.telephony.media.MediaLeg;
import org.hustings.telephony.media.Opening;
import org.hustings.telephony.sip.call.IncomingCall;
import org.hustings.telephony.sip.call.Peer;
import org.hustings.telephony.sip.call.Reception;
import org.hustings.telephony.sip.stack.Head;
import org.hustings.telephony.sip.stack.Header;
import org.hustings.telephony.sip.stack.Transport;

/// Takes the calls that come in: only from trunks and known peers, offers them to the engine, and
/// sends them away if it does not decide.
final class Switchboard implements Reception {
  private static final Header LATER = new Header("Retry-After", "30");
  private static final Pattern URI_USER = Pattern.compile("(?:sips?|tel):(\\+?[0-9]+)");

  private final Exchange exchange;
  private final Trunks trunks;
  private final Map<LegId, SipLeg> legs;
  private final Map<LegId, Waiting> waiting = new ConcurrentHashMap<>();
  private volatile boolean open;

  /// A call that was offered and has no decision yet.
  private record Waiting(IncomingCall call, String answer) {}

  Switchboard(Exchange exchange, Trunks trunks, Map<LegId, SipLeg> legs) {
    this.exchange = exchange;
    this.trunks = trunks;
    this.legs = legs;
  }

  /// Somebody listens now.
  void open() {
    open = true;
  }

  @Override
  public Optional<Peer> peerAt(InetSocketAddress source) {
    return trunks.peerAt(source);
  }

  @Override
  public void turnedAway(InetSocketAddress source) {
    exchange.metrics().stranger();
  }

  @Override
  public void overrun() {
    exchange.metrics().overrun();
  }

  @Override
  public void restarted() {
    exchange.metrics().restarted();
  }

  @Override
  public void offered(IncomingCall call) {
    LegId id = mint();
    if (downgraded(call)) {
      call.reject(403, List.of());
      return;
    }
    if (!open || legs.size() >= exchange.config().limits().legs()) {
      call.reject(503, List.of(LATER));
      return;
    }
    switch (exchange.media().open(new LegName(id.toString()), exchange.stage().keysOf(id))) {
      case Opening.Refused _ -> call.reject(503, List.of(LATER));
      case Opening.Opened(MediaLeg media) -> offer(id, call, media);
    }
  }

  /// The offer is judged at once: there is no point in asking the engine about a caller whom we
  /// could not hear.
  private void offer(LegId id, IncomingCall call, MediaLeg media) {
    SipLeg leg =
        new SipLeg(id, exchange, call.inbox(), SipLeg.Party.CALLER, media, mannersOf(call));
    Head head = call.request().head();
    Optional<String> answer = leg.answerTo(head.sdp());
    if (answer.isEmpty()) {
      media.close();
      call.reject(488, List.of());
      return;
    }
    call.listen(leg);
    leg.carriedBy(call);
    legs.put(id, leg);
    exchange.stage().enter(leg.sound());
    waiting.put(id, new Waiting(call, answer.get()));
    exchange.tell(
        new LegEvent.Offered(
            id,
            exchange.now(),
            caller(head),
            call.request().uri().user().orElse(""),
            call.peer().name()));
    exchange.clockwork().timers().after(exchange.config().limits().offerFor(), () -> undecided(id));
  }

  /// Whether a trunk that we reach by TLS alone calls without it.
  private boolean downgraded(IncomingCall call) {
    return call.peer().hop().transport() != Transport.TLS
        && trunks
            .named(call.peer().name())
            .filter(trunk -> trunk.config().address().transport() == Transport.TLS)
            .isPresent();
  }

  /// Who calls in over a trunk is spoken to as that trunk wants it.
  private Manners mannersOf(IncomingCall call) {
    return trunks
        .named(call.peer().name())
        .map(trunk -> trunk.config().manners())
        .orElseGet(Manners::usual);
  }

  private LegId mint() {
    return new LegId(
        new UUID(
            exchange.clockwork().random().nextLong(), exchange.clockwork().random().nextLong()));
  }

  /// What a trusted trunk asserts (RFC 3325), else From; nothing of a caller who withholds it (RFC
  /// 3323).
  private static Optional<String> caller(Head head) {
    boolean withheld =
        head.headers("Privacy").stream().anyMatch(value -> !value.strip().equals("none"));
    if (withheld) {
      return Optional.empty();
    }
    Optional<String> asserted =
        head.headers("P-Asserted-Identity").stream()
            .map(URI_USER::matcher)
            .filter(matcher -> matcher.find())
            .map(matcher -> matcher.group(1))
            .findFirst();
    return asserted.or(() -> head.from().uri().user()).filter(user -> !user.equals("anonymous"));
  }

  // ── decisions, on the leg's runner ─────────────────────────────────────────

  void answer(SipLeg leg) {
    Waiting decided = waiting.remove(leg.id());
    if (decided != null && !leg.isOver()) {
      leg.connect();
      decided.call.accept(decided.answer);
    }
  }

  void reject(SipLeg leg, Rejection why) {
    Waiting decided = waiting.remove(leg.id());
    if (decided != null) {
      switch (why) {
        case BUSY -> decided.call.reject(486, List.of());
        case UNKNOWN_NUMBER -> decided.call.reject(404, List.of());
        case UNAVAILABLE -> decided.call.reject(503, List.of(LATER));
      }
    }
  }

  private void undecided(LegId id) {
    Waiting late = waiting.remove(id);
    if (late != null) {
      late.call.reject(480, List.of());
    }
  }
}
