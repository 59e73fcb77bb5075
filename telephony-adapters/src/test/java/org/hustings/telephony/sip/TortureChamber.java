package org.hustings.telephony.sip;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.hustings.telephony.peers.Fidelity;
import org.hustings.telephony.peers.NotedLookups;
import org.hustings.telephony.peers.Unroutable;
import org.hustings.telephony.sip.SipConfig.Limits;
import org.hustings.telephony.sip.stack.Transport;

/// Where [TortureTest] sends hostile messages to a server with a call in progress: a program of its
/// own, so that it can run where only loopback can be reached. Writes what came of it, one fact a
/// line.
final class TortureChamber {
  private static final long FUZZ_SEED = Long.getLong("fuzz.seed", 4475);
  private static final Duration QUICK = Duration.ofMillis(50);

  private static final Queue<String> UNCAUGHT = new ConcurrentLinkedQueue<>();

  private final PrintWriter report;
  private final Path resources;
  private final List<List<String>> rounds;

  private TortureChamber(PrintWriter report, Path resources, List<List<String>> rounds) {
    this.report = report;
    this.resources = resources;
    this.rounds = rounds;
  }

  /// @param args the report, the test resources, then the messages by name, in rounds that `/`
  ///   divides: messages with the same transaction key don't meet the same server
  @SuppressWarnings({"CatchAndPrintStackTrace", "CatchingUnchecked"})
  public static void main(String[] args) {
    int code = 1;
    Thread.setDefaultUncaughtExceptionHandler((_, thrown) -> UNCAUGHT.add(thrown.toString()));
    try {
      torture(args);
      code = 0;
    } catch (Throwable e) {
      e.printStackTrace();
    }
    // The library's threads would keep the program alive.
    System.exit(code);
  }

  private static void torture(String[] args) throws Exception {
    try (PrintWriter report = new PrintWriter(Files.newBufferedWriter(Path.of(args[0])), true)) {
      TortureChamber chamber = new TortureChamber(report, Path.of(args[1]), rounds(args));
      chamber.udp();
      chamber.tcp();
      chamber.tcpAndGone();
      chamber.fuzz();
      report.println("unroutable\t" + Unroutable.count());
      report.println("lookups\t" + NotedLookups.asked());
      report.println("uncaught\t" + List.copyOf(UNCAUGHT));
      chamber.witnesses();
    }
  }

  /// One server for each round, the first of them with a call in progress.
  private static final class Servers implements AutoCloseable {
    private final List<SipWorld> others = new ArrayList<>();
    final Talk talk;

    Servers(int count) {
      while (others.size() < count - 1) {
        others.add(SipWorld.towards(5060, Transport.UDP));
        others.getLast().refuse(_ -> true);
      }
      talk = Talk.among(Limits.usual().withT1(QUICK));
    }

    List<SipWorld> all() {
      return Stream.concat(Stream.of(talk.world), others.stream()).toList();
    }

    @Override
    public void close() {
      talk.close();
      others.forEach(SipWorld::close);
    }
  }

  private static List<List<String>> rounds(String[] args) {
    List<List<String>> rounds = new ArrayList<>(List.of(new ArrayList<>()));
    for (int i = 2; i < args.length; i++) {
      if (args[i].equals("/")) {
        rounds.add(new ArrayList<>());
      } else {
        rounds.getLast().add(args[i]);
      }
    }
    return rounds;
  }

  private void udp() throws Exception {
    try (Servers servers = new Servers(rounds.size());
        Torment torment = new Torment.Datagrams()) {
      ask("udp", servers, torment);
    }
  }

  /// Whether an answer comes by UDP although the request came by TCP is watched, too.
  private void tcp() throws Exception {
    try (Servers servers = new Servers(rounds.size());
        Torment astray = new Torment.Datagrams();
        Torment torment = new Torment.Connections()) {
      ask("tcp", servers, torment);
      astray.gather();
      report.println("astray\t" + astray.all());
    }
  }

  private void ask(String transport, Servers servers, Torment torment) throws Exception {
    for (int i = 0; i < rounds.size(); i++) {
      for (String name : rounds.get(i)) {
        torment.send(name, message(name), servers.all().get(i).telephony.local());
      }
    }
    torment.gather();
    for (String name : rounds.stream().flatMap(List::stream).toList()) {
      report.println(transport + "\t" + name + "\t" + String.join(" ", torment.answersTo(name)));
    }
    health(transport, servers);
  }

  /// The sender does not stay for the answer, which must not go anywhere else for that.
  private void tcpAndGone() throws Exception {
    try (Servers servers = new Servers(1)) {
      for (String name : rounds.getFirst()) {
        InetSocketAddress server = servers.talk.world.telephony.local();
        try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
          socket.getOutputStream().write(message(name));
          socket.setSoLinger(true, 0);
        }
      }
      health("gone", servers);
    }
  }

  /// Spoilt messages, the more of them the longer: first those that are kept.
  private void fuzz() throws Exception {
    try (Servers servers = new Servers(1);
        Spoiler spoiler = new Spoiler(servers.talk.world.telephony.local())) {
      List<byte[]> samples = new ArrayList<>(spoiler.samples());
      for (String name : rounds.stream().flatMap(List::stream).toList()) {
        samples.add(message(name));
      }
      fact("kept", "fuzz", spoiler.sendKept(resources.resolve("fuzz").resolve("sip")));
      spoiler.spoil(samples, FUZZ_SEED, Integer.getInteger("fuzz.times", 3_000));
      servers.talk.world.settle();
      health("fuzz", servers);
    }
  }

  private void health(String way, Servers servers) throws Exception {
    Fidelity heard = servers.talk.heard();
    List<SipWorld> all = servers.all();
    fact("blocks", way, heard.blocks());
    fact("unlike blocks", way, heard.unlike());
    fact("legs", way, sum(all, server -> server.telephony.openLegs()));
    fact("ill", way, sum(all, server -> server.telephony.healthy() ? 0 : 1));
    fact("restarts", way, sum(all, server -> server.count("hustings.sip.restarts")));
    fact("failed runners", way, sum(all, server -> server.failedRunners.size()));
  }

  private static int sum(List<SipWorld> servers, ToIntFunction<SipWorld> figure) {
    return servers.stream().mapToInt(figure).sum();
  }

  private void fact(String what, String way, int figure) {
    report.println(what + "\t" + way + "\t" + figure);
  }

  /// That there was nothing to see only counts if it would have been seen.
  private void witnesses() throws IOException {
    byte[] any = "x".getBytes(StandardCharsets.UTF_8);
    try (DatagramSocket socket = new DatagramSocket(0, SipWorld.LOOPBACK)) {
      socket.send(new DatagramPacket(any, 1, InetAddress.ofLiteral("192.0.2.1"), 5060));
    } catch (IOException expected) {
      // Counted all the same.
    }
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 5060));
    } catch (IOException expected) {
      // Counted all the same.
    }
    try {
      InetAddress.getAllByName("host.example.com");
    } catch (IOException expected) {
      // Noted all the same.
    }
    report.println("witness unroutable\t" + Unroutable.count());
    report.println("witness lookups\t" + NotedLookups.asked());
  }

  private byte[] message(String name) throws IOException {
    return Files.readAllBytes(resources.resolve("rfc4475").resolve(name + ".dat"));
  }
}
