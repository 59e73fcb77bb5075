package org.hustings.telephony.browser;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hustings.telephony.browser.BrowserMetrics.Dropped;
import org.hustings.telephony.browser.dtls.DtlsServer;
import org.hustings.telephony.browser.ice.IceCredentials;
import org.hustings.telephony.browser.ice.IceLite;
import org.hustings.telephony.browser.stun.StunAttribute;
import org.hustings.telephony.browser.stun.StunMessage;
import org.hustings.telephony.media.MediaEngine;
import org.hustings.telephony.media.MediaPort;
import org.jspecify.annotations.Nullable;

/// The one port of all browsers. A check's user name says whose it is; once it is proven, the
/// address that it came from says it of everything else (RFC 7983 tells STUN, DTLS and RTP apart).
/// All maps belong to the port's loop.
final class SecurePort implements MediaPort.Keeper, AutoCloseable {
  private final MediaPort port;
  private final DtlsServer dtls;
  private final BrowserMetrics metrics;
  private final StrangerLimit limit;
  private final Map<String, SecureLine> byFragment = new HashMap<>();
  private final Map<InetSocketAddress, SecureLine> bySource = new HashMap<>();
  private final Set<SecureLine> lines = new HashSet<>();

  SecurePort(
      MediaEngine media,
      BrowserConfig config,
      DtlsServer dtls,
      BrowserMetrics metrics,
      StrangerLimit limit)
      throws IOException {
    this.dtls = dtls;
    this.metrics = metrics;
    this.limit = limit;
    this.port = media.openPort(config.listen(), config.limits().socketBuffer(), this);
  }

  InetSocketAddress local() {
    return port.local();
  }

  MediaPort media() {
    return port;
  }

  DtlsServer dtls() {
    return dtls;
  }

  boolean execute(Runnable work) {
    return port.execute(work);
  }

  boolean send(ByteBuffer datagram, InetSocketAddress target) {
    return port.send(datagram, target);
  }

  void count(Dropped why) {
    metrics.dropped(why);
  }

  // ── on the loop ────────────────────────────────────────────────────────────

  void enter(SecureLine line) {
    lines.add(line);
    byFragment.put(line.ice().ours().fragment(), line);
  }

  /// The line's checks come with other credentials as well from now on.
  void restarted(SecureLine line, IceCredentials ours) {
    byFragment.put(ours.fragment(), line);
  }

  void leave(SecureLine line) {
    lines.remove(line);
    byFragment.values().removeIf(line::equals);
    bySource.values().removeIf(line::equals);
    line.close();
  }

  /// An address proved to be a line's.
  void known(InetSocketAddress source, SecureLine line) {
    bySource.put(source, line);
  }

  void forget(InetSocketAddress source, SecureLine line) {
    bySource.remove(source, line);
  }

  @Override
  public void datagram(ByteBuffer datagram, InetSocketAddress source, long now) {
    @Nullable SecureLine line = bySource.get(source);
    if (line == null && !limit.admits(source.getAddress(), now)) {
      metrics.dropped(Dropped.TOO_MANY);
      return;
    }
    int first = datagram.hasRemaining() ? datagram.get(datagram.position()) & 0xFF : 255;
    if (first < 4) {
      stun(datagram, source, now);
    } else if (line == null) {
      metrics.dropped(Dropped.STRANGER);
    } else if (first >= 20 && first < 64) {
      line.dtls(datagram, source);
    } else if (first >= 128 && first < 192) {
      line.media(datagram, source, now);
    } else {
      metrics.dropped(Dropped.MALFORMED);
    }
  }

  private void stun(ByteBuffer datagram, InetSocketAddress source, long now) {
    byte[] octets = new byte[datagram.remaining()];
    datagram.get(octets);
    StunMessage message = StunMessage.read(octets).orElse(null);
    if (message == null) {
      metrics.dropped(Dropped.MALFORMED);
      return;
    }
    String user = message.text(StunAttribute.USERNAME).orElse("");
    SecureLine line = byFragment.get(IceLite.fragmentOf(user));
    if (line == null) {
      metrics.dropped(Dropped.UNKNOWN_USER);
      return;
    }
    line.check(message, source, now);
  }

  @Override
  public void sweep(long now) {
    List.copyOf(lines).forEach(line -> line.sweep(now));
  }

  @Override
  public void close() {
    port.close();
  }
}
