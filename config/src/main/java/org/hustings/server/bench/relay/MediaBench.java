package org.hustings.server.bench.relay;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// `./hustings bench media`: our media engine on one core, alone or beside rtpengine, with the same
/// talk in turns in one run. What it prints is Markdown.
@Command(
    name = "media",
    description = "CPU a packet, loss and latency of bridges, on one core, beside rtpengine.",
    mixinStandardHelpOptions = true)
public final class MediaBench implements Callable<Integer> {
  /// The one that we know how to drive.
  static final class Neighbour implements ITypeConverter<String> {
    @Override
    public String convert(String value) {
      if (!value.equals("rtpengine")) {
        throw new TypeConversionException("expected rtpengine, got " + value);
      }
      return value;
    }
  }

  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  // Asked before the bench is on one of them.
  private final int processors = Runtime.getRuntime().availableProcessors();

  @Spec private CommandSpec spec;

  @Option(
      names = "--bridges",
      split = ",",
      defaultValue = "500,1000,1400",
      description = "How many at once, one after the other (${DEFAULT-VALUE}).")
  private List<Integer> bridges;

  @Option(
      names = "--seconds",
      defaultValue = "10",
      description = "Measured in each turn (${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "15",
      description = "Seconds of talk before each turn (${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(
      names = "--turns",
      defaultValue = "2",
      description = "Of each relay with each number of bridges (${DEFAULT-VALUE}).")
  private int turns;

  @Option(
      names = "--beside",
      converter = Neighbour.class,
      description = "rtpengine: measured in turns with ours. It must be installed.")
  private @Nullable String beside;

  @Option(
      names = "--pin",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Whether bench and relay get a core each, by taskset.")
  private boolean pin;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%d processors, %s, Java %s, %d s a turn after %d s of warm-up.%n%n",
        processors,
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        Runtime.version(),
        seconds,
        warmUp);
    Turn.Plan plan =
        new Turn.Plan(LOOPBACK, Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds));
    pinOurselves();
    List<Relay> relays = new ArrayList<>(List.of(new Straight()));
    try {
      relays.add(OurEngine.start(LOOPBACK, prefix()));
      if (beside != null) {
        Path log = Files.createTempFile("rtpengine", ".log");
        relays.add(Rtpengine.onACore(LOOPBACK, prefix(), log));
      }
      run(relays, plan, out);
    } finally {
      for (Relay relay : relays) {
        relay.close();
      }
    }
    return 0;
  }

  private void run(List<Relay> relays, Turn.Plan plan, PrintWriter out) throws IOException {
    List<Turn> all = new ArrayList<>();
    out.println(Turn.heading());
    int number = 0;
    for (int count : bridges) {
      for (int turn = 0; turn < turns; turn++) {
        for (Relay relay : relays) {
          all.add(Turn.run(relay, count, number++, plan));
          out.println(all.getLast().row());
          out.flush();
        }
      }
    }
    if (beside != null) {
      out.println();
      for (int count : bridges) {
        out.printf(
            Locale.ROOT,
            "%,d bridges: %.2f of rtpengine's CPU a packet.%n",
            count,
            micros(all, "hustings", count) / micros(all, "rtpengine", count));
      }
    }
  }

  private static double micros(List<Turn> all, String relay, int bridges) {
    return all.stream()
        .filter(turn -> turn.relay().equals(relay) && turn.bridges() == bridges)
        .mapToDouble(turn -> turn.micros().orElseThrow())
        .average()
        .orElseThrow();
  }

  /// What starts a relay on the last core.
  private List<String> prefix() {
    return pin ? List.of("taskset", "-c", String.valueOf(processors - 1)) : List.of();
  }

  /// The bench stays on the first core with all its threads.
  private void pinOurselves() throws IOException, InterruptedException {
    if (pin) {
      String pid = String.valueOf(ProcessHandle.current().pid());
      Process taskset =
          new ProcessBuilder("taskset", "-a", "-p", "-c", "0", pid)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      if (taskset.waitFor() != 0) {
        throw new IOException("taskset failed; --no-pin does without");
      }
    }
  }
}
