package org.hustings.telephony.sip;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.time.Inbox;
import org.hustings.core.time.Timers;
import org.hustings.telephony.leg.Stage;
import org.hustings.telephony.media.MediaEngine;
import org.hustings.telephony.media.MediaLeg;
import org.hustings.telephony.media.RemoteMedia;
import org.hustings.telephony.media.sdp.SdpSession;
import org.hustings.telephony.media.srtp.SrtpKeys;

/// What the legs of one adapter share.
///
/// @param stage where they are heard
/// @param gone strikes a leg off the list, after its last event
record Exchange(
    Stage stage,
    Clockwork clockwork,
    SipConfig config,
    Consumer<SipLeg> gone,
    SipMetrics metrics,
    SipCauses causes) {

  /// Time and luck.
  record Clockwork(Timers timers, InstantSource clock, RandomGenerator random) {}

  MediaEngine media() {
    return stage.media();
  }

  /// The runner of all that is heard.
  Inbox<Runnable> lane() {
    return stage.lane();
  }

  void tell(LegEvent event) {
    stage.tell(event);
  }

  Instant now() {
    return clockwork.clock().instant();
  }

  /// Our side of offer and answer for a leg's port.
  SdpSession negotiation(MediaLeg leg, Manners manners) {
    InetSocketAddress local = leg.localAddress();
    Optional<InetAddress> advertised = config.listen().mediaAdvertised();
    InetSocketAddress told =
        advertised.map(address -> new InetSocketAddress(address, local.getPort())).orElse(local);
    return new SdpSession(
        new SdpSession.Local(
            told,
            manners.codecs(),
            RemoteMedia.Latching.SYMMETRIC,
            manners.secretMedia() ? Optional.of(freshKey()) : Optional.empty()),
        clockwork.random().nextLong());
  }

  private SrtpKeys.Direction freshKey() {
    byte[] octets = new byte[SrtpKeys.Direction.OCTETS];
    clockwork.random().nextBytes(octets);
    return SrtpKeys.Direction.of(octets);
  }
}
