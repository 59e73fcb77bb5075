package org.hustings.telephony.media.srtp;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import org.jitsi.srtp.SrtcpCryptoContext;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpCryptoContext;
import org.jitsi.srtp.SrtpErrorStatus;
import org.jitsi.srtp.SrtpPolicy;
import org.jitsi.srtp.crypto.Aes;
import org.jitsi.utils.logging2.Logger;
import org.jitsi.utils.logging2.LoggerImpl;

/// Protects what goes out and opens what comes in, on one connection. Belongs to one thread.
public final class SrtpSession implements AutoCloseable {
  private static final Logger QUIET = quiet();
  private static final int TAG_OCTETS = 10;

  /// What a packet grows by at most: SRTCP's index and the tag.
  private static final int GROWTH = 4 + TAG_OCTETS;

  private static final int LARGEST = 2048;
  private static final int SHORTEST_RTP = 12 + TAG_OCTETS;
  private static final int SHORTEST_RTCP = 8 + GROWTH;

  /// A browser sends one stream, and another one after a restart of its own.
  private static final int MOST_STREAMS = 8;

  static {
    // Without a choice, the library measures all it finds at first use, and loads native code.
    Aes.setFactoryClassName("SunJCE");
  }

  /// Its log would tell every packet that is refused.
  private static Logger quiet() {
    Logger logger = new LoggerImpl("org.jitsi.srtp");
    logger.setLevelOff();
    return logger;
  }

  private final SrtpContextFactory sending;
  private SrtpContextFactory receiving;
  private final Map<Integer, SrtpCryptoContext> sent = new HashMap<>();
  private final Map<Integer, SrtcpCryptoContext> sentReports = new HashMap<>();
  private final Map<Integer, SrtpCryptoContext> received = new HashMap<>();
  private final Map<Integer, SrtcpCryptoContext> receivedReports = new HashMap<>();
  private final HeapPacket packet = new HeapPacket(LARGEST + GROWTH);

  private SrtpSession(SrtpKeys.Direction ours, SrtpKeys.Direction theirs) {
    this.sending = factory(true, ours);
    this.receiving = factory(false, theirs);
  }

  /// With the key that each side told the other.
  public static SrtpSession of(SrtpKeys.Direction ours, SrtpKeys.Direction theirs) {
    return new SrtpSession(ours, theirs);
  }

  /// The far end sends with another key from now on. Ours and its count of packets stay: the far
  /// end's would not begin anew.
  public void receiveWith(SrtpKeys.Direction theirs) {
    receiving.close();
    receiving = factory(false, theirs);
    received.clear();
    receivedReports.clear();
  }

  /// For whoever was the DTLS server.
  public static SrtpSession ofServer(SrtpKeys keys) {
    return new SrtpSession(keys.server(), keys.client());
  }

  /// For whoever was the DTLS client.
  public static SrtpSession ofClient(SrtpKeys keys) {
    return new SrtpSession(keys.client(), keys.server());
  }

  private static SrtpContextFactory factory(boolean sender, SrtpKeys.Direction keys) {
    return new SrtpContextFactory(sender, keys.key(), keys.salt(), policy(), policy(), QUIET);
  }

  private static SrtpPolicy policy() {
    return new SrtpPolicy(
        SrtpPolicy.AESCM_ENCRYPTION,
        SrtpKeys.KEY_OCTETS,
        SrtpPolicy.HMACSHA1_AUTHENTICATION,
        20,
        TAG_OCTETS,
        SrtpKeys.SALT_OCTETS);
  }

  /// Opens an RTP packet.
  ///
  /// @return a view that is valid until the next call; empty, without remaining octets, if the
  ///   packet does not authenticate or was there before
  public ByteBuffer openRtp(ByteBuffer datagram) {
    if (!take(datagram, SHORTEST_RTP)) {
      return packet.nothing();
    }
    int ssrc = datagram.getInt(datagram.position() + 8);
    return opened(received, ssrc, fresh -> receiving.deriveContext(fresh, 0), this::open);
  }

