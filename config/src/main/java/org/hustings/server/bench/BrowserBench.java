package org.hustings.server.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.hustings.server.bench.BridgeLoad.Kind;
import org.hustings.server.bench.BridgeLoad.Measured;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `./hustings bench browsers`: bridges between a volunteer and a voter, with the volunteer by
/// plain RTP and by browser (DTLS-SRTP at the shared port), in turns in one run.
@Command(
    name = "browsers",
    description = "CPU, loss and latency of bridges with browsers, beside the same with plain RTP.",
    mixinStandardHelpOptions = true)
final class BrowserBench implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--bridges", defaultValue = "200", description = "At once (${DEFAULT-VALUE}).")
  private int bridges;

  @Option(
      names = "--seconds",
      defaultValue = "20",
      description = "Measured in each turn (${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--turns",
      defaultValue = "2",
      description = "Of each kind, alternating (${DEFAULT-VALUE}).")
  private int turns;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%d bridges, 50 packets a second each way, %d s a turn, %d processors, Java %s%n",
        bridges,
        seconds,
        Runtime.getRuntime().availableProcessors(),
        Runtime.version());
    out.println(
        "kind     CPU of the media thread    a bridge   a packet  lost of sent        latency p50   p99");
    for (int turn = 0; turn < turns; turn++) {
      for (Kind kind : Kind.values()) {
        try (BridgeLoad load = BridgeLoad.start(kind, bridges)) {
          load.run(seconds / 4 + 1);
          print(out, kind, load.run(seconds));
        }
      }
    }
    return 0;
  }

  private void print(PrintWriter out, Kind kind, Measured measured) {
    out.printf(
        Locale.ROOT,
        "%-8s %6.1f %% of one core      %6.3f %%  %5.1f us  %6d of %8d   %6.2f ms  %6.2f ms%n",
        kind.name().toLowerCase(Locale.ROOT),
        100 * measured.cpu(),
        100 * measured.cpu() / bridges,
        measured.cpuMicrosAPacket(),
        measured.sent() - measured.received(),
        measured.sent(),
        measured.latencyNanos(0.5) / 1e6,
        measured.latencyNanos(0.99) / 1e6);
    out.flush();
  }
}
