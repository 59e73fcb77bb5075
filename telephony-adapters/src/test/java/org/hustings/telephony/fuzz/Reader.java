package org.hustings.telephony.fuzz;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.hustings.telephony.browser.stun.StunMessage;
import org.hustings.telephony.browser.stun.StunWriter;
import org.hustings.telephony.media.Direction;
import org.hustings.telephony.media.dtmf.TelephoneEvent;
import org.hustings.telephony.media.dtmf.TelephoneEventReceiver;
import org.hustings.telephony.media.listen.Sounds;
import org.hustings.telephony.media.rtcp.RtcpReader;
import org.hustings.telephony.media.rtp.Packets;
import org.hustings.telephony.media.rtp.Reception;
import org.hustings.telephony.media.rtp.RtpPacket;
import org.hustings.telephony.media.sdp.BrowserOffer;
import org.hustings.telephony.media.sdp.BrowserOffer.Ours;
import org.hustings.telephony.media.sdp.BrowserOffer.Reading;
import org.hustings.telephony.media.sdp.IceFragment;
import org.hustings.telephony.media.sdp.SdpSession;
import org.hustings.telephony.media.wav.WavReader;
import org.hustings.telephony.media.wav.WavWriter;
import org.hustings.telephony.sip.stack.jain.SipReading;

/// What reads foreign input, with samples of good input.
///
/// @param kind names the kept inputs' directory
/// @param most bytes that reading one input may allocate beyond a hundred times its length
record Reader(String kind, List<byte[]> samples, Consumer<byte[]> reads, long most) {
  private static final long SOME = 1 << 20;
  private static final InetSocketAddress HERE =
      new InetSocketAddress(InetAddress.ofLiteral("203.0.113.10"), 7_000);
  private static final byte[] TRANSACTION = HexFormat.of().parseHex("b7e7a701bc34d686fa87dfae");

  private static final String BROWSER_OFFER =
      """
      v=0
      o=- 4611731400430051336 2 IN IP4 127.0.0.1
      s=-
      t=0 0
      a=group:BUNDLE 0 1
      m=audio 9 UDP/TLS/RTP/SAVPF 111 0 8 126
      c=IN IP4 0.0.0.0
      a=ice-ufrag:h6vY
      a=ice-pwd:asd88fgpdd777uzjYhagZg
      a=fingerprint:sha-256 AA:BB
      a=setup:actpass
      a=mid:0
      a=sendrecv
      a=rtcp-mux
      a=rtpmap:111 opus/48000/2
      a=rtpmap:0 PCMU/8000
      a=rtpmap:126 telephone-event/8000
      a=fmtp:126 0-15
      a=ssrc:12 cname:x
      m=video 9 UDP/TLS/RTP/SAVPF 96
      a=mid:1
      """;

  private static final String SIP_OFFER =
      """
      v=0
      o=- 1 1 IN IP4 192.0.2.1
      s=-
      c=IN IP4 192.0.2.1
      t=0 0
      m=audio 49170 RTP/AVP 0 8 101
      a=rtpmap:0 PCMU/8000
      a=rtpmap:8 PCMA/8000
      a=rtpmap:101 telephone-event/8000
      a=fmtp:101 0-16
      a=ptime:20
      a=sendrecv
      m=video 49172 RTP/AVP 31
      """;

  static List<Reader> all() {
    return List.of(
        new Reader("sip", SipSamples.all(), new SipReading()::reads, SOME),
        new Reader("sdp", List.of(crlf(SIP_OFFER), crlf(BROWSER_OFFER)), Reader::sdp, SOME),
        new Reader("browser-sdp", List.of(crlf(BROWSER_OFFER)), Reader::browserSdp, SOME),
        new Reader(
            "ice-fragment",
            List.of(
                crlf("a=ice-ufrag:h6vY\na=ice-pwd:asd88fgpdd777uzjYhagZg\na=end-of-candidates\n")),
            input -> IceFragment.read(text(input)),
            SOME),
        new Reader("rtp", List.of(rtp(0), rtp(101), extended()), new Stream(), SOME),
        new Reader("rtcp", List.of(senderReport(), receiverReport()), Reader::rtcp, SOME),
        new Reader("telephone-event", List.of(new byte[] {5, 10, 0, -96}), new Keys(), SOME),
        new Reader("stun", List.of(binding(), refusal()), Reader::stun, SOME),
        new Reader("wav", wavs(), input -> WavReader.forRecordings().read(input), 200 * SOME));
  }

