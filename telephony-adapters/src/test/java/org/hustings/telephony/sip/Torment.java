package org.hustings.telephony.sip;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Hostile messages on their way to a server, by name, and the final answers that come back to
/// where they were sent from.
abstract sealed class Torment implements AutoCloseable {
  private static final String CLOSED = "closed";
  private static final Duration QUIET = Duration.ofMillis(800);
  private static final int MOST = 65_535;
  private static final Pattern STATUS = Pattern.compile("(?m)^SIP/2\\.0 ([2-6][0-9]{2}) ");
  private static final Pattern CALL_ID = Pattern.compile("(?mi)^(?:Call-ID|i) *: *(.*)$");

  private final Map<String, List<String>> answers = new HashMap<>();

  abstract void send(String name, byte[] message, InetSocketAddress server) throws IOException;

  /// Reads what has come, until nothing more comes for a while.
  abstract void gather() throws IOException;

  @Override
  public abstract void close() throws IOException;

  /// Each final status once, in order, and `closed` if the server hung up after it.
  List<String> answersTo(String name) {
    return List.copyOf(answers.getOrDefault(name, List.of()));
  }

  /// All answers, by the name of what they answer.
  Map<String, List<String>> all() {
    return answers;
  }

  void note(String name, String answer) {
    List<String> known = answers.computeIfAbsent(name, _ -> new ArrayList<>());
    if (!known.contains(answer)) {
      known.add(answer);
    }
  }

  private static String text(byte[] bytes, int length) {
    return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
  }

  /// Datagrams from the port that most of the messages name in their Via by naming none.
  static final class Datagrams extends Torment {
    private final DatagramSocket socket;
    private final Map<String, String> names = new HashMap<>();

    Datagrams() throws IOException {
      socket = new DatagramSocket(5060, SipWorld.LOOPBACK);
      socket.setSoTimeout(Math.toIntExact(QUIET.toMillis()));
    }

    @Override
    void send(String name, byte[] message, InetSocketAddress server) throws IOException {
      callId(text(message, message.length)).ifPresent(id -> names.put(id, name));
      socket.send(new DatagramPacket(message, message.length, server));
    }

    @Override
    void gather() throws IOException {
      // Answers to INVITE are repeated for want of an ACK, so it does not get quiet by itself.
      long end = System.nanoTime() + QUIET.toNanos() * 4;
      try {
        while (System.nanoTime() < end) {
          DatagramPacket packet = new DatagramPacket(new byte[MOST], MOST);
          socket.receive(packet);
          take(text(packet.getData(), packet.getLength()));
        }
      } catch (SocketTimeoutException _) {
        // No more comes.
      }
    }

    private void take(String answer) {
      // What is quoted of the message itself is no answer.
      String head = answer.substring(0, Math.max(0, answer.indexOf("\r\n\r\n"))) + "\r\n";
      Matcher status = STATUS.matcher(head);
      if (status.find()) {
        String id = callId(head).orElse("nobody");
        note(names.getOrDefault(id, id), status.group(1));
      }
    }

    private static Optional<String> callId(String text) {
      return CALL_ID.matcher(text).results().findFirst().map(found -> found.group(1).strip());
    }

    @Override
    public void close() {
      socket.close();
    }
  }

  /// A connection for each.
  static final class Connections extends Torment {
    private static final int LOOK_MILLIS = 5;

    /// Longer than a connection is kept that is to be closed.
    private static final Duration LONG_QUIET = Duration.ofMillis(2_500);

    private final List<Connection> open = new ArrayList<>();

    private record Connection(String name, Socket socket, StringBuilder heard) {}

    @Override
    void send(String name, byte[] message, InetSocketAddress server) throws IOException {
      Socket socket = new Socket(server.getAddress(), server.getPort());
      socket.setSoTimeout(LOOK_MILLIS);
      socket.getOutputStream().write(message);
      open.add(new Connection(name, socket, new StringBuilder()));
    }

    @Override
    void gather() throws IOException {
      long quietSince = System.nanoTime();
      while (System.nanoTime() - quietSince < LONG_QUIET.toNanos()) {
        for (Connection connection : List.copyOf(open)) {
          if (look(connection)) {
            quietSince = System.nanoTime();
          }
        }
      }
    }

    /// Whether there was something new.
    private boolean look(Connection connection) throws IOException {
      byte[] some = new byte[MOST];
      int length;
      try {
        length = connection.socket.getInputStream().read(some);
      } catch (SocketTimeoutException _) {
        return false;
      } catch (IOException reset) {
        length = -1;
      }
      if (length < 0) {
        note(connection, CLOSED);
        open.remove(connection);
        connection.socket.close();
      } else {
        connection.heard.append(text(some, length));
        STATUS.matcher(connection.heard).results().forEach(it -> note(connection, it.group(1)));
      }
      return true;
    }

    private void note(Connection connection, String answer) {
      super.note(connection.name, answer);
    }

    @Override
    public void close() throws IOException {
      for (Connection connection : open) {
        connection.socket.close();
      }
    }
  }
}
