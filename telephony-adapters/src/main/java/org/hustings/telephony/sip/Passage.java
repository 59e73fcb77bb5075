package org.hustings.telephony.sip;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.LegEnd;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.RingOrder;
import org.hustings.core.telephony.Telephony;
import org.hustings.core.telephony.Telephony.Admission;
import org.hustings.core.time.Inbox;
import org.hustings.telephony.sip.call.CallEnd;
import org.hustings.telephony.sip.call.CallIdentity;
import org.hustings.telephony.sip.call.CallOrder;
import org.hustings.telephony.sip.call.Peer;
import org.hustings.telephony.sip.call.UserAgent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way of one order into the telephone network: through the trunk whose channel it holds and,
/// if surely nothing rang there, through another (R15, R22; docs/decisions/0199). Touched by the
/// leg's runner only.
///
/// ```
///            refused, not sent           a channel                 stored
///  CALLING ───────────────────► SEEKING ───────────► KEEPING ─────────────────► CALLING
///     │ any other end              │ none, no time      │ not in time, hang-up
///     └────────────────────────────┴───────► OVER ◄─────┘
/// ```
///
/// What ends the next call after a crash is stored *before* that call is made: of the first one the
/// attempt itself says enough, and names its trunk.
final class Passage {
  private static final Logger log = LoggerFactory.getLogger(Passage.class);

  /// What all passages share.
  record Network(Exchange exchange, UserAgent agent, Trunks trunks) {}

  /// The next call, before it is made.
  ///
  /// @param text what ends the call after a crash
  private record Prepared(String text, CallOrder call) {}

  private final Network network;
  private final RingOrder order;
  private final SipLeg leg;
  private final Inbox<Runnable> inbox;
  private final Instant orderedAt;
  private final Set<Trunk> tried = new HashSet<>();
  private Telephony.Permit permit;
  private Trunk trunk;
  private boolean reached;
  private int calls;
  private int forgotten;

  /// Between two calls.
  private final Pause pause;

  private Optional<Prepared> prepared = Optional.empty();
  private Optional<LegEnd> before = Optional.empty();

  Passage(Network network, RingOrder order, Trunk first, SipLeg leg, Inbox<Runnable> inbox) {
    this.network = network;
    this.order = order;
    this.leg = leg;
    this.inbox = inbox;
    this.orderedAt = network.exchange.now();
    this.permit = order.permit();
    this.trunk = first;
    this.pause = new Pause(network.exchange.clockwork().timers(), inbox);
  }

  /// Leg ids are minted for one leg each, at random, and stored with the attempt before anything is
  /// sent (R22): whoever reads the attempt can name the call.
  static CallIdentity identityOf(LegId leg) {
    return CallIdentity.of(leg.toString());
  }

  void begin() {
    tried.add(trunk);
    toPeer().ifPresent(peer -> call(through(peer, order.ringFor()).named(identityOf(order.leg()))));
  }

  /// The trunk as somebody to send to; where it has no address, this way is over. May block.
  private Optional<Peer> toPeer() {
    Optional<Peer> peer = trunk.peer();
    if (peer.isEmpty()) {
      LegEnd end = SipCauses.ourFault("the trunk's name has no address");
      left(new TrunkHealth.Sign.Unsent(), end.code());
      if (!goesOnAfter(end)) {
        over(end);
      }
    }
    return peer;
  }

  private CallOrder through(Peer peer, Duration ringFor) {
    return Origination.order(
        trunk.config(),
        peer,
        network.agent.advertisedHost(),
        new Origination.Wanted(order.to(), order.callerId(), leg.offer(), ringFor));
  }

  private void call(CallOrder next) {
    calls++;
    leg.carriedBy(network.agent.call(next, leg, lent()));
  }

  /// The leg's runner, for one call: it stays when that call is forgotten and another is not.
  private Inbox<Runnable> lent() {
    return new Inbox<>() {
      @Override
      public void post(Runnable message) {
        inbox.post(message);
      }

      @Override
      public void close() {
        inbox.post(() -> {
          forgotten++;
          closeIfDone();
        });
      }
    };
  }

  private void closeIfDone() {
    if (forgotten == calls && leg.isOver()) {
      inbox.close();
    }
  }

  private void over(LegEnd end) {
    permit.close();
    leg.ended(end);
    closeIfDone();
  }

  // ── what became of a call ──────────────────────────────────────────────────

  /// The trunk passed it on: from now on it is nobody else's.
  void reached() {
    reached = true;
  }

  /// It was answered.
  void answered() {
    trunk.learn(new TrunkHealth.Sign.Reached(), "answered", network.exchange.now());
  }

