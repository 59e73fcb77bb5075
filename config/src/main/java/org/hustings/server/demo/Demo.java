package org.hustings.server.demo;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.hustings.server.Logging;
import org.hustings.server.StartFailed;
import org.hustings.server.settings.BadSettings;
import org.hustings.server.settings.Settings;
import org.hustings.telephony.phonenet.Ring;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `hustings demo`: everything on this machine, from one command.
@Command(
    name = "demo",
    description =
        "Runs a server with a telephone network in a box, a campaign and a shift of simulated volunteers. Needs nothing else.",
    mixinStandardHelpOptions = true)
public final class Demo implements Callable<Integer> {
  private static final Duration STATUS_EVERY = Duration.ofSeconds(15);
  private static final String MARK = "hustings-demo";

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIRECTORY",
      defaultValue = "data/demo",
      description = "Where its data goes; begun anew each time (default: ${DEFAULT-VALUE}).")
  private Path data;

  @Option(
      names = "--volunteers",
      paramLabel = "N",
      defaultValue = "6",
      description = "Simulated volunteers (default: ${DEFAULT-VALUE}).")
  private int volunteers;

  @Option(
      names = "--http",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Port of the API, 0 for a free one (default: ${DEFAULT-VALUE}).")
  private int http;

  @Option(
      names = "--management",
      paramLabel = "PORT",
      defaultValue = "9464",
      description = "Port of metrics and health, 0 for a free one (default: ${DEFAULT-VALUE}).")
  private int management;

  @Option(
      names = "--sip",
      paramLabel = "PORT",
      defaultValue = "5060",
      description = "SIP port, 0 for a free one (default: ${DEFAULT-VALUE}).")
  private int sip;

  @Option(
      names = "--seed",
      defaultValue = "2026",
      description = "Seed of voters and volunteers (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    // What goes well is told by the status lines and the metrics.
    Logging.start(Settings.Log.Format.TEXT, Level.WARN);
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndWait(stop, closed), "stop"));
    out.println("hustings: starting the demo; its database takes some seconds…");
    out.flush();
    try {
      clear(data);
      RunningDemo.Plan plan =
          new RunningDemo.Plan(
              data, new RunningDemo.DemoSettingsPorts(http, management, sip), volunteers, seed);
      try (RunningDemo demo = RunningDemo.start(plan, InstantSource.system())) {
        Duration ahead = DemoClock.ahead(InstantSource.system().instant());
        out.print(demo.guide());
        if (!ahead.isZero()) {
          out.println(
              "        It is night where the voters live, so this demo's clock is "
                  + ahead.toMinutes()
                  + " minutes ahead.");
        }
        out.flush();
        while (!stop.await(STATUS_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
          out.println(status(demo));
          out.flush();
        }
      }
      return 0;
    } catch (StartFailed | BadSettings e) {
      spec.commandLine().getErr().println("hustings: " + e.getMessage());
      return 3;
    } finally {
      closed.countDown();
    }
  }

  private static String status(RunningDemo demo) {
    List<Ring> rings = demo.rings().rings();
    return "hustings: " + "voters rung: " + rings.size() + ", calls up now: " + demo.rings().open();
  }

  private static void stopAndWait(CountDownLatch stop, CountDownLatch closed) {
    stop.countDown();
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Removes an earlier demo's data, and nothing that is not a demo's.
  private static void clear(Path directory) throws IOException {
    Path mark = directory.resolve(MARK);
    if (Files.exists(directory)) {
      if (!Files.exists(mark)) {
        throw new IOException(
            directory + " is there and holds no demo; name another directory with --data");
      }
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    Files.createDirectories(directory);
    Files.writeString(
        mark, "This directory belongs to hustings demo, which empties it at each start.\n");
  }
}
