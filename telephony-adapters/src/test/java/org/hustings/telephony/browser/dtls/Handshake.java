package org.hustings.telephony.browser.dtls;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.bouncycastle.tls.DatagramTransport;
import org.hustings.telephony.browser.dtls.ActiveDtls.Met;
import org.hustings.telephony.browser.dtls.ActiveDtls.Wish;
import org.hustings.telephony.media.srtp.SrtpKeys;
import org.jspecify.annotations.Nullable;

/// One meeting of our server with a client, without any socket between.
final class Handshake {
  private static final long WAIT_SECONDS = 30;

  private final CompletableFuture<SrtpKeys> secured = new CompletableFuture<>();
  private final CompletableFuture<String> over = new CompletableFuture<>();
  private final BlockingQueue<byte[]> toClient = new LinkedBlockingQueue<>();
  private final BooleanSupplier lost;
  private final DtlsServer.Association association;
  private @Nullable Met met;

  private Handshake(DtlsServer server, Fingerprint expected, BooleanSupplier lost) {
    this.lost = lost;
    this.association =
        server.accept(
            "test",
            expected,
            new DtlsServer.Peer() {
              @Override
              public void send(byte[] datagram) {
                if (!lost.getAsBoolean()) {
                  toClient.add(datagram);
                }
              }

              @Override
              public void secured(SrtpKeys keys) {
                secured.complete(keys);
              }

              @Override
              public void over(String why) {
                over.complete(why);
              }
            });
  }

  static Handshake between(DtlsServer server, ActiveDtls client, Fingerprint expected, Wish wish) {
    return new Handshake(server, expected, () -> false).met(client, wish, List::of);
  }

  /// Every fourth datagram is lost.
  static Handshake lossy(
      DtlsServer server, ActiveDtls client, Fingerprint expected, Random random) {
    return new Handshake(server, expected, () -> random.nextInt(4) == 0)
        .met(client, Wish.NOTHING_SPECIAL, List::of);
  }

  /// Somebody else talks into it before each datagram of the client's.
  static Handshake disturbed(
      DtlsServer server,
      ActiveDtls client,
      Fingerprint expected,
      Supplier<List<byte[]>> disturbance) {
    return new Handshake(server, expected, () -> false)
        .met(client, Wish.NOTHING_SPECIAL, disturbance);
  }

  private Handshake met(ActiveDtls client, Wish wish, Supplier<List<byte[]>> disturbance) {
    try {
      met = client.meet(new ClientSide(disturbance), wish);
    } catch (IOException _) {
      // Turned away, or it turned away: the server's side says why.
      association.close();
    }
    return this;
  }

  boolean isSecured() {
    return secured.isDone();
  }

  String serverKeys() {
    return text(get(secured));
  }

  String clientKeys() {
    return text(met().keys());
  }

  private static String text(SrtpKeys keys) {
    return HexFormat.of().formatHex(keys.client().key())
        + HexFormat.of().formatHex(keys.client().salt())
        + HexFormat.of().formatHex(keys.server().key())
        + HexFormat.of().formatHex(keys.server().salt());
  }

  Fingerprint seenByClient() {
    return met().server();
  }

  String whyOver() {
    return get(over);
  }

  void clientSaysGoodbye() {
    get(secured);
    try {
      met().transport().close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  void serverSaysGoodbye() {
    get(secured);
    association.close();
  }

  boolean clientWasToldGoodbye() {
    get(over);
    byte[] unused = new byte[2048];
    try {
      // A goodbye ends the transport; nothing else comes.
      int got = met().transport().receive(unused, 0, unused.length, 1_000);
      return got < 0 && toClient.isEmpty();
    } catch (IOException _) {
      return true;
    }
  }

  private Met met() {
    Met done = met;
    if (done == null) {
      throw new AssertionError("there was no handshake");
    }
    return done;
  }

  private static <T> T get(CompletableFuture<T> future) {
    return future.orTimeout(WAIT_SECONDS, TimeUnit.SECONDS).join();
  }

  private final class ClientSide implements DatagramTransport {
    private final Supplier<List<byte[]>> disturbance;

    ClientSide(Supplier<List<byte[]>> disturbance) {
      this.disturbance = disturbance;
    }

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
        byte[] next = toClient.poll(waitMillis, TimeUnit.MILLISECONDS);
        if (next == null) {
          return -1;
        }
        System.arraycopy(next, 0, target, offset, Math.min(length, next.length));
        return next.length;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException(e.toString());
      }
    }

    @Override
    public void send(byte[] octets, int offset, int length) {
      disturbance.get().forEach(association::received);
      if (!lost.getAsBoolean()) {
        association.received(Arrays.copyOfRange(octets, offset, offset + length));
      }
    }

    @Override
    public void close() {}
  }
}
