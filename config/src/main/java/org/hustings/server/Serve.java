package org.hustings.server;

import ch.qos.logback.classic.Level;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.hustings.server.settings.BadSettings;
import org.hustings.server.settings.Settings;
import org.hustings.server.settings.SettingsFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `hustings serve`: the real server, until it is told to stop.
@Command(
    name = "serve",
    description = "Runs the server. SIGTERM lets it finish its calls and stop.",
    mixinStandardHelpOptions = true)
final class Serve implements Callable<Integer> {
  private static final int BAD_SETTINGS = 2;
  private static final int CANNOT_START = 3;

  @Spec private CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Your settings; without it all defaults (see config/src/main/resources/reference.yaml).")
  private @Nullable Path config;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    Settings settings;
    try {
      settings = new SettingsFile(System.getenv()).read(Optional.ofNullable(config));
    } catch (BadSettings e) {
      err.println("hustings: the settings cannot be used:");
      e.problems().forEach(problem -> err.println("  " + problem));
      return BAD_SETTINGS;
    }
    Logging.start(settings.log().format(), Level.INFO);
    CountDownLatch stopped = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    try (HustingsServer server = HustingsServer.start(settings, InstantSource.system())) {
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> drainAndStop(server, stopped, closed), "drain"));
      spec.commandLine()
          .getOut()
          .println(
              "hustings: serving http://"
                  + settings.http().listen().host()
                  + ":"
                  + server.httpPort()
                  + "/");
      spec.commandLine().getOut().flush();
      stopped.await();
      return 0;
    } catch (StartFailed e) {
      err.println("hustings: " + e.getMessage());
      return CANNOT_START;
    } finally {
      closed.countDown();
    }
  }

  /// Runs as the shutdown hook: the process ends when it returns.
  private static void drainAndStop(
      HustingsServer server, CountDownLatch stopped, CountDownLatch closed) {
    server.drain().join();
    stopped.countDown();
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