  @Override
  public String toString() {
    return kind;
  }

  // ── readers ────────────────────────────────────────────────────────────────

  private static void sdp(byte[] input) {
    new SdpSession(SdpSession.Local.usual(HERE), 1).answer(text(input));
    SdpSession asking = new SdpSession(SdpSession.Local.usual(HERE), 2);
    asking.offer(Direction.SEND_RECEIVE);
    asking.accept(text(input));
  }

  private static void browserSdp(byte[] input) {
    if (BrowserOffer.read(text(input)) instanceof Reading.Usable(BrowserOffer offer)) {
      offer.fingerprints();
      offer.iceFragment();
      offer.icePassword();
      offer.answer(new Ours("f", "passwordOfTwentyTwoXXX", "sha-256 CC:DD", List.of(HERE), 1));
    }
  }

  private static void rtcp(byte[] input) {
    RtpPacket.looksLikeRtcp(ByteBuffer.wrap(input));
    RtcpReader.read(ByteBuffer.wrap(input));
  }

  private static void stun(byte[] input) {
    StunMessage.looksLikeStun(ByteBuffer.wrap(input));
    StunMessage.read(input)
        .ifPresent(message -> {
          message.kind();
          message.notUnderstood();
          message.hasFingerprint();
          message.isSignedWith("VOkJxbRl1RmTxUk/WvJxBt");
        });
  }

  /// One stream for all packets, so that what one leaves behind meets the next.
  private static final class Stream implements Consumer<byte[]> {
    private final Reception reception = new Reception();
    private final RtpPacket packet = new RtpPacket();
    private long now;

    @Override
    public void accept(byte[] input) {
      now += 20_000_000;
      if (packet.read(ByteBuffer.wrap(input)) == RtpPacket.Verdict.WELL_FORMED) {
        packet.payload();
        reception.received(packet, now);
        reception.report(0, 0);
      }
    }
  }

  private static final class Keys implements Consumer<byte[]> {
    private final TelephoneEventReceiver events = new TelephoneEventReceiver(_ -> {});
    private long now;

    @Override
    public void accept(byte[] input) {
      now += 20_000_000;
      TelephoneEvent.read(ByteBuffer.wrap(input), 0, input.length)
          .ifPresent(event -> events.received(input.length, event.end(), event, now));
      events.tick(now);
    }
  }

  // ── samples ────────────────────────────────────────────────────────────────

  private static String text(byte[] input) {
    return new String(input, StandardCharsets.UTF_8);
  }

  private static byte[] crlf(String text) {
    return text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] rtp(int payloadType) {
    return Packets.bytes(payloadType, 7, 1, 160, new byte[32]).array();
  }

  /// Contributing sources, a header extension and padding.
  private static byte[] extended() {
    return HexFormat.of()
        .parseHex(
            "b2800001000000a000000007" + "0000000a0000000b" + "bede0001aabbccdd" + "7f7f7f04");
  }

  private static byte[] senderReport() {
    return HexFormat.of()
        .parseHex(
            "81c8000c"
                + "00000007"
                + "0102030405060708"
                + "000000a0"
                + "0000000a"
                + "00000640"
                + "00000008"
                + "01000002"
                + "00000003"
                + "00000004"
                + "00000005"
                + "00000006"
                + "81ca0002"
                + "00000007"
                + "01026162");
  }

  private static byte[] receiverReport() {
    return HexFormat.of()
        .parseHex(
            "81c90007" + "00000007" + "00000008" + "0100000200000003000000040000000500000006");
  }

  private static byte[] binding() {
    return HexFormat.of()
        .parseHex(
            ("00010058 2112a442 b7e7a701bc34d686fa87dfae 80220010 5354554e207465737420636c69656e74"
                    + "00240004 6e0001ff 80290008 932ff9b151263b36 00060009 6576746a3a68367659202020"
                    + "00080014 9aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2 80280004 e57a3bcf")
                .replace(" ", ""));
  }

  private static byte[] refusal() {
    return StunWriter.bindingError(TRANSACTION, 420, "Unknown").signedWith("password");
  }

  private static List<byte[]> wavs() {
    short[] sound = Sounds.tone(400, Duration.ofMillis(20));
    return List.of(
        WavWriter.pcm16(sound, 8_000),
        WavWriter.pcm16(sound, 44_100),
        WavWriter.muLaw(new byte[160], java.util.Optional.of(new byte[160])));
  }
}
