package org.hustings.server.bench;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hustings.server.HustingsServer;
import org.hustings.server.Logging;
import org.hustings.server.StartFailed;
import org.hustings.server.settings.BadSettings;
import org.hustings.server.settings.Settings;
import org.hustings.server.settings.SettingsFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The real server in the process that a bench starts for it: as `serve`, but by a clock for which
/// it is day, and until its standard input ends, so that it never outlives the bench.
@Command(name = "server", hidden = true, description = "The server of a bench.")
final class BenchServer implements Callable<Integer> {
  /// Begins the one line that it says, followed by its ports for HTTP, management and SIP.
  static final String SERVING = "serving ";

  @Spec private CommandSpec spec;

  @Option(names = "--config", required = true)
  private Path config;

  @Option(names = "--ahead", required = true, description = "By how many seconds its clock is.")
  private long ahead;

  @Override
  public Integer call() throws IOException, BadSettings, StartFailed {
    Logging.start(Settings.Log.Format.TEXT, Level.WARN);
    InstantSource real = InstantSource.system();
    Duration by = Duration.ofSeconds(ahead);
    Settings settings = new SettingsFile(Map.of()).read(Optional.of(config));
    try (HustingsServer server = HustingsServer.start(settings, () -> real.instant().plus(by))) {
      PrintWriter out = spec.commandLine().getOut();
      out.printf(
          "%s%d %d %d%n", SERVING, server.httpPort(), server.managementPort(), server.sipPort());
      out.flush();
      int _ = System.in.readAllBytes().length;
    }
    return 0;
  }
}
