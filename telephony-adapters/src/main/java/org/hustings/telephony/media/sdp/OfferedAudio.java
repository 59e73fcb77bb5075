package org.hustings.telephony.media.sdp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.hustings.telephony.media.Direction;
import org.hustings.telephony.media.RemoteMedia.Codec;
import org.hustings.telephony.media.g711.G711;
import org.hustings.telephony.media.sdp.SdpParser.Malformed;
import org.hustings.telephony.media.sdp.SessionDescription.Attribute;
import org.hustings.telephony.media.sdp.SessionDescription.Stream;

/// What one audio stream of a peer's description says, in our terms.
///
/// @param codecs that we speak, in the peer's order
/// @param direction seen from the peer
/// @param rtcpMux whether the peer can have RTCP on the RTP port
record OfferedAudio(
    InetSocketAddress rtp,
    InetSocketAddress rtcp,
    List<Codec> codecs,
    OptionalInt telephoneEvents,
    Duration ptime,
    Direction direction,
    boolean rtcpMux) {

  private static final int USUAL_PTIME = 20;
  private static final int LARGEST_PTIME = 60;

  static OfferedAudio of(SessionDescription session, Stream stream, InetAddress address)
      throws Malformed {
    InetSocketAddress rtp = new InetSocketAddress(address, stream.port());
    List<Codec> codecs = new ArrayList<>();
    OptionalInt events = OptionalInt.empty();
    for (String format : stream.formats()) {
      int payloadType = SdpParser.number(format, 127, "payload type");
      String encoding = encoding(stream, payloadType);
      if (encoding.equals("TELEPHONE-EVENT/8000")) {
        events = OptionalInt.of(payloadType);
      }
      law(encoding).ifPresent(law -> codecs.add(new Codec(law, payloadType)));
    }
    boolean mux = stream.has("rtcp-mux");
    return new OfferedAudio(
        rtp,
        mux ? rtp : rtcp(stream, rtp),
        List.copyOf(codecs),
        events,
        ptime(stream),
        direction(session, stream),
        mux);
  }

  /// Of the `rtpmap`, or what the type means without one (RFC 3551 table 4).
  private static String encoding(Stream stream, int payloadType) {
    String prefix = payloadType + " ";
    return stream.attributes().stream()
        .filter(attribute -> attribute.name().equals("rtpmap"))
        .map(Attribute::value)
        .filter(value -> value.startsWith(prefix))
        .map(value -> value.substring(prefix.length()).strip().toUpperCase(Locale.ROOT))
        .findFirst()
        .orElse(payloadType == 0 ? "PCMU/8000" : payloadType == 8 ? "PCMA/8000" : "");
  }

  private static Optional<G711> law(String encoding) {
    return switch (encoding) {
      case "PCMU/8000", "PCMU/8000/1" -> Optional.of(G711.PCMU);
      case "PCMA/8000", "PCMA/8000/1" -> Optional.of(G711.PCMA);
      default -> Optional.empty();
    };
  }

  /// RFC 3605, else the next port (RFC 3550 section 11). Another host than RTP's is not believed.
  private static InetSocketAddress rtcp(Stream stream, InetSocketAddress rtp) throws Malformed {
    Optional<String> named = stream.attribute("rtcp");
    int port =
        named.isPresent()
            ? SdpParser.number(named.get().split(" ", 2)[0], 65_535, "rtcp port")
            : Math.min(rtp.getPort() + 1, 65_535);
    return new InetSocketAddress(rtp.getAddress(), port);
  }

  /// What the peer asks for in steps that we can make, never above its `maxptime`.
  private static Duration ptime(Stream stream) {
    int asked = milliseconds(stream, "ptime").orElse(USUAL_PTIME);
    int most = milliseconds(stream, "maxptime").orElse(LARGEST_PTIME);
    int bounded = Math.min(Math.min(asked, most), LARGEST_PTIME);
    return Duration.ofMillis(Math.max(10, bounded / 10 * 10));
  }

  /// Nonsense is as good as nothing here: the default is always right to send.
  private static OptionalInt milliseconds(Stream stream, String name) {
    Optional<String> value = stream.attribute(name);
    if (value.isEmpty()) {
      return OptionalInt.empty();
    }
    try {
      int number = SdpParser.number(value.get().split("\\.", 2)[0], 1000, name);
      return number == 0 ? OptionalInt.empty() : OptionalInt.of(number);
    } catch (Malformed _) {
      return OptionalInt.empty();
    }
  }

  private static Direction direction(SessionDescription session, Stream stream) {
    return directionOf(stream.attributes())
        .or(() -> directionOf(session.attributes()))
        .orElse(Direction.SEND_RECEIVE);
  }

  private static Optional<Direction> directionOf(List<Attribute> attributes) {
    for (Attribute attribute : attributes) {
      switch (attribute.name()) {
        case "sendrecv" -> {
          return Optional.of(Direction.SEND_RECEIVE);
        }
        case "sendonly" -> {
          return Optional.of(Direction.SEND_ONLY);
        }
        case "recvonly" -> {
          return Optional.of(Direction.RECEIVE_ONLY);
        }
        case "inactive" -> {
          return Optional.of(Direction.INACTIVE);
        }
        default -> {}
      }
    }
    return Optional.empty();
  }

  /// How SDP says a direction.
  static String attribute(Direction way) {
    return switch (way) {
      case SEND_RECEIVE -> "sendrecv";
      case SEND_ONLY -> "sendonly";
      case RECEIVE_ONLY -> "recvonly";
      case INACTIVE -> "inactive";
    };
  }
}
