package org.hustings.telephony.browser.dtls;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;
import org.hustings.telephony.media.srtp.SrtpKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection: the library's blocking protocol on a virtual thread of its own, fed by a queue.
/// After the handshake the thread waits for the peer's goodbye, and repeats our last flight if the
/// peer has missed it.
final class BouncyAssociation implements DtlsServer.Association {
  private static final Logger LOG = LoggerFactory.getLogger(BouncyAssociation.class);
  private static final int MOST_WAITING = 64;
  private static final int LARGEST_RECEIVED = 2048;

  /// Fits every path that carries IPv6, below UDP and IP.
  private static final int LARGEST_SENT = 1200;

  private static final int LOOK_EVERY_MILLIS = 60_000;
  private static final byte[] CLOSE = new byte[0];

  private final BouncyPassive rules;
  private final DtlsServer.Peer peer;
  private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Datagrams datagrams = new Datagrams();
  private volatile boolean closing;
  private volatile boolean finished;

  BouncyAssociation(BouncyPassive rules, DtlsServer.Peer peer) {
    this.rules = rules;
    this.peer = peer;
  }

  @Override
  public void received(byte[] datagram) {
    if (datagram.length > 0) {
      boolean _ = waiting.offer(datagram);
    }
  }

  @Override
  public void close() {
    closing = true;
    boolean _ = waiting.offer(CLOSE);
  }

  void run() {
    String why = "the handshake was given up";
    try {
      DTLSTransport transport = new DTLSServerProtocol().accept(rules, datagrams);
      SrtpKeys keys = rules.keys();
      if (keys != null) {
        peer.secured(keys);
        why = untilGoodbye(transport);
      }
      transport.close();
    } catch (IOException | RuntimeException failed) {
      why = String.valueOf(failed.getMessage());
      LOG.debug("event=dtls-over cause={}", failed.toString());
    } finally {
      peer.over(why);
    }
  }

  private String untilGoodbye(DTLSTransport transport) throws IOException {
    byte[] unused = new byte[LARGEST_RECEIVED];
    try {
      while (!closing && !finished) {
        // Nothing is expected in it: media don't come by DTLS.
        int _ = transport.receive(unused, 0, unused.length, LOOK_EVERY_MILLIS);
      }
    } catch (InterruptedIOException _) {
      // That is how we leave the library's own wait.
    }
    return closing ? "closed" : "the peer said goodbye";
  }

  /// What the library takes for its socket.
  private final class Datagrams implements DatagramTransport {
    @Override
    public int getReceiveLimit() {
      return LARGEST_RECEIVED;
    }

    @Override
    public int getSendLimit() {
      return LARGEST_SENT;
    }

    /// @param waitMillis 0 for as long as it takes
    @Override
    public int receive(byte[] target, int offset, int length, int waitMillis) throws IOException {
      byte[] next = finished || closing ? CLOSE : next(waitMillis);
      if (next == null) {
        return -1;
      }
      if (next.length == 0) {
        throw new InterruptedIOException("closed");
      }
      int count = Math.min(length, next.length);
      System.arraycopy(next, 0, target, offset, count);
      return count;
    }

    private byte @org.jspecify.annotations.Nullable [] next(int waitMillis) throws IOException {
      try {
        return waitMillis == 0 ? waiting.take() : waiting.poll(waitMillis, TimeUnit.MILLISECONDS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
    }

    @Override
    public void send(byte[] octets, int offset, int length) {
      peer.send(Arrays.copyOfRange(octets, offset, offset + length));
    }

    /// By the library, when the peer said goodbye or all is lost.
    @Override
    public void close() {
      finished = true;
    }
  }
}
