package org.hustings.telephony.media.sdp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.hustings.telephony.media.RemoteMedia;
import org.hustings.telephony.media.RemoteMedia.Codec;
import org.hustings.telephony.media.g711.G711;
import org.hustings.telephony.media.sdp.SdpParser.Malformed;
import org.hustings.telephony.media.sdp.SessionDescription.Stream;

/// A browser's offer of WebRTC audio (RFC 8829), as far as G.711 over DTLS-SRTP needs it: one audio
/// stream with ICE, a fingerprint and RTCP on the same port. What else it offers is refused in its
/// place.
public final class BrowserOffer {
  /// What came of reading one.
  public sealed interface Reading {
    record Usable(BrowserOffer offer) implements Reading {}

    /// @param why for whoever wrote the client
    record Refused(String why) implements Reading {}
  }

  /// What is ours in the answer.
  ///
  /// @param candidates where the browser is to send; at least one
  /// @param session random id of the description
  public record Ours(
      String iceFragment,
      String icePassword,
      String fingerprint,
      List<InetSocketAddress> candidates,
      long session) {
    public Ours {
      candidates = List.copyOf(candidates);
      if (candidates.isEmpty()) {
        throw new IllegalArgumentException("candidates is empty, expected at least one");
      }
    }
  }

  private static final Set<String> PROTOCOLS = Set.of("UDP/TLS/RTP/SAVPF", "UDP/TLS/RTP/SAVP");
  private static final InetAddress NOWHERE = InetAddress.ofLiteral("0.0.0.0");
  private static final List<G711> PREFERENCE = List.of(G711.PCMU, G711.PCMA);

  private final SessionDescription session;
  private final int index;
  private final OfferedAudio audio;
  private final List<Codec> codecs;

  private BrowserOffer(
      SessionDescription session, int index, OfferedAudio audio, List<Codec> codecs) {
    this.session = session;
    this.index = index;
    this.audio = audio;
    this.codecs = codecs;
  }

  public static Reading read(String text) {
    try {
      SessionDescription session = SdpParser.parse(text);
      for (int i = 0; i < session.streams().size(); i++) {
        if (session.streams().get(i).kind().equals("audio")) {
          return judge(session, i);
        }
      }
      return new Reading.Refused("no audio is offered");
    } catch (Malformed malformed) {
      return new Reading.Refused(String.valueOf(malformed.getMessage()));
    }
  }

  private static Reading judge(SessionDescription session, int index) throws Malformed {
    Stream stream = session.streams().get(index);
    if (stream.port() == 0 || !PROTOCOLS.contains(stream.protocol().toUpperCase(Locale.ROOT))) {
      return new Reading.Refused("audio is not over UDP/TLS/RTP/SAVPF, which is what we speak");
    }
    if (!stream.has("rtcp-mux")) {
      return new Reading.Refused("audio has no a=rtcp-mux: we have one port for all");
    }
    OfferedAudio audio = OfferedAudio.of(session, stream, NOWHERE);
    List<Codec> codecs = new ArrayList<>(audio.codecs());
    codecs.sort(Comparator.comparingInt(codec -> PREFERENCE.indexOf(codec.law())));
    if (codecs.isEmpty()) {
      return new Reading.Refused("neither PCMU nor PCMA is offered");
    }
    BrowserOffer offer = new BrowserOffer(session, index, audio, List.copyOf(codecs));
    String setup = offer.attribute("setup").orElse("");
    return setup.equals("actpass") || setup.equals("active")
        ? new Reading.Usable(offer)
        : new Reading.Refused("a=setup is not actpass or active: we are the passive side");
  }

  private Stream stream() {
    return session.streams().get(index);
  }

  /// Of the stream, or for all streams.
  private Optional<String> attribute(String name) {
    return stream().attribute(name).or(() -> session.attribute(name));
  }

  public Optional<String> iceFragment() {
    return attribute("ice-ufrag");
  }

  public Optional<String> icePassword() {
    return attribute("ice-pwd");
  }

  /// All that are given; the browser's certificate has each of them.
  public List<String> fingerprints() {
    List<String> all = new ArrayList<>();
    stream().attributes().stream()
        .filter(attribute -> attribute.name().equals("fingerprint"))
        .forEach(attribute -> all.add(attribute.value()));
    if (all.isEmpty()) {
      session.attribute("fingerprint").ifPresent(all::add);
    }
    return List.copyOf(all);
  }

  /// For [org.hustings.telephony.media.MediaLeg#connect]. It has no address: ICE finds it.
  public RemoteMedia remote() {
    InetSocketAddress nowhere = new InetSocketAddress(NOWHERE, 0);
    return new RemoteMedia(
        nowhere,
        nowhere,
        codecs,
        audio.telephoneEvents(),
        audio.ptime(),
        audio.direction().mirrored(),
        RemoteMedia.Latching.SIGNALLED_ONLY);
  }

  /// Our answer.
  public String answer(Ours ours) {
    return new BrowserAnswer(session, index, audio, codecs.getFirst(), ours).text();
  }

  /// Our side of a restart of ICE, as a fragment (RFC 8840).
  public String restarted(Ours ours) {
    return new BrowserAnswer(session, index, audio, codecs.getFirst(), ours).fragment();
  }
}
