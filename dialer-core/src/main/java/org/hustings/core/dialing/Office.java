package org.hustings.core.dialing;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.hustings.core.call.Patience;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.LegId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.telephony.Telephony;
import org.hustings.core.telephony.Telephony.Capability;
import org.hustings.core.telephony.Telephony.PlaybackId;
import org.hustings.core.time.Inbox;
import org.hustings.core.time.Timers;

/// What all parts of the engine share.
///
/// @param withdraw takes a number that must not be called any more from every screen here (R17)
record Office(
    EnginePorts ports,
    EngineSettings settings,
    Switchboard switchboard,
    Promoter promoter,
    AtomicLong playbacks,
    Unwritten unwritten,
    BiConsumer<CampaignId, PhoneId> withdraw) {

  /// Longer than a leg is asked to end before it is given up as lost.
  static final Duration AFTERGLOW = Duration.ofMinutes(2);

  Instant now() {
    return ports.now();
  }

  Law law() {
    return ports.law();
  }

  Telephony telephony() {
    return ports.telephony();
  }

  EngineMetrics metrics() {
    return ports.metrics();
  }

  Timers timers() {
    return ports.time().timers();
  }

  boolean can(Capability capability) {
    return telephony().capabilities().contains(capability);
  }

  /// How long a leg that is up, or on its way, is believed without a word.
  Patience patience(Duration ringFor) {
    return Patience.of(ringFor, settings.probeEvery(), settings.probeWithin());
  }

  /// For legs that ring nobody.
  Patience patience() {
    return patience(Duration.ZERO);
  }

  /// Closes an inbox when everything about its legs has long been told.
  void closeLater(Inbox<?> inbox) {
    timers().after(AFTERGLOW, inbox::close);
  }

  LegId newLeg() {
    return new LegId(ports.ids().get());
  }

  PlaybackId newPlayback() {
    return new PlaybackId(playbacks.incrementAndGet());
  }
}
