package org.hustings.telephony.media;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.hustings.telephony.media.dtmf.Digit;
import org.hustings.telephony.media.dtmf.TelephoneEvent;
import org.hustings.telephony.media.dtmf.TelephoneEventReceiver;
import org.hustings.telephony.media.g711.G711;
import org.hustings.telephony.media.rtp.Reception;
import org.hustings.telephony.media.rtp.RtpPacket;
import org.jspecify.annotations.Nullable;

/// What a leg does with each RTP datagram: is it RTP, is it of what was agreed, is it from the
/// peer, and if so, is it sound or a key. What is refused is counted under its reason.
final class Inbound {
  /// Comfort noise (RFC 3389): many send it without having agreed on it. A sign of life, no more.
  private static final int COMFORT_NOISE = 13;

  private final LegWire wire;
  private final Consumer<InetSocketAddress> latched;
  private final TelephoneEventReceiver events;
  private final Reception reception = new Reception();
  private @Nullable RemoteMedia remote;
  private boolean receives;
  // What the last packet was, nearly always what the next one is: saves a walk through what was
  // agreed for each (docs/decisions/0181).
  private int lastType = -1;
  private @Nullable G711 lastLaw;
  private boolean eventsSeen;

  final Tally packets = new Tally();
  final Tally octets = new Tally();
  final Tally malformed = new Tally();
  final Tally wrongPayload = new Tally();
  final Tally strangers = new Tally();
  final Tally lost = new Tally();
  final Tally jitter = new Tally();
  final Tally lastAt = new Tally(Long.MIN_VALUE);

  Inbound(LegWire wire, Consumer<InetSocketAddress> latched, Consumer<Digit> digits) {
    this.wire = wire;
    this.latched = latched;
    this.events = new TelephoneEventReceiver(digits);
  }

  void named(RemoteMedia media) {
    remote = media;
    receives = media.direction().receives();
    lastType = -1;
    lastLaw = null;
  }

  /// Judges one datagram.
  ///
  /// @param packet gets the view of it
  /// @return the law of the sound in it; null when there is none to pass on
  @Nullable G711 accept(ByteBuffer datagram, InetSocketAddress source, RtpPacket packet, long now) {
    if (packet.read(datagram) != RtpPacket.Verdict.WELL_FORMED) {
      malformed.increment();
      return null;
    }
    RemoteMedia media = remote;
    if (media == null) {
      wire.early(source, packet, now);
      strangers.increment();
      return null;
    }
    int payloadType = packet.payloadType();
    G711 law = law(media, payloadType);
    boolean event = law == null && media.telephoneEvents().orElse(-1) == payloadType;
    if (law == null && !event && payloadType != COMFORT_NOISE) {
      wrongPayload.increment();
      return null;
    }
    if (!fromPeer(source, packet, now)) {
      strangers.increment();
      return null;
    }
    count(packet, now);
    if (event) {
      event(packet, now);
    }
    return packet.payloadLength() == 0 || !receives ? null : law;
  }

  private @Nullable G711 law(RemoteMedia media, int payloadType) {
    if (payloadType == lastType) {
      return lastLaw;
    }
    for (RemoteMedia.Codec codec : media.codecs()) {
      if (codec.payloadType() == payloadType) {
        lastType = payloadType;
        lastLaw = codec.law();
        return lastLaw;
      }
    }
    return null;
  }

  private boolean fromPeer(InetSocketAddress source, RtpPacket packet, long now) {
    return switch (wire.judge(source, packet, now)) {
      case KNOWN -> true;
      case LATCHED -> {
        latched.accept(source);
        yield true;
      }
      case STRANGER -> false;
    };
  }

  private void count(RtpPacket packet, long now) {
    if (reception.begun() && reception.ssrc() != packet.ssrc()) {
      events.sourceChanged();
    }
    reception.received(packet, now);
    packets.increment();
    octets.add(packet.payloadLength());
    lost.set(reception.lost());
    jitter.set(reception.jitter());
    lastAt.set(now);
  }

  private void event(RtpPacket packet, long now) {
    eventsSeen = true;
    TelephoneEvent.read(packet.buffer(), packet.payloadOffset(), packet.payloadLength())
        .ifPresentOrElse(
            event -> events.received(packet.timestamp(), packet.marker(), event, now),
            malformed::increment);
  }

  /// Ends keys whose end was lost.
  void tick(long now) {
    events.tick(now);
  }

  /// Whether the peer sends keys as events, so that tones in its sound are not keys as well.
  boolean eventsSeen() {
    return eventsSeen;
  }

  Reception reception() {
    return reception;
  }
}
