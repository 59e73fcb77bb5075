package org.hustings.telephony.phonenet.memory;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.CallMeOrder;
import org.hustings.core.telephony.DialOrder;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.RingOrder;
import org.hustings.core.telephony.Sound;
import org.hustings.core.telephony.Telephony;
import org.jspecify.annotations.Nullable;

/// One server's telephony on the in-memory network. Safe for many threads.
public final class InMemoryTelephony implements Telephony {
  private final InMemoryNetwork network;
  private final TrunkBudget trunk;
  private volatile @Nullable LegListener listener;
  private volatile boolean crashed;

  InMemoryTelephony(InMemoryNetwork network, TrunkBudget trunk) {
    this.network = network;
    this.trunk = trunk;
  }

  /// Records nothing, since there is no sound to record.
  @Override
  public Set<Capability> capabilities() {
    EnumSet<Capability> all =
        EnumSet.of(
            Capability.INCOMING,
            Capability.EARLY_MEDIA,
            Capability.DIGITS_IN,
            Capability.DIGITS_OUT,
            Capability.PLAY,
            Capability.PROBE,
            Capability.HANG_UP_STORED,
            Capability.MACHINE_HINT,
            Capability.CALL_ME);
    if (!network.settings().earlyMedia()) {
      all.remove(Capability.EARLY_MEDIA);
    }
    return Set.copyOf(all);
  }

  @Override
  public void listen(LegListener other) {
    listener = other;
  }

  @Override
  public Admission admit(Instant now) {
    return trunk.admit(now);
  }

  @Override
  public void originate(DialOrder order) {
    ring(order);
  }

  @Override
  public void callVolunteer(CallMeOrder order) {
    ring(order);
  }

  private void ring(RingOrder order) {
    network.post(() -> {
      if (!crashed) {
        var leg = new InMemoryLeg(network, this, order.leg(), Optional.of(order.permit()));
        new Subscriber(network, leg, order).called();
      }
    });
  }

  @Override
  public void answer(LegId leg) {
    on(leg, InMemoryLeg::answer);
  }

  @Override
  public void reject(LegId leg, Rejection why) {
    on(leg, found -> found.reject(why));
  }

  @Override
  public void hangUp(LegId leg) {
    on(leg, InMemoryLeg::hangUp);
  }

  @Override
  public void bridge(LegId one, LegId other) {
    on(one, first -> found(other).ifPresent(first::bridge));
  }

  @Override
  public void unbridge(LegId leg) {
    on(leg, InMemoryLeg::unbridge);
  }

  @Override
  public void play(LegId leg, PlaybackId playback, List<Sound> sounds) {
    List<Sound> all = List.copyOf(sounds);
    on(leg, found -> found.play(playback, all));
  }

  @Override
  public void stopPlaying(LegId leg) {
    on(leg, InMemoryLeg::stopPlaying);
  }

  @Override
  public void sendDigits(LegId leg, String digits) {
    on(leg, found -> found.sendDigits(digits));
  }

  @Override
  public void probe(LegId leg) {
    on(leg, InMemoryLeg::probe);
  }

  @Override
  public void hangUpStored(LegId leg, String dialog) {
    network.post(() ->
        network
            .leg(leg)
            .filter(found -> found.dialog().equals(dialog))
            .ifPresent(InMemoryLeg::hangUp));
  }

  /// Nothing is left unconfirmed here.
  @Override
  public void dialogStored(LegId leg, String dialog) {}

  @Override
  public void hangUpOrdered(Ordered ordered) {
    network.post(() -> network.leg(ordered.leg()).ifPresent(InMemoryLeg::hangUp));
  }

  /// The server is gone at this moment: it hears nothing any more and its commands reach nobody.
  /// Its calls stay up until the other end is through, or another server ends them.
  public void crash() {
    crashed = true;
  }

  boolean takesCalls() {
    return !crashed && listener != null;
  }

  void tell(LegEvent event) {
    LegListener told = listener;
    if (told != null && !crashed) {
      told.on(event);
    }
  }

  private void on(LegId leg, Consumer<InMemoryLeg> command) {
    network.post(() -> found(leg).ifPresent(command));
  }

  private Optional<InMemoryLeg> found(LegId leg) {
    return crashed ? Optional.empty() : network.leg(leg).filter(found -> found.isOf(this));
  }
}