  /// It is over.
  ///
  /// @param end what its end means
  /// @return whether the leg goes on, through another trunk
  boolean goesOnAfter(CallEnd call, LegEnd end) {
    left(TrunkHealth.Sign.of(call, end), end.code());
    return nothingRang(call, end) && goesOnAfter(end);
  }

  private boolean goesOnAfter(LegEnd end) {
    before = Optional.of(end);
    return seek();
  }

  private void left(TrunkHealth.Sign sign, String code) {
    permit.close();
    trunk.learn(sign, code, network.exchange.now());
  }

  /// Any word but 100 may mean that a telephone rings, and silence may, too. Who blocks a call on
  /// its way as unwanted is not gone round (608, RFC 8688).
  private boolean nothingRang(CallEnd call, LegEnd end) {
    return switch (call) {
      case CallEnd.Refused refused ->
          !reached
              && end.outcome() == LegEnd.Outcome.NOT_CONNECTED
              && end.placed() == LegEnd.Placed.SURELY_NOT
              && refused.status() != 608;
      case CallEnd.NotSent notSent -> notSent.surelyUnsent();
      case CallEnd.GivenUp _,
          CallEnd.Silence _,
          CallEnd.MediaRefused _,
          CallEnd.FarEndLeft _,
          CallEnd.WeLeft _,
          CallEnd.Vanished _,
          CallEnd.Expired _,
          CallEnd.CallerGaveUp _,
          CallEnd.WeRefused _,
          CallEnd.NeverAcknowledged _ ->
          false;
    };
  }

  // ── another trunk ──────────────────────────────────────────────────────────

  /// A trunk that has room but must keep its calls apart is waited for.
  private boolean seek() {
    Instant now = network.exchange.now();
    Duration within = network.exchange.config().limits().elsewhereWithin();
    Instant until =
        orderedAt.plus(within.compareTo(order.ringFor()) < 0 ? within : order.ringFor());
    return now.isBefore(until)
        && switch (network.trunks.admit(now, tried)) {
          case Admission.Admitted(Telephony.Permit other) -> {
            take(other);
            yield true;
          }
          case Admission.NotNow(String reason, Instant again) -> {
            boolean soon = reason.equals("cps") && again.isBefore(until);
            if (soon) {
              pause.begin(Duration.between(now, again), this::seekAgain);
            }
            yield soon;
          }
        };
  }

  private void seekAgain() {
    if (!seek()) {
      turnBack();
    }
  }

  private void take(Telephony.Permit other) {
    String from = trunk.config().name();
    permit = other;
    trunk = network.trunks.named(other.trunk()).orElseThrow();
    tried.add(trunk);
    network.exchange.metrics().rerouted(from, other.trunk());
    log.atInfo()
        .setMessage("A trunk refused a call, or could not be sent it: another is tried")
        .addKeyValue("event", "call-rerouted")
        .addKeyValue("leg", order.leg())
        .addKeyValue("from", from)
        .addKeyValue("to", other.trunk())
        .addKeyValue("code", before.map(LegEnd::code).orElse(""))
        .log();
    leg.speaksAs(trunk.config().manners());
    toPeer().ifPresent(this::keep);
  }

  /// Dials when what ends the call is stored (R22, R23); never without.
  private void keep(Peer peer) {
    CallIdentity identity = CallIdentity.of(order.leg() + " through " + trunk.config().name());
    Duration gone = Duration.between(orderedAt, network.exchange.now());
    CallOrder next = through(peer, order.ringFor().minus(gone)).named(identity);
    // What this trunk says counts, not what the one before said.
    reached = false;
    Duration within = leg.storedWithin();
    if (within.isZero()) {
      call(next);
      return;
    }
    Prepared ready = new Prepared(UserAgent.storedOf(next), next);
    prepared = Optional.of(ready);
    pause.begin(within, this::notStored);
    network.exchange.tell(
        new LegEvent.Established(order.leg(), network.exchange.now(), ready.text));
  }

  /// What was told is stored; what this says of another call is not for us.
  void stored(String text) {
    Optional<Prepared> next = prepared.filter(it -> it.text.equals(text));
    if (next.isPresent() && pause.end()) {
      prepared = Optional.empty();
      call(next.get().call);
    }
  }

  private void notStored() {
    log.atWarn()
        .setMessage(
            "No other trunk was tried, since what ends the call after a crash could not be written"
                + " in time: see how the database is")
        .addKeyValue("event", "call-not-rerouted")
        .addKeyValue("leg", order.leg())
        .log();
    turnBack();
  }

  /// Ends the leg if none of its calls is under way.
  ///
  /// @return false if one is, which is to be ended instead
  boolean turnsBack() {
    boolean between = pause.end();
    if (between) {
      turnBack();
    }
    return between;
  }

  private void turnBack() {
    over(before.orElseThrow());
  }
}
