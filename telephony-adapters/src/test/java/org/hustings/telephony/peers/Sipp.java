package org.hustings.telephony.peers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A carrier or a caller played by sipp from one of the scenarios in `src/test/resources/sipp`: it
/// says what it must receive and what it answers, and anything else makes it fail.
///
/// ```java
/// try (Sipp carrier = Sipp.carrier(directory, SippScenario.of("rings-out"))) {
///   // … a call to 127.0.0.1, port carrier.port() …
///   carrier.awaitPlayed();
/// }
/// ```
public final class Sipp implements AutoCloseable {
  private static final Duration TO_START = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int TO_PROBE_MILLISECONDS = 30;
  private static final Pattern BRANCH = Pattern.compile("branch=[^;\\s]+");

  private final String scenario;
  private final int port;
  private final Path directory;
  private final Program program;

  private Sipp(SippScenario scenario, int port, Path directory, List<String> more) {
    this.scenario = scenario.name();
    this.port = port;
    this.directory = directory;
    this.program = Program.start("sipp", "sip-tester", arguments(scenario, more), directory);
  }

  /// A carrier that waits for calls on a free port.
  ///
  /// @param parent where it gets a directory of its own
  public static Sipp carrier(Path parent, SippScenario scenario) {
    return carrier(parent, scenario, FreePorts.one());
  }

  /// A carrier that waits for calls on a port that was free a moment ago.
  public static Sipp carrier(Path parent, SippScenario scenario, int port) {
    Sipp sipp = new Sipp(scenario, port, directoryFor(parent, scenario), List.of());
    try {
      sipp.program.awaitThat(
          () -> listens(port, scenario.transport()), "it listens on port " + port, TO_START);
      return sipp;
    } catch (AssertionError failure) {
      sipp.close();
      throw failure;
    }
  }

  /// A caller that calls at once.
  ///
  /// @param user whom it calls there
  public static Sipp caller(
      Path parent, SippScenario scenario, InetSocketAddress target, String user) {
    List<String> more =
        List.of("-s", user, target.getAddress().getHostAddress() + ":" + target.getPort());
    return new Sipp(scenario, FreePorts.one(), directoryFor(parent, scenario), more);
  }

  private static Path directoryFor(Path parent, SippScenario scenario) {
    try {
      Path directory = Files.createTempDirectory(parent, "sipp-");
      String resource = "/sipp/" + scenario.name() + ".xml";
      try (InputStream xml = Sipp.class.getResourceAsStream(resource)) {
        if (xml == null) {
          throw new AssertionError("there is no scenario " + resource);
        }
        String text = new String(xml.readAllBytes(), StandardCharsets.UTF_8);
        Files.writeString(directory.resolve("scenario.xml"), scenario.filledIn(text));
      }
      Files.write(directory.resolve("sound.pcmu"), scenario.sound().octets());
      return directory;
    } catch (IOException cause) {
      throw new UncheckedIOException("cannot write sipp's scenario", cause);
    }
  }

  private List<String> arguments(SippScenario scenario, List<String> more) {
    String host = scenario.transport() == SipTransport.UDP6 ? "::1" : "127.0.0.1";
    List<String> arguments = new ArrayList<>(List.of("-sf", "scenario.xml", "-nostdin"));
    arguments.addAll(List.of("-i", host, "-bind_local", "-mi", host));
    arguments.addAll(List.of("-p", Integer.toString(port), "-cp", "0"));
    arguments.addAll(List.of("-t", scenario.transport() == SipTransport.TCP ? "t1" : "u1"));
    arguments.addAll(List.of("-m", Integer.toString(scenario.calls())));
    arguments.addAll(List.of("-default_behaviors", scenario.defaultBehaviours()));
    arguments.addAll(List.of("-trace_msg", "-message_file", "messages.log"));
    arguments.addAll(List.of("-trace_err", "-error_file", "errors.log"));
    arguments.addAll(more);
    return arguments;
  }

