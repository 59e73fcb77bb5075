package org.hustings.telephony.phonenet.browser;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.hustings.telephony.browser.dtls.DtlsClient;
import org.hustings.telephony.browser.stun.StunAttribute;
import org.hustings.telephony.browser.stun.StunMessage;
import org.hustings.telephony.browser.stun.StunWriter;
import org.hustings.telephony.media.srtp.SrtpSession;
import org.jspecify.annotations.Nullable;

/// The media of a browser without a browser: offers G.711, checks as a full ICE agent does, shakes
/// hands by DTLS, and then says and hears 20 ms at a time. For load and rehearsals; it shares STUN,
/// DTLS and SRTP with the server, so what it proves of these is little.
public final class SimulatedBrowser implements AutoCloseable {
  /// Hears every packet that was opened. Called on the browser's own thread.
  @FunctionalInterface
  public interface Ear {
    /// @param packet plain RTP; valid during the call only
    void heard(ByteBuffer packet);
  }

  private static final int PCMU = 0;
  private static final int SAMPLES = 160;
  private static final int LARGEST = 2048;
  private static final int MOST_CHECKS = 100;
  private static final int BETWEEN_CHECKS_MILLIS = 100;

  private final DtlsClient dtls;
  private final Ear ear;
  private final DatagramSocket socket;
  private final BlockingQueue<byte[]> handshake = new LinkedBlockingQueue<>();
  private final CompletableFuture<Void> connected = new CompletableFuture<>();
  private final CompletableFuture<StunMessage> firstAnswer = new CompletableFuture<>();
  private final String fragment;
  private final String password;
  private final int ssrc;
  private final byte[] transaction = new byte[12];
  private volatile @Nullable Server server;
  private volatile @Nullable SrtpSession sending;
  private volatile @Nullable SrtpSession receiving;
  private volatile @Nullable Closeable goodbye;
  private int sequence;
  private int timestamp;

  /// What the answer said.
  private record Server(InetSocketAddress address, String fragment, String password) {}

  public SimulatedBrowser(InetAddress at, DtlsClient dtls, RandomGenerator random, Ear ear) {
    this.dtls = dtls;
    this.ear = ear;
    this.fragment = Long.toString(random.nextLong() & Long.MAX_VALUE, 36) + "ab12";
    this.password = "pwd" + Long.toString(random.nextLong() & Long.MAX_VALUE, 36) + "a".repeat(22);
    this.ssrc = random.nextInt();
    this.sequence = random.nextInt(30_000);
    random.nextBytes(transaction);
    try {
      this.socket = new DatagramSocket(new InetSocketAddress(at, 0));
    } catch (IOException cause) {
      throw new UncheckedIOException("no socket for a simulated browser", cause);
    }
  }

  public String offer() {
    return String.join(
        "\r\n",
        "v=0",
        "o=- 1 1 IN IP4 127.0.0.1",
        "s=-",
        "t=0 0",
        "a=group:BUNDLE 0",
        "m=audio 9 UDP/TLS/RTP/SAVPF 0 8 126",
        "c=IN IP4 0.0.0.0",
        "a=mid:0",
        "a=sendrecv",
        "a=rtcp-mux",
        "a=setup:actpass",
        "a=ice-ufrag:" + fragment,
        "a=ice-pwd:" + password,
        "a=fingerprint:" + dtls.fingerprint(),
        "a=rtpmap:126 telephone-event/8000",
        "");
  }

  /// Takes the server's answer, and begins to connect.
  ///
  /// @return done when it may speak
  public CompletableFuture<Void> takes(String answer) {
    String[] candidate = line(answer, "a=candidate:").split(" ", -1);
    server =
        new Server(
            new InetSocketAddress(
                InetAddress.ofLiteral(candidate[4]), Integer.parseInt(candidate[5])),
            line(answer, "a=ice-ufrag:"),
            line(answer, "a=ice-pwd:"));
    Thread.ofVirtual().name("browser-ear").start(this::listen);
    Thread.ofVirtual().name("browser-dtls").start(this::meet);
    return connected;
  }

