package org.hustings.server.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.CallMeOrder;
import org.hustings.core.telephony.DialOrder;
import org.hustings.core.telephony.ForwardingTelephony;
import org.hustings.core.telephony.LegEnd;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.Telephony;
import org.hustings.core.time.VirtualTime;
import org.hustings.telephony.phonenet.RingLog;

/// The telephone network as one server reaches it, with all that can go wrong between the two:
/// words lost, doubled and late, a carrier that refuses or says nothing, and nobody at the line at
/// all. It keeps what an adapter owes: events of a leg in order, one end of each leg that was
/// ordered, and to a probe of a leg that is over, that it is over.
final class TroubledNetwork extends ForwardingTelephony {
  /// When an order to which nothing was said is given up (RFC 3261, Timer B).
  private static final Duration SILENCE = Duration.ofSeconds(32);

  private static final Duration AT_ONCE = Duration.ofMillis(40);
  private static final int LOST = 6;
  private static final int DOUBLED = 6;
  private static final int LATE = 8;

  private final Surroundings with;
  private final Telephony network;
  private final Map<LegId, Instant> notBefore = new HashMap<>();
  private final Map<LegId, LegEvent.Ended> untoldEnds = new HashMap<>();
  private final Set<LegId> unheard = new HashSet<>();
  private final WatchedChannels channels;
  private LegListener listener = _ -> {};

  /// What it lives in.
  record Surroundings(
      VirtualTime time,
      Machine machine,
      ServerLife life,
      Troubles troubles,
      Chance chance,
      Referee referee,
      RingLog log) {}

  TroubledNetwork(Surroundings with, Telephony network) {
    this.with = with;
    this.network = network;
    this.channels = new WatchedChannels(with.time, with.life, with.referee, with.log);
  }

  @Override
  public Set<Capability> capabilities() {
    return network.capabilities();
  }

  @Override
  public void listen(LegListener other) {
    listener = other;
    network.listen(this::heard);
  }

  /// Channels that are held for calls, or were forgotten.
  int channelsHeld() {
    return channels.held();
  }

  @Override
  public Admission admit(Instant now) {
    return switch (network.admit(now)) {
      case Admission.Admitted(Permit permit) -> new Admission.Admitted(channels.hold(permit));
      case Admission.NotNow no -> no;
    };
  }

  @Override
  public void originate(DialOrder order) {
    with.referee.ordered(order);
    channels.ordered(order);
    if (with.troubles.is(Trouble.TRUNK_REFUSING)) {
      end(order, AT_ONCE, refused());
    } else if (with.troubles.is(Trouble.TRUNK_SILENT) || isDeaf()) {
      unheard.add(order.leg());
      boolean arrived = !isDeaf() && with.chance.percent(50);
      with.referee.unknown(order.leg());
      channels.unheard(order);
      if (arrived) {
        network.originate(order);
      }
      end(order, SILENCE, silent());
    } else {
      network.originate(order);
    }
  }

  /// No simulated volunteer asks to be called: what troubles there are is for calls to voters.
  @Override
  public void callVolunteer(CallMeOrder order) {
    network.callVolunteer(order);
  }

  private void end(DialOrder order, Duration after, LegEnd how) {
    var _ =
        with.time.after(
            after,
            () -> {
              order.permit().close();
              tell(new LegEvent.Ended(order.leg(), with.machine.instant(), how));
            });
  }

  private static LegEnd refused() {
    return new LegEnd(
        LegEnd.Outcome.NOT_CONNECTED,
        LegEnd.Blame.CARRIER,
        LegEnd.By.NETWORK,
        LegEnd.Placed.SURELY_NOT,
        false,
        "simulated 503");
  }

  private static LegEnd silent() {
    return new LegEnd(
        LegEnd.Outcome.UNKNOWN,
        LegEnd.Blame.UNATTRIBUTABLE,
        LegEnd.By.NETWORK,
        LegEnd.Placed.UNKNOWN,
        false,
        "simulated silence");
  }

  // --- what is heard ---

  private void heard(LegEvent event) {
    if (unheard.contains(event.leg())) {
      return;
    }
    boolean asleep = with.machine.sleeps() && with.chance.percent(50);
    int luck = with.troubles.is(Trouble.LINES_LOSSY) ? with.chance.between(0, 100) : 100;
    if (isDeaf() || asleep || luck < LOST) {
      lost(event);
    } else if (luck < LOST + DOUBLED && !(event instanceof LegEvent.Offered)) {
      tellInOrder(event, Duration.ZERO);
      tellInOrder(event, Duration.ZERO);
    } else if (luck < LOST + DOUBLED + LATE) {
      tellInOrder(event, with.chance.seconds(0, 8));
    } else {
      tellInOrder(event, Duration.ZERO);
    }
  }

  private void lost(LegEvent event) {
    with.referee.journal().note("lost ", event.getClass().getSimpleName(), event.leg());
    if (event instanceof LegEvent.Ended ended) {
      untoldEnds.put(event.leg(), ended);
    }
  }

  private void tellInOrder(LegEvent event, Duration late) {
    Instant now = with.time.instant();
    Instant earliest = notBefore.getOrDefault(event.leg(), now);
    Instant at = now.plus(late).isAfter(earliest) ? now.plus(late) : earliest;
    if (at.isAfter(now)) {
      notBefore.put(event.leg(), at);
      var _ = with.time.at(at, () -> tell(event));
    } else {
      tell(event);
    }
  }

  private void tell(LegEvent event) {
    if (!with.life.isKilled()) {
      listener.on(event);
    }
  }

  private boolean isDeaf() {
    return with.troubles.is(Trouble.SIP_DEAF);
  }

  /// Whether a word to the network gets there.
  private boolean arrives() {
    boolean lost = with.troubles.is(Trouble.LINES_LOSSY) && with.chance.percent(LOST);
    return !isDeaf() && !lost && !with.life.isKilled();
  }

  /// "There is no such call": who asks about a leg that is over is told.
  private boolean isOver(LegId leg) {
    LegEvent.Ended end = untoldEnds.remove(leg);
    if (end != null) {
      var _ = with.time.after(AT_ONCE, () -> tell(end));
    }
    return end != null;
  }

  // --- what is said; sound is not of words, and comes through ---

  @Override
  protected Optional<Telephony> behind(LegId leg) {
    return Optional.of(network);
  }

  @Override
  public void hangUp(LegId leg) {
    if (arrives() && !isOver(leg)) {
      super.hangUp(leg);
    }
  }

  @Override
  public void probe(LegId leg) {
    if (arrives() && !isOver(leg)) {
      super.probe(leg);
    }
  }

  @Override
  public void hangUpStored(LegId leg, String dialog) {
    if (arrives()) {
      network.hangUpStored(leg, dialog);
    }
  }

  @Override
  public void hangUpOrdered(Ordered ordered) {
    if (arrives()) {
      network.hangUpOrdered(ordered);
    }
  }

  @Override
  public void answer(LegId leg) {
    if (arrives()) {
      super.answer(leg);
    }
  }

  @Override
  public void reject(LegId leg, Rejection why) {
    if (arrives()) {
      super.reject(leg, why);
    }
  }

  @Override
  public void bridge(LegId one, LegId other) {
    network.bridge(one, other);
  }
}
