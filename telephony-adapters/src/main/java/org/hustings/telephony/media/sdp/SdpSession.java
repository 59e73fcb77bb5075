package org.hustings.telephony.media.sdp;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.hustings.telephony.media.Direction;
import org.hustings.telephony.media.RemoteMedia;
import org.hustings.telephony.media.RemoteMedia.Codec;
import org.hustings.telephony.media.g711.G711;
import org.hustings.telephony.media.sdp.Negotiation.Reason;
import org.hustings.telephony.media.sdp.Negotiation.Refused;
import org.hustings.telephony.media.sdp.SdpParser.Malformed;
import org.hustings.telephony.media.sdp.SessionDescription.Stream;
import org.hustings.telephony.media.srtp.SrtpKeys;

/// One dialog's side of offer and answer. It keeps the session id and counts the version, which
/// goes up with each description that we send (RFC 3264 section 8). Its owner is one thread at a
/// time.
public final class SdpSession {
  /// What we bring.
  ///
  /// @param rtp the address and port that the peer is to send to; it may differ from where the
  ///   socket is bound, behind a NAT
  /// @param laws in our order of preference
  /// @param latching whose packets the leg is to believe
  /// @param key what we send with; where there is one, audio goes by SRTP or not at all
  public record Local(
      InetSocketAddress rtp,
      List<G711> laws,
      RemoteMedia.Latching latching,
      Optional<SrtpKeys.Direction> key) {
    public Local {
      laws = List.copyOf(laws);
      if (laws.isEmpty() || rtp.isUnresolved()) {
        throw new IllegalArgumentException("local media has no codec or no address");
      }
    }

    /// µ-law before A-law, symmetric.
    public static Local usual(InetSocketAddress rtp) {
      return new Local(
          rtp, List.of(G711.PCMU, G711.PCMA), RemoteMedia.Latching.SYMMETRIC, Optional.empty());
    }

    /// The same by SRTP alone, sending with this key.
    public Local secret(SrtpKeys.Direction sentWith) {
      return new Local(rtp, laws, latching, Optional.of(sentWith));
    }

    /// The protocol of its audio streams.
    String protocol() {
      return key.isPresent() ? "RTP/SAVP" : "RTP/AVP";
    }
  }

  private static final int EVENTS = 101;
  private static final Duration PTIME = Duration.ofMillis(20);
  private static final String CRLF = "\r\n";

  /// Of the only key that we offer.
  private static final int OUR_TAG = 1;

  private final Local local;
  private final long id;
  private Direction direction = Direction.SEND_RECEIVE;
  private long version;

  /// @param id of the session, random; only its lowest 62 bits are used
  public SdpSession(Local local, long id) {
    this.local = local;
    this.id = id & Long.MAX_VALUE >> 1;
  }

  /// Our offer: both laws and telephone events.
  public String offer(Direction wanted) {
    direction = wanted;
    StringBuilder text = head();
    List<Codec> codecs = local.laws().stream().map(Codec::of).toList();
    audio(text, local.protocol(), codecs, Optional.of(EVENTS), wanted, false);
    crypto(text, OUR_TAG);
    return text.toString();
  }

  /// Answers a peer's offer. Streams other than the first usable audio are refused in their place.
  public Negotiation answer(String offer) {
    return answer(offer, Direction.SEND_RECEIVE);
  }

  /// Answers, restricted to a direction: for instance when we have the peer on hold.
  public Negotiation answer(String offer, Direction wanted) {
    try {
      SessionDescription session = SdpParser.parse(offer);
      Chosen chosen = choose(session, OptionalInt.empty());
      if (chosen.refused().isPresent()) {
        return chosen.refused().get();
      }
      OfferedAudio audio = chosen.audio().orElseThrow();
      direction = wanted.and(audio.direction().mirrored());
      List<Codec> codecs = ourPreferenceFirst(audio.codecs());
      String text = answerText(session, chosen, audio, codecs.getFirst());
      return new Negotiation.Agreed(text, remote(chosen, audio, codecs));
    } catch (Malformed malformed) {
      return new Refused(Reason.MALFORMED, String.valueOf(malformed.getMessage()));
    }
  }

  /// Takes a peer's answer to our last offer. What it names first is what we send.
  public Negotiation accept(String answer) {
    try {
      Chosen chosen = choose(SdpParser.parse(answer), OptionalInt.of(OUR_TAG));
      if (chosen.refused().isPresent()) {
        return chosen.refused().get();
      }
      OfferedAudio audio = chosen.audio().orElseThrow();
      Direction agreed = direction.and(audio.direction().mirrored());
      direction = agreed;
      return new Negotiation.Agreed("", remote(chosen, audio, ours(audio.codecs())));
    } catch (Malformed malformed) {
      return new Refused(Reason.MALFORMED, String.valueOf(malformed.getMessage()));
    }
  }

  private record Chosen(
      int index,
      Optional<OfferedAudio> audio,
      Optional<SdesCrypto> crypto,
      Optional<Refused> refused) {
    static Chosen refused(Reason reason, String detail) {
      return new Chosen(
          -1, Optional.empty(), Optional.empty(), Optional.of(new Refused(reason, detail)));
    }
  }

  /// The first audio stream that can be used, or why the last one looked at could not.
  private Chosen choose(SessionDescription session, OptionalInt tag) throws Malformed {
    Chosen chosen = Chosen.refused(Reason.NO_AUDIO, "no audio stream is offered");
    for (int i = 0; i < session.streams().size(); i++) {
      Stream stream = session.streams().get(i);
      if (stream.kind().equals("audio") && stream.port() != 0) {
        chosen = judge(session, stream, i, tag);
        if (chosen.audio().isPresent()) {
          return chosen;
        }
      }
    }
    return chosen;
  }