  private static String line(String sdp, String prefix) {
    return sdp.lines()
        .filter(line -> line.startsWith(prefix))
        .findFirst()
        .map(line -> line.substring(prefix.length()).strip())
        .orElseThrow(() -> new IllegalArgumentException("the answer has no " + prefix));
  }

  private void meet() {
    try {
      checkUntilAnswered();
      DtlsClient.Met met = dtls.meet(handshake, this::send);
      sending = SrtpSession.ofClient(met.keys());
      receiving = SrtpSession.ofClient(met.keys());
      goodbye = met.goodbye();
      connected.complete(null);
    } catch (IOException | RuntimeException failed) {
      connected.completeExceptionally(failed);
    }
  }

  /// A check may be lost, or come before the server knows whose it is.
  private void checkUntilAnswered() throws IOException {
    for (int i = 0; i < MOST_CHECKS && !firstAnswer.isDone(); i++) {
      check();
      try {
        firstAnswer.get(BETWEEN_CHECKS_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException _) {
        // Once more.
      } catch (InterruptedException | ExecutionException failed) {
        throw new IOException("no check was answered", failed);
      }
    }
    if (!firstAnswer.isDone()) {
      throw new IOException("no check was answered");
    }
  }

  /// Proves that it is there, and chooses this way (RFC 8445 section 8.1.1, RFC 7675): to be
  /// repeated every few seconds.
  public void check() {
    Server to = server;
    if (to != null) {
      StunWriter request =
          StunWriter.bindingRequest(transaction)
              .with(StunAttribute.USERNAME, to.fragment() + ":" + fragment)
              .with(StunAttribute.PRIORITY, new byte[] {0x6E, 0, 1, 0})
              .with(StunAttribute.ICE_CONTROLLING, new byte[8])
              .with(StunAttribute.USE_CANDIDATE, new byte[0]);
      send(request.signedWith(to.password()));
    }
  }

  /// Says 20 ms of µ-law. From one thread only.
  ///
  /// @return whether it could
  public boolean say(byte[] sound) {
    SrtpSession keys = sending;
    if (keys == null) {
      return false;
    }
    ByteBuffer packet = ByteBuffer.allocate(12 + sound.length);
    packet.put((byte) 0x80).put((byte) PCMU).putShort((short) sequence++).putInt(timestamp);
    packet.putInt(ssrc).put(sound).flip();
    timestamp += SAMPLES;
    ByteBuffer secret = keys.protectRtp(packet);
    byte[] octets = new byte[secret.remaining()];
    secret.get(octets);
    send(octets);
    return true;
  }

  /// Sends these octets as they are.
  public void send(byte[] octets) {
    Server to = server;
    if (to == null) {
      return;
    }
    try {
      socket.send(new DatagramPacket(octets, octets.length, to.address()));
    } catch (IOException _) {
      // Lost, as datagrams are; or closed.
    }
  }

  private void listen() {
    byte[] octets = new byte[LARGEST];
    try {
      while (!socket.isClosed()) {
        DatagramPacket packet = new DatagramPacket(octets, octets.length);
        socket.receive(packet);
        received(octets, packet.getLength());
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  private void received(byte[] octets, int length) {
    int first = length > 0 ? octets[0] & 0xFF : 255;
    SrtpSession keys = receiving;
    if (first < 4) {
      Optional<StunMessage> answer = StunMessage.read(Arrays.copyOf(octets, length));
      answer
          .filter(message -> message.kind() == StunMessage.Kind.SUCCESS)
          .ifPresent(firstAnswer::complete);
    } else if (first >= 20 && first < 64) {
      handshake.add(Arrays.copyOf(octets, length));
    } else if (keys != null && (octets[1] & 0x7F) < 64) {
      ByteBuffer plain = keys.openRtp(ByteBuffer.wrap(octets, 0, length));
      if (plain.hasRemaining()) {
        ear.heard(plain);
      }
    }
  }

  /// Leaves as a browser does that is asked to.
  public void saysGoodbye() {
    Closeable known = goodbye;
    if (known != null) {
      try {
        known.close();
      } catch (IOException cause) {
        throw new UncheckedIOException(cause);
      }
    }
  }

  /// Where it sends from.
  public InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  /// Is gone without a word.
  @Override
  public void close() {
    socket.close();
  }
}
