package org.hustings.telephony.media;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.hustings.telephony.media.g711.G711;
import org.hustings.telephony.media.srtp.SrtpKeys;

/// The other end of a leg, as signalling agreed on it. Sent again with each new agreement.
///
/// @param rtp where to send; an unspecified address (`0.0.0.0`) means: nowhere yet
/// @param rtcp where to send RTCP; equal to `rtp` when both share a port (RFC 5761)
/// @param codecs in the peer's order of preference; the first is sent, all are understood
/// @param telephoneEvents the payload type of RFC 4733 events, if agreed
/// @param ptime how much sound the peer wants in a packet
/// @param direction seen from us
/// @param latching whose packets to believe
/// @param keys of SRTP, where that was agreed by SIP; without them the packets go in the clear, or
///   the port sees to it (browsers)
public record RemoteMedia(
    InetSocketAddress rtp,
    InetSocketAddress rtcp,
    List<Codec> codecs,
    OptionalInt telephoneEvents,
    Duration ptime,
    Direction direction,
    Latching latching,
    Optional<Keys> keys) {

  /// The key that each side sends with (RFC 4568).
  public record Keys(SrtpKeys.Direction ours, SrtpKeys.Direction theirs) {}

  /// In the clear.
  public RemoteMedia(
      InetSocketAddress rtp,
      InetSocketAddress rtcp,
      List<Codec> codecs,
      OptionalInt telephoneEvents,
      Duration ptime,
      Direction direction,
      Latching latching) {
    this(rtp, rtcp, codecs, telephoneEvents, ptime, direction, latching, Optional.empty());
  }

  /// A codec under the payload type that was agreed for it.
  public record Codec(G711 law, int payloadType) {
    public Codec {
      requirePayloadType(payloadType);
    }

    public static Codec of(G711 law) {
      return new Codec(law, law.staticPayloadType());
    }
  }

  /// Whose packets to believe.
  public enum Latching {
    /// The first who sends what was agreed, and answers go there (symmetric RTP, RFC 4961): peers
    /// behind a NAT do not know their own address.
    SYMMETRIC,
    /// Nobody but the signalled address.
    SIGNALLED_ONLY
  }

  private static final List<Integer> PTIMES = List.of(10, 20, 30, 40, 50, 60);

  public RemoteMedia {
    codecs = List.copyOf(codecs);
    if (codecs.isEmpty()) {
      throw new IllegalArgumentException("codecs is empty, expected at least one");
    }
    telephoneEvents.ifPresent(RemoteMedia::requirePayloadType);
    if (!PTIMES.contains((int) Math.min(ptime.toMillis(), 1000))) {
      throw new IllegalArgumentException("ptime is " + ptime + ", expected ms of " + PTIMES);
    }
  }

  /// µ-law and A-law, events on 101, 20 ms, both ways: what most peers agree on.
  public static RemoteMedia usual(InetSocketAddress rtp, G711 sent) {
    G711 other = sent == G711.PCMU ? G711.PCMA : G711.PCMU;
    return new RemoteMedia(
        rtp,
        new InetSocketAddress(rtp.getAddress(), Math.min(rtp.getPort() + 1, 65_535)),
        List.of(Codec.of(sent), Codec.of(other)),
        OptionalInt.of(101),
        Duration.ofMillis(20),
        Direction.SEND_RECEIVE,
        Latching.SYMMETRIC);
  }

  public RemoteMedia withDirection(Direction other) {
    return new RemoteMedia(rtp, rtcp, codecs, telephoneEvents, ptime, other, latching, keys);
  }

  public RemoteMedia withLatching(Latching other) {
    return new RemoteMedia(rtp, rtcp, codecs, telephoneEvents, ptime, direction, other, keys);
  }

  public RemoteMedia withPtime(Duration other) {
    return new RemoteMedia(rtp, rtcp, codecs, telephoneEvents, other, direction, latching, keys);
  }

  public RemoteMedia withTelephoneEvents(OptionalInt payloadType) {
    return new RemoteMedia(rtp, rtcp, codecs, payloadType, ptime, direction, latching, keys);
  }

  public RemoteMedia withKeys(Keys agreed) {
    return new RemoteMedia(
        rtp, rtcp, codecs, telephoneEvents, ptime, direction, latching, Optional.of(agreed));
  }

  /// The codec that we send.
  Codec sent() {
    return codecs.getFirst();
  }

  /// Whether there is an address to send to.
  boolean reachable() {
    return !rtp.isUnresolved() && !rtp.getAddress().isAnyLocalAddress() && rtp.getPort() > 0;
  }

  private static void requirePayloadType(int payloadType) {
    if (payloadType < 0 || payloadType > 127) {
      throw new IllegalArgumentException("payload type is " + payloadType + ", expected 0 to 127");
    }
  }
}
