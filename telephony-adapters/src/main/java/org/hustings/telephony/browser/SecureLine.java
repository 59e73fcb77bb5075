package org.hustings.telephony.browser;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.hustings.telephony.browser.BrowserMetrics.Dropped;
import org.hustings.telephony.browser.dtls.DtlsServer;
import org.hustings.telephony.browser.dtls.Fingerprint;
import org.hustings.telephony.browser.ice.IceCredentials;
import org.hustings.telephony.browser.ice.IceLite;
import org.hustings.telephony.browser.stun.StunMessage;
import org.hustings.telephony.media.MediaSeat;
import org.hustings.telephony.media.rtp.RtpPacket;
import org.hustings.telephony.media.srtp.SrtpKeys;
import org.hustings.telephony.media.srtp.SrtpSession;
import org.jspecify.annotations.Nullable;

/// One browser's connection at the shared port: ICE says where it is, DTLS who it is, SRTP brings
/// its sound in and ours out. Belongs to the port's loop; what DTLS tells comes to it from another
/// thread.
final class SecureLine implements MediaSeat.Carrier, DtlsServer.Peer {
  /// Told on the port's loop or the connection's own thread: must only enqueue.
  interface Listener {
    /// The first sound that proves to be the browser's has come.
    void heard();

    /// The connection is over: the browser left, or could not be let in. Once.
    ///
    /// @param byBrowser it said so itself
    void over(boolean byBrowser, String why);
  }

  private final SecurePort port;
  private final IceLite ice;
  private final Listener listener;
  private final MediaSeat seat = new MediaSeat(this);
  private final DtlsServer.Association association;
  private @Nullable SrtpSession srtp;
  private volatile @Nullable InetSocketAddress target;
  private volatile long heardAt;
  private boolean heard;
  private boolean lost;
  private boolean closed;

  SecureLine(SecurePort port, IceLite ice, Fingerprint expected, String name, Listener listener) {
    this.port = port;
    this.ice = ice;
    this.listener = listener;
    this.heardAt = ice.heardAt();
    this.association = port.dtls().accept(name, expected, this);
  }

  MediaSeat seat() {
    return seat;
  }

  IceLite ice() {
    return ice;
  }

  /// Steady time, ns, of the last proof that the browser is there. From any thread.
  long heardAt() {
    return heardAt;
  }

  // ── from the port, on its loop ─────────────────────────────────────────────

  void check(StunMessage message, InetSocketAddress source, long now) {
    switch (ice.check(message, source, now)) {
      case IceLite.Verdict.Answered(ByteBuffer response, boolean moved) -> {
        heardAt = now;
        if (moved || target == null) {
          target = source;
        }
        port.known(source, this);
        ice.takeForgotten().forEach(address -> port.forget(address, this));
        port.send(response, source);
      }
      case IceLite.Verdict.Refused(ByteBuffer response) -> port.send(response, source);
      case IceLite.Verdict.Dropped(IceLite.Why why) ->
          port.count(
              switch (why) {
                case WRONG_SIGNATURE -> Dropped.WRONG_SIGNATURE;
                case OTHER_USER -> Dropped.UNKNOWN_USER;
                case NOT_A_CHECK -> Dropped.MALFORMED;
                case TOO_MANY_ADDRESSES -> Dropped.TOO_MANY;
              });
    }
  }

  void dtls(ByteBuffer datagram, InetSocketAddress source) {
    if (ice.selected() == null) {
      // It speaks from there before it has chosen: that is where it listens.
      target = source;
    }
    byte[] octets = new byte[datagram.remaining()];
    datagram.get(octets);
    association.received(octets);
  }

  void media(ByteBuffer datagram, InetSocketAddress source, long now) {
    SrtpSession keys = srtp;
    if (keys == null) {
      port.count(Dropped.TOO_EARLY);
      return;
    }
    boolean report = RtpPacket.looksLikeRtcp(datagram);
    ByteBuffer plain = report ? keys.openRtcp(datagram) : keys.openRtp(datagram);
    if (!plain.hasRemaining()) {
      port.count(Dropped.NOT_AUTHENTIC);
      return;
    }
    heardAt = now;
    if (report) {
      seat.rtcp(plain, source, now);
      return;
    }
    if (!heard) {
      heard = true;
      listener.heard();
    }
    seat.rtp(plain, source, now);
  }

  /// RFC 7675: without consent nothing may be sent, and nobody is there.
  void sweep(long now) {
    if (!lost && !ice.hasConsent(now)) {
      lost = true;
      listener.over(false, "consent expired");
    }
  }

  /// New credentials for both sides.
  IceCredentials restart(IceCredentials theirs) {
    return ice.restart(theirs);
  }

  /// Says goodbye, and is no more.
  void close() {
    closed = true;
    association.close();
    SrtpSession keys = srtp;
    srtp = null;
    if (keys != null) {
      keys.close();
    }
  }

  // ── to the browser ─────────────────────────────────────────────────────────

  @Override
  public boolean sendRtp(ByteBuffer packet) {
    SrtpSession keys = srtp;
    InetSocketAddress to = target;
    if (keys == null || to == null) {
      return false;
    }
    ByteBuffer secret = keys.protectRtp(packet);
    return secret.hasRemaining() && port.send(secret, to);
  }

  @Override
  public void sendRtcp(ByteBuffer packet) {
    SrtpSession keys = srtp;
    InetSocketAddress to = target;
    if (keys != null && to != null) {
      ByteBuffer secret = keys.protectRtcp(packet);
      if (secret.hasRemaining()) {
        port.send(secret, to);
      }
    }
  }

  // ── from DTLS, on its own thread ───────────────────────────────────────────

  @Override
  public void send(byte[] datagram) {
    InetSocketAddress to = target;
    if (to != null) {
      port.send(ByteBuffer.wrap(datagram), to);
    }
  }

  @Override
  public void secured(SrtpKeys keys) {
    port.execute(() -> {
      if (!closed) {
        srtp = SrtpSession.ofServer(keys);
      }
    });
  }

  @Override
  public void over(String why) {
    listener.over(true, why);
  }
}