  /// sipp gives no sign when it listens. A closed UDP port of the loopback interface answers a
  /// datagram by "port unreachable", an open one with silence.
  private static boolean listens(int port, SipTransport transport) {
    InetAddress loopback =
        transport == SipTransport.UDP6
            ? InetAddress.ofLiteral("::1")
            : InetAddress.getLoopbackAddress();
    return switch (transport) {
      case UDP, UDP6 -> {
        try (DatagramSocket socket = new DatagramSocket()) {
          socket.connect(loopback, port);
          socket.setSoTimeout(TO_PROBE_MILLISECONDS);
          socket.send(new DatagramPacket(new byte[] {'\r', '\n', '\r', '\n'}, 4));
          socket.receive(new DatagramPacket(new byte[1], 1));
          yield true;
        } catch (SocketTimeoutException _) {
          yield true;
        } catch (PortUnreachableException _) {
          yield false;
        } catch (IOException cause) {
          throw new UncheckedIOException(cause);
        }
      }
      case TCP -> {
        try (Socket socket = new Socket(loopback, port)) {
          yield socket.isConnected();
        } catch (IOException _) {
          yield false;
        }
      }
    };
  }

  public int port() {
    return port;
  }

  /// Waits until the calls that it was to play are over, and fails unless each went as written.
  public void awaitPlayed() {
    awaitPlayed(PATIENCE);
  }

  /// Waits, but not longer than so, until the calls that it was to play are over, and fails unless
  /// each went as written.
  public void awaitPlayed(Duration atMost) {
    int exitCode;
    try {
      exitCode = program.awaitEnd(atMost);
    } catch (AssertionError failure) {
      throw new AssertionError(story("did not come to its end within " + atMost), failure);
    }
    if (exitCode != 0) {
      throw new AssertionError(story("did not go as written: exit code " + exitCode));
    }
  }

  /// All messages that it sent and received so far, in sipp's own form.
  public String messages() {
    return file("messages.log");
  }

  /// How many requests of a method it received so far, retransmissions included.
  public int received(String method) {
    return requests(method).size();
  }

  /// The calls that it got an INVITE of so far, by their Call-IDs.
  public Set<String> calls() {
    Set<String> calls = new LinkedHashSet<>();
    for (String invite : requests("INVITE")) {
      invite.lines().filter(line -> line.startsWith("Call-ID:")).findFirst().ifPresent(calls::add);
    }
    return calls;
  }

  /// The different requests of a method that it got so far, each as often as it was sent anew but
  /// not as it was retransmitted: told apart by the branch of their Via (RFC 3261 section 17.2.3).
  public List<String> transactions(String method) {
    Map<String, String> byBranch = new LinkedHashMap<>();
    for (String request : requests(method)) {
      Matcher branch = BRANCH.matcher(request);
      byBranch.putIfAbsent(branch.find() ? branch.group() : "", request);
    }
    return List.copyOf(byBranch.values());
  }

  private List<String> requests(String method) {
    return received().stream()
        .filter(message ->
            message
                .lines()
                .filter(line -> line.contains("SIP/2.0"))
                .findFirst()
                .orElse("")
                .startsWith(method + " "))
        .toList();
  }

  private List<String> received() {
    return Arrays.stream(messages().split("message received", -1))
        .skip(1)
        .map(part -> part.split("message sent", 2)[0])
        .toList();
  }

  /// Waits until it received so many requests of a method, retransmissions included.
  public void awaitReceived(String method, int times) {
    program.awaitThat(
        () -> received(method) >= times, "it received %d %s".formatted(times, method), PATIENCE);
  }

  /// Waits until it has got a 200 to a request of its own.
  ///
  /// @param request number and method, as its CSeq says
  public void awaitAnswered(String request) {
    program.awaitThat(
        () ->
            received().stream()
                .anyMatch(message ->
                    message.contains("SIP/2.0 200") && message.contains("CSeq: " + request)),
        "%s was answered".formatted(request),
        PATIENCE);
  }

  private String story(String what) {
    return "the scenario %s %s%n%s%n%s%n%s"
        .formatted(scenario, what, file("errors.log"), messages(), program.printed());
  }

  private String file(String name) {
    try {
      Path file = directory.resolve(name);
      return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  @Override
  public void close() {
    program.close();
  }
}
