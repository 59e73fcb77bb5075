package org.hustings.telephony.sip;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.hustings.telephony.fuzz.Mutations;

/// Sends a server what was spoilt, and asks it again and again whether it is still there.
final class Spoiler implements AutoCloseable {
  private static final int ASK_AFTER = 50;
  private static final int CONNECT_AFTER = 5;
  private static final int PATIENCE_MILLIS = 10_000;

  private final InetSocketAddress server;
  private final DatagramSocket socket;
  private final DatagramSocket asking;
  private int sent;

  Spoiler(InetSocketAddress server) throws IOException {
    this.server = server;
    this.socket = new DatagramSocket(0, SipWorld.LOOPBACK);
    this.asking = new DatagramSocket(0, SipWorld.LOOPBACK);
    asking.setSoTimeout(PATIENCE_MILLIS);
  }

  /// Good messages, among them answers to what the server never asked.
  List<byte[]> samples() {
    String via =
        "Via: SIP/2.0/UDP 127.0.0.1:" + socket.getLocalPort() + ";branch=z9hG4bKfuzz;rport";
    String ourVia = "Via: SIP/2.0/UDP 127.0.0.1:" + server.getPort() + ";branch=z9hG4bKfuzz";
    return Stream.of(
            message("INVITE sip:+19195550199@127.0.0.1 SIP/2.0", via, "1 INVITE"),
            message("BYE sip:+19195550199@127.0.0.1 SIP/2.0", via, "2 BYE"),
            message("CANCEL sip:+19195550199@127.0.0.1 SIP/2.0", via, "1 CANCEL"),
            message("ACK sip:+19195550199@127.0.0.1 SIP/2.0", via, "1 ACK"),
            message("OPTIONS sip:127.0.0.1 SIP/2.0", via, "1 OPTIONS"),
            message("SIP/2.0 180 Ringing", ourVia, "1 INVITE"),
            message("SIP/2.0 200 OK", ourVia, "1 INVITE"))
        .map(text -> text.getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  private static String message(String firstLine, String via, String cseq) {
    String body =
        """
        v=0
        o=- 1 1 IN IP4 127.0.0.1
        s=-
        c=IN IP4 127.0.0.1
        t=0 0
        m=audio 4000 RTP/AVP 0
        """
            .replace("\n", "\r\n");
    return String.join(
        "\r\n",
        firstLine,
        via,
        "From: \"A\" <sip:+19195550111@127.0.0.1>;tag=1",
        "To: <sip:+19195550199@127.0.0.1>",
        "Call-ID: fuzz",
        "CSeq: " + cseq,
        "Contact: <sip:x@127.0.0.1:5099>",
        "Record-Route: <sip:127.0.0.1;lr>",
        "Max-Forwards: 70",
        "User-Agent: x (y)",
        "Content-Type: application/sdp",
        "Content-Length: " + body.length(),
        "",
        body);
  }

  /// Sends each file of a directory, which holds a message in hexadecimal.
  ///
  /// @return how many there were
  int sendKept(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> kept = files.sorted().toList();
      for (Path file : kept) {
        byte[] message = HexFormat.of().parseHex(Files.readString(file).strip());
        byUdp(message);
        byTcp(message);
        ask(file.toString());
      }
      return kept.size();
    }
  }

  void spoil(List<byte[]> samples, long seed, int times) throws IOException {
    Mutations mutations = new Mutations(samples, seed);
    for (int i = 0; i < times; i++) {
      byte[] message = mutations.next();
      byUdp(message);
      if (i % CONNECT_AFTER == 0) {
        byTcp(message);
      }
      if (i % ASK_AFTER == 0) {
        ask("before number " + i + " of -Dfuzz.seed=" + seed);
      }
    }
    ask("at the end of -Dfuzz.seed=" + seed);
  }

  private void byUdp(byte[] message) throws IOException {
    socket.send(new DatagramPacket(message, Math.min(message.length, 60_000), server));
  }

  private void byTcp(byte[] message) throws IOException {
    try (Socket connection = new Socket(server.getAddress(), server.getPort())) {
      connection.getOutputStream().write(message);
    } catch (IOException closed) {
      // It had read enough.
    }
  }

  /// Whoever still answers this has lived through all that came before it.
  private void ask(String when) throws IOException {
    sent++;
    String options =
        String.join(
            "\r\n",
            "OPTIONS sip:127.0.0.1 SIP/2.0",
            "Via: SIP/2.0/UDP 127.0.0.1:%d;branch=z9hG4bKask%d;rport"
                .formatted(asking.getLocalPort(), sent),
            "From: <sip:a@127.0.0.1>;tag=1",
            "To: <sip:127.0.0.1>",
            "Call-ID: ask" + sent,
            "CSeq: 1 OPTIONS",
            "Max-Forwards: 70",
            "Content-Length: 0",
            "",
            "");
    byte[] bytes = options.getBytes(StandardCharsets.UTF_8);
    asking.send(new DatagramPacket(bytes, bytes.length, server));
    try {
      DatagramPacket answer = new DatagramPacket(new byte[4_096], 4_096);
      do {
        answer.setLength(4_096);
        asking.receive(answer);
      } while (!new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8)
          .contains("Call-ID: ask" + sent));
    } catch (java.net.SocketTimeoutException e) {
      throw new IOException("the server does not answer " + when, e);
    }
  }

  @Override
  public void close() {
    socket.close();
    asking.close();
  }
}
