package org.hustings.telephony.media;

/// Adds what one leg did since the last look to the meters of its kind. Used by one thread at a
/// time.
public final class LegMeter {
  private final MediaMeters.KindMeters meters;
  private long received;
  private long receivedLost;
  private long sent;
  private long sentLost;
  private long unsent;
  private LegStatistics.Refused refused = new LegStatistics.Refused(0, 0, 0);

  LegMeter(MediaMeters.KindMeters meters) {
    this.meters = meters;
  }

  /// A look at the leg's counters.
  public void look(LegStatistics now) {
    received(now.received());
    sent(now.sent());
    refused(now.refused());
    now.roundTrip().ifPresent(time -> meters.roundTrip.record(time.toNanos() / 1e9));
  }

  private void received(LegStatistics.Received now) {
    long carried = now.packets() - received;
    // A packet that came late after all makes the loss smaller again: that is no negative loss.
    long lost = Math.max(0, now.lost() - receivedLost);
    received = now.packets();
    receivedLost = Math.max(receivedLost, now.lost());
    meters.received.carried(carried);
    meters.received.lost(lost);
    if (carried > 0) {
      meters.received.loss((double) lost / (carried + lost));
      meters.received.jitter(now.jitter());
    }
  }

  private void sent(LegStatistics.Sent now) {
    meters.sent.carried(now.packets() - sent);
    meters.unsent(now.unsent() - unsent);
    sent = now.packets();
    unsent = now.unsent();
    now.atPeer().ifPresent(this::atPeer);
  }

  private void atPeer(LegStatistics.AtPeer now) {
    meters.sent.lost(now.lost() - sentLost);
    sentLost = Math.max(sentLost, now.lost());
    meters.sent.loss(now.lossSinceItsLastReport());
    meters.sent.jitter(now.jitter());
  }

  private void refused(LegStatistics.Refused now) {
    meters.refused("malformed", now.malformed() - refused.malformed());
    meters.refused("payload", now.wrongPayload() - refused.wrongPayload());
    meters.refused("stranger", now.strangers() - refused.strangers());
    refused = now;
  }
}