  private SrtpErrorStatus open(SrtpCryptoContext context) throws GeneralSecurityException {
    return context.reverseTransformPacket(packet, false);
  }

  /// Opens a compound RTCP packet, in the same way.
  public ByteBuffer openRtcp(ByteBuffer datagram) {
    if (!take(datagram, SHORTEST_RTCP)) {
      return packet.nothing();
    }
    int ssrc = datagram.getInt(datagram.position() + 4);
    return opened(
        receivedReports,
        ssrc,
        receiving::deriveControlContext,
        context -> context.reverseTransformPacket(packet));
  }

  /// Protects an RTP packet.
  ///
  /// @return a view that is valid until the next call; empty if it could not be done
  public ByteBuffer protectRtp(ByteBuffer plain) {
    if (!take(plain, 12)) {
      return packet.nothing();
    }
    int ssrc = plain.getInt(plain.position() + 8);
    return opened(
        sent,
        ssrc,
        fresh -> sending.deriveContext(fresh, 0),
        context -> context.transformPacket(packet));
  }

  /// Protects a compound RTCP packet, in the same way.
  public ByteBuffer protectRtcp(ByteBuffer plain) {
    if (!take(plain, 8)) {
      return packet.nothing();
    }
    int ssrc = plain.getInt(plain.position() + 4);
    return opened(
        sentReports,
        ssrc,
        sending::deriveControlContext,
        context -> context.transformPacket(packet));
  }

  private interface Maker<C> {
    C make(int ssrc) throws GeneralSecurityException;
  }

  private interface Work<C> {
    SrtpErrorStatus on(C context) throws GeneralSecurityException;
  }

  /// A stream is remembered when its first packet proved to be right, so that forged ones cost no
  /// memory.
  private <C> ByteBuffer opened(Map<Integer, C> known, int ssrc, Maker<C> maker, Work<C> work) {
    try {
      C context = known.get(ssrc);
      boolean isNew = context == null;
      if (context == null) {
        if (known.size() == MOST_STREAMS) {
          return packet.nothing();
        }
        context = maker.make(ssrc);
      }
      if (work.on(context) != SrtpErrorStatus.OK) {
        return packet.nothing();
      }
      if (isNew) {
        known.put(ssrc, context);
      }
      return packet.view();
    } catch (GeneralSecurityException | RuntimeException _) {
      // Whatever a hostile packet provokes in the library: it is refused.
      return packet.nothing();
    }
  }

  private boolean take(ByteBuffer datagram, int shortest) {
    int length = datagram.remaining();
    if (length < shortest || length > LARGEST) {
      return false;
    }
    packet.fill(datagram);
    return true;
  }

  /// Has everything loaded and compiled that the first packet of the first call would wait for.
  public static void warmUp() {
    SrtpKeys keys = SrtpKeys.ofExported(new byte[SrtpKeys.EXPORTED]);
    try (SrtpSession server = ofServer(keys);
        SrtpSession client = ofClient(keys)) {
      ByteBuffer plain = ByteBuffer.allocate(172).put(0, (byte) 0x80);
      ByteBuffer report = ByteBuffer.allocate(28).put(0, (byte) 0x80).put(1, (byte) 200);
      report.putShort(2, (short) 6);
      for (int i = 0; i < 500; i++) {
        plain.putShort(2, (short) i);
        server.openRtp(ByteBuffer.wrap(octets(client.protectRtp(plain))));
        server.openRtcp(ByteBuffer.wrap(octets(client.protectRtcp(report))));
      }
    }
  }

  private static byte[] octets(ByteBuffer view) {
    byte[] copy = new byte[view.remaining()];
    view.get(view.position(), copy);
    return copy;
  }

  @Override
  public void close() {
    sending.close();
    receiving.close();
  }
}