  private Chosen judge(SessionDescription session, Stream stream, int index, OptionalInt tag)
      throws Malformed {
    String wanted = local.protocol();
    if (!stream.protocol().equals(wanted) && !stream.protocol().equals(wanted + "F")) {
      return Chosen.refused(
          Reason.UNSUPPORTED_TRANSPORT, "audio is not over " + wanted + ", which is what we speak");
    }
    Optional<SdesCrypto> crypto = SdesCrypto.of(stream, tag);
    if (local.key().isPresent() && crypto.isEmpty()) {
      return Chosen.refused(Reason.NO_COMMON_CIPHER, "no key for AES_CM_128_HMAC_SHA1_80");
    }
    Optional<String> written = session.addressOf(stream);
    if (written.isEmpty()) {
      throw new Malformed("audio has no c= line");
    }
    InetAddress ours = local.rtp().getAddress();
    Optional<InetAddress> address = MediaAddress.usable(written.get(), ours);
    if (address.isEmpty()) {
      return Chosen.refused(
          Reason.UNUSABLE_ADDRESS, "the media address is not an IP address that we can send to");
    }
    OfferedAudio audio = OfferedAudio.of(session, stream, address.get());
    boolean common = audio.codecs().stream().anyMatch(codec -> local.laws().contains(codec.law()));
    if (!common) {
      return Chosen.refused(Reason.NO_COMMON_CODEC, "neither PCMU nor PCMA is offered");
    }
    return new Chosen(index, Optional.of(audio), crypto, Optional.empty());
  }

  /// All that the peer may send, with the one that we like best in front: we answer with that one
  /// alone, so that nobody changes codec in mid-call, but a peer that does so is still heard.
  private List<Codec> ourPreferenceFirst(List<Codec> codecs) {
    List<Codec> ordered = new ArrayList<>(ours(codecs));
    ordered.sort(
        (one, other) -> local.laws().indexOf(one.law()) - local.laws().indexOf(other.law()));
    return ordered;
  }

  private List<Codec> ours(List<Codec> codecs) {
    return codecs.stream().filter(codec -> local.laws().contains(codec.law())).toList();
  }

  private RemoteMedia remote(Chosen chosen, OfferedAudio audio, List<Codec> codecs) {
    // A peer at 0.0.0.0 is on hold in the manner of RFC 2543: nothing may be sent to it.
    Direction usable =
        audio.rtp().getAddress().isAnyLocalAddress()
            ? direction.and(Direction.RECEIVE_ONLY)
            : direction;
    return new RemoteMedia(
        audio.rtp(),
        audio.rtcp(),
        codecs,
        audio.telephoneEvents(),
        audio.ptime(),
        usable,
        local.latching(),
        local
            .key()
            .flatMap(ours -> chosen.crypto().map(it -> new RemoteMedia.Keys(ours, it.key()))));
  }

  private String answerText(
      SessionDescription session, Chosen chosen, OfferedAudio audio, Codec codec) {
    StringBuilder text = head();
    for (int i = 0; i < session.streams().size(); i++) {
      Stream stream = session.streams().get(i);
      if (i == chosen.index()) {
        Optional<Integer> events =
            audio.telephoneEvents().isPresent()
                ? Optional.of(audio.telephoneEvents().getAsInt())
                : Optional.empty();
        audio(text, stream.protocol(), List.of(codec), events, direction, audio.rtcpMux());
        chosen.crypto().ifPresent(theirs -> crypto(text, theirs.tag()));
      } else {
        // Refused, in its place and with its formats (RFC 3264 section 6).
        text.append(
                "m=%s 0 %s %s"
                    .formatted(
                        printable(stream.kind()),
                        printable(stream.protocol()),
                        printable(stream.formats().getFirst())))
            .append(CRLF);
      }
    }
    return text.toString();
  }

  /// What is sent back of a peer's text has no control characters in it.
  private static String printable(String word) {
    return word.replaceAll("[^\\x21-\\x7E]", "_");
  }

  private StringBuilder head() {
    version++;
    InetAddress address = local.rtp().getAddress();
    String where =
        (address instanceof Inet4Address ? "IN IP4 " : "IN IP6 ") + AddressText.of(address);
    return new StringBuilder("v=0")
        .append(CRLF)
        .append("o=- %d %d %s".formatted(id, version, where))
        .append(CRLF)
        .append("s=-")
        .append(CRLF)
        .append("c=")
        .append(where)
        .append(CRLF)
        .append("t=0 0")
        .append(CRLF);
  }

  private void audio(
      StringBuilder text,
      String protocol,
      List<Codec> codecs,
      Optional<Integer> events,
      Direction way,
      boolean mux) {
    text.append("m=audio %d %s".formatted(local.rtp().getPort(), protocol));
    codecs.forEach(codec -> text.append(' ').append(codec.payloadType()));
    events.ifPresent(type -> text.append(' ').append(type));
    text.append(CRLF);
    for (Codec codec : codecs) {
      line(text, "rtpmap:%d %s/8000".formatted(codec.payloadType(), codec.law()));
    }
    events.ifPresent(type -> {
      line(text, "rtpmap:%d telephone-event/8000".formatted(type));
      line(text, "fmtp:%d 0-15".formatted(type));
    });
    line(text, "ptime:" + PTIME.toMillis());
    line(text, OfferedAudio.attribute(way));
    if (mux) {
      line(text, "rtcp-mux");
    }
  }

  private void crypto(StringBuilder text, int tag) {
    local.key().ifPresent(key -> line(text, new SdesCrypto(tag, key).attribute()));
  }

  private static void line(StringBuilder text, String attribute) {
    text.append("a=").append(attribute).append(CRLF);
  }
}
