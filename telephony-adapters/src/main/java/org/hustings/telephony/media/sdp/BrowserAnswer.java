package org.hustings.telephony.media.sdp;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.List;
import org.hustings.telephony.media.RemoteMedia.Codec;
import org.hustings.telephony.media.sdp.BrowserOffer.Ours;
import org.hustings.telephony.media.sdp.SessionDescription.Stream;

/// Writes the answer to a browser's offer: ICE lite, passive DTLS, one codec.
record BrowserAnswer(
    SessionDescription session, int index, OfferedAudio audio, Codec codec, Ours ours) {
  private static final String CRLF = "\r\n";

  /// Of a host's only component (RFC 8445 section 5.1.2.1); later ones are a little less.
  private static final int HIGHEST_PRIORITY = 2_130_706_431;

  String text() {
    Lines lines = new Lines();
    InetSocketAddress first = ours.candidates().getFirst();
    lines.add("v=0");
    lines.add("o=- " + (ours.session() & (Long.MAX_VALUE >> 1)) + " 0 IN " + ip(first));
    lines.add("s=-").add("t=0 0").add("a=ice-lite");
    if (isBundled()) {
      lines.add("a=group:BUNDLE " + mid());
    }
    for (int i = 0; i < session.streams().size(); i++) {
      if (i == index) {
        accepted(lines, first);
      } else {
        refused(lines, session.streams().get(i));
      }
    }
    return lines.toString();
  }

  String fragment() {
    Lines lines = new Lines();
    lines.add("a=ice-lite");
    lines.add("m=audio 9 " + stream().protocol() + " " + codec.payloadType());
    lines.add("a=mid:" + mid());
    ice(lines);
    return lines.toString();
  }

  private Stream stream() {
    return session.streams().get(index);
  }

  private void accepted(Lines lines, InetSocketAddress first) {
    String events =
        audio.telephoneEvents().isPresent() ? " " + audio.telephoneEvents().getAsInt() : "";
    lines.add(
        "m=audio %d %s %d%s"
            .formatted(first.getPort(), stream().protocol(), codec.payloadType(), events));
    lines.add("c=IN " + ip(first));
    lines.add("a=mid:" + mid());
    lines.add("a=" + OfferedAudio.attribute(audio.direction().mirrored()));
    lines.add("a=msid:hustings audio");
    lines.add("a=rtcp-mux");
    lines.add("a=rtpmap:" + codec.payloadType() + " " + codec.law() + "/8000");
    audio
        .telephoneEvents()
        .ifPresent(type ->
            lines
                .add("a=rtpmap:" + type + " telephone-event/8000")
                .add("a=fmtp:" + type + " 0-15"));
    lines.add("a=ptime:20");
    lines.add("a=setup:passive");
    lines.add("a=fingerprint:" + ours.fingerprint());
    ice(lines);
  }

  private void ice(Lines lines) {
    lines.add("a=ice-ufrag:" + ours.iceFragment());
    lines.add("a=ice-pwd:" + ours.icePassword());
    List<InetSocketAddress> candidates = ours.candidates();
    for (int i = 0; i < candidates.size(); i++) {
      InetSocketAddress candidate = candidates.get(i);
      lines.add(
          "a=candidate:%d 1 udp %d %s %d typ host"
              .formatted(
                  i + 1,
                  HIGHEST_PRIORITY - i * 256,
                  AddressText.of(candidate.getAddress()),
                  candidate.getPort()));
    }
    lines.add("a=end-of-candidates");
  }

  /// Refused, in its place (RFC 3264 section 6); it is in no bundle then.
  private static void refused(Lines lines, Stream stream) {
    lines.add(
        "m=%s 0 %s %s"
            .formatted(
                printable(stream.kind()),
                printable(stream.protocol()),
                printable(stream.formats().getFirst())));
    lines.add("c=IN IP4 0.0.0.0");
    stream.attribute("mid").ifPresent(mid -> lines.add("a=mid:" + printable(mid)));
    lines.add("a=inactive");
  }

  private boolean isBundled() {
    return session.attribute("group").filter(group -> group.startsWith("BUNDLE")).isPresent();
  }

  private String mid() {
    return stream().attribute("mid").map(BrowserAnswer::printable).orElse("0");
  }

  private static String ip(InetSocketAddress address) {
    String version = address.getAddress() instanceof Inet4Address ? "IP4 " : "IP6 ";
    return version + AddressText.of(address.getAddress());
  }

  /// What the peer wrote comes back to it without anything that could begin a line of its own.
  private static String printable(String word) {
    return word.replaceAll("[^\\x21-\\x7E]", "_");
  }

  private static final class Lines {
    private final StringBuilder text = new StringBuilder(1_000);

    Lines add(String line) {
      text.append(line).append(CRLF);
      return this;
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
