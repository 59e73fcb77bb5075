package org.hustings.server.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/// A network between the server and its carrier that loses, doubles and delays SIP messages by UDP,
/// so that some overtake others. What it does to each is drawn from a seed, apart for each
/// direction.
///
/// ```
///  server ◄──► front │ back ◄──► carrier
/// ```
///
/// Each side knows the other by the socket before it alone: addresses within the messages are
/// changed as they pass, as some routers do. So requests within a call come this way, too.
final class BadNetwork implements AutoCloseable {
  private static final int LARGEST = 16_384;
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  private final Weather weather;
  private final InetSocketAddress server;
  private final InetSocketAddress carrier;
  private final DatagramSocket front;
  private final DatagramSocket back;
  private final ScheduledExecutorService late =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("late").factory());
  private final AtomicInteger lost = new AtomicInteger();
  private final AtomicInteger doubled = new AtomicInteger();
  private final AtomicInteger delayed = new AtomicInteger();

  /// Of a hundred messages, in the mean.
  ///
  /// @param lost never come
  /// @param doubled come twice, the second as if sent anew
  /// @param delayed come later
  /// @param byMillis at most so much
  record Weather(int lost, int doubled, int delayed, int byMillis) {}

  private BadNetwork(Weather weather, int server, int carrier) throws IOException {
    this.weather = weather;
    this.server = new InetSocketAddress(HERE, server);
    this.carrier = new InetSocketAddress(HERE, carrier);
    this.front = new DatagramSocket(0, HERE);
    this.back = new DatagramSocket(0, HERE);
  }

  /// @param server port of the server on this machine
  /// @param carrier port of the carrier
  static BadNetwork between(int server, int carrier, Weather weather, long seed) {
    try {
      BadNetwork network = new BadNetwork(weather, server, carrier);
      SplittableRandom random = new SplittableRandom(seed);
      SplittableRandom other = random.split();
      Thread.ofVirtual().name("to-carrier").start(() -> network.toCarrier(random));
      Thread.ofVirtual().name("to-server").start(() -> network.toServer(other));
      return network;
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  /// Where the server finds its carrier.
  int trunkPort() {
    return front.getLocalPort();
  }

  /// Where the carrier, and its telephones, find the server.
  InetSocketAddress server() {
    return new InetSocketAddress(HERE, back.getLocalPort());
  }

  int lost() {
    return lost.get();
  }

  int doubled() {
    return doubled.get();
  }

  int delayed() {
    return delayed.get();
  }

  private void toCarrier(RandomGenerator random) {
    carry(front, back, carrier, random);
  }

  private void toServer(RandomGenerator random) {
    carry(back, front, server, random);
  }

  private void carry(
      DatagramSocket from, DatagramSocket to, InetSocketAddress peer, RandomGenerator random) {
    DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
    try {
      while (true) {
        packet.setLength(LARGEST);
        from.receive(packet);
        byte[] message = readdressed(packet, peer);
        if (random.nextInt(100) < weather.lost) {
          lost.incrementAndGet();
          continue;
        }
        send(to, message, peer, random);
        if (random.nextInt(100) < weather.doubled) {
          doubled.incrementAndGet();
          send(to, message, peer, random);
        }
      }
    } catch (IOException | RejectedExecutionException _) {
      // Closed.
    }
  }

  private void send(
      DatagramSocket to, byte[] message, InetSocketAddress peer, RandomGenerator random) {
    long wait = 0;
    if (random.nextInt(100) < weather.delayed) {
      delayed.incrementAndGet();
      wait = random.nextInt(1, weather.byMillis);
    }
    var _ =
        late.schedule(
            () -> {
              to.send(new DatagramPacket(message, message.length, peer));
              return message;
            },
            wait,
            TimeUnit.MILLISECONDS);
  }

  private byte[] readdressed(DatagramPacket packet, InetSocketAddress peer) {
    String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1);
    String known =
        peer.equals(carrier)
            ? named(named(text, server, back), front, carrier)
            : named(named(text, carrier, front), back, server);
    return known.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String named(String text, InetSocketAddress from, DatagramSocket to) {
    return named(text, from.getPort(), to.getLocalPort());
  }

  private static String named(String text, DatagramSocket from, InetSocketAddress to) {
    return named(text, from.getLocalPort(), to.getPort());
  }

  private static String named(String text, int from, int to) {
    return text.replaceAll("(127\\.0\\.0\\.1:|rport=)" + from + "(?!\\d)", "$1" + to);
  }

  @Override
  public void close() {
    front.close();
    back.close();
    late.shutdownNow();
  }
}
