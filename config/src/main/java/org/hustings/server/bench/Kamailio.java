package org.hustings.server.bench;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hustings.server.bench.relay.Installed;
import org.hustings.server.bench.relay.Rtpengine;
import org.hustings.telephony.media.PortRange;

/// The distribution's Kamailio with its rtpengine, as carriers run them: a proxy that keeps
/// transactions and has the sound relayed. It stands where the server does, and knows one carrier.
final class Kamailio implements Program, AutoCloseable {
  static final String NAME = "kamailio";

  /// Not the server's, which is there at the same time.
  private static final PortRange PORTS = new PortRange(48_000, 55_999);

  private static final InetAddress HOST = InetAddress.ofLiteral("127.0.0.1");
  private static final int ANSWERS_WITHIN_MILLIS = 500;
  private static final int TRIES = 20;

  private final Rtpengine rtpengine;
  private final Process process;
  private final InetSocketAddress address;

  private Kamailio(Rtpengine rtpengine, Process process, InetSocketAddress address) {
    this.rtpengine = rtpengine;
    this.process = process;
    this.address = address;
  }

  /// Starts both, and waits until they answer.
  ///
  /// @param directory where its settings and its words go
  /// @param carrier where its calls go
  /// @throws IOException also if one is not installed; the message says which package to install
  static Kamailio start(Path directory, InetSocketAddress carrier) throws IOException {
    Rtpengine rtpengine = Rtpengine.start(HOST, PORTS, directory.resolve("rtpengine.log"));
    try {
      InetSocketAddress address = new InetSocketAddress(HOST, freePort());
      Path settings = settings(directory, address, rtpengine.control(), carrier);
      Path log = directory.resolve("kamailio.log");
      List<String> command =
          List.of(NAME, "-DD", "-E", "-f", settings.toString(), "-Y", directory.toString());
      Kamailio peer = new Kamailio(rtpengine, Installed.start(command, NAME, log), address);
      peer.awaitAnswer(log);
      return peer;
    } catch (IOException e) {
      rtpengine.close();
      throw e;
    }
  }

  private static int freePort() throws IOException {
    try (DatagramSocket probe = new DatagramSocket(new InetSocketAddress(HOST, 0))) {
      return probe.getLocalPort();
    }
  }

  private static Path settings(
      Path directory,
      InetSocketAddress listen,
      InetSocketAddress rtpengine,
      InetSocketAddress carrier)
      throws IOException {
    return Files.writeString(
        directory.resolve("kamailio.cfg"),
        BenchQueue.script("kamailio.cfg")
            .replace("LISTEN", written(listen))
            .replace("RTPENGINE", written(rtpengine))
            .replace("CARRIER", written(carrier)));
  }

  private static String written(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  private void awaitAnswer(Path log) throws IOException {
    try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(HOST, 0))) {
      socket.connect(address);
      socket.setSoTimeout(ANSWERS_WITHIN_MILLIS);
      byte[] question = options(socket.getLocalPort()).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < TRIES && process.isAlive(); i++) {
        if (answers(socket, question)) {
          return;
        }
      }
    }
    close();
    throw new IOException("kamailio does not answer:\n" + Files.readString(log));
  }

  private boolean answers(DatagramSocket socket, byte[] question) throws IOException {
    try {
      socket.send(new DatagramPacket(question, question.length));
      socket.receive(new DatagramPacket(new byte[2048], 2048));
      return true;
    } catch (SocketTimeoutException _) {
      return false;
    } catch (PortUnreachableException _) {
      // Not listening yet.
      await(Duration.ofMillis(100));
      return false;
    }
  }

  /// A bare OPTIONS (RFC 3261 section 11).
  private String options(int port) {
    return String.join(
        "\r\n",
        "OPTIONS sip:" + written(address) + " SIP/2.0",
        "Via: SIP/2.0/UDP 127.0.0.1:" + port + ";branch=z9hG4bK-bench;rport",
        "Max-Forwards: 70",
        "From: <sip:bench@127.0.0.1>;tag=bench",
        "To: <sip:" + written(address) + ">",
        "Call-ID: bench",
        "CSeq: 1 OPTIONS",
        "Content-Length: 0",
        "",
        "");
  }

  /// Where telephones send their calls, by UDP.
  InetSocketAddress address() {
    return address;
  }

  @Override
  public Duration cpu() {
    ProcessHandle relay = ProcessHandle.of(rtpengine.pid().orElseThrow()).orElseThrow();
    return Program.cpuOfAll(process.toHandle()).plus(Program.cpuOfAll(relay));
  }

  @Override
  public Duration databaseCpu() {
    return Duration.ZERO;
  }

  @Override
  public Collections collections() {
    return Collections.none();
  }

  private void await(Duration longest) throws IOException {
    try {
      boolean _ = process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /// Ends both, and waits for the one that has children.
  @Override
  public void close() throws IOException {
    process.destroy();
    await(Duration.ofSeconds(10));
    rtpengine.close();
  }
}
