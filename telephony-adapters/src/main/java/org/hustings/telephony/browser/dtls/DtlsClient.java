package org.hustings.telephony.browser.dtls;

import java.io.Closeable;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.hustings.telephony.media.srtp.SrtpKeys;

/// The other side of [DtlsServer], for browsers that are simulated: blocking, one thread for each.
public final class DtlsClient {
  /// A finished handshake.
  ///
  /// @param server what the server showed
  /// @param goodbye says it
  public record Met(SrtpKeys keys, Fingerprint server, Closeable goodbye) {}

  private final BcTlsCrypto crypto = new BcTlsCrypto(new SecureRandom());
  private final OwnCertificate own = OwnCertificate.make(crypto, Instant.EPOCH);

  public Fingerprint fingerprint() {
    return own.fingerprint();
  }

  /// Shakes hands.
  ///
  /// @throws IOException if it fails, or takes too long
  public Met meet(BlockingQueue<byte[]> incoming, Consumer<byte[]> outgoing) throws IOException {
    BouncyActive rules = new BouncyActive(crypto, own);
    DTLSTransport transport =
        new DTLSClientProtocol().connect(rules, new Datagrams(incoming, outgoing));
    return new Met(rules.keys(), rules.server(), transport::close);
  }

  private record Datagrams(BlockingQueue<byte[]> incoming, Consumer<byte[]> outgoing)
      implements DatagramTransport {
    @Override
    public int getReceiveLimit() {
      return 2048;
    }

    @Override
    public int getSendLimit() {
      return 1200;
    }

    @Override
    public int receive(byte[] target, int offset, int length, int waitMillis) throws IOException {
      try {
        byte[] next = incoming.poll(waitMillis, TimeUnit.MILLISECONDS);
        if (next == null) {
          return -1;
        }
        int count = Math.min(length, next.length);
        System.arraycopy(next, 0, target, offset, count);
        return count;
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new IOException(interrupted);
      }
    }

    @Override
    public void send(byte[] octets, int offset, int length) {
      outgoing.accept(java.util.Arrays.copyOfRange(octets, offset, offset + length));
    }

    @Override
    public void close() {}
  }
}
