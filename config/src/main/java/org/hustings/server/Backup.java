package org.hustings.server;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hustings.schema.embedded.BaseBackup;
import org.hustings.schema.embedded.EmbeddedServerFailed;
import org.hustings.server.settings.BadSettings;
import org.hustings.server.settings.Settings;
import org.hustings.server.settings.SettingsFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `hustings backup`: a copy of the embedded database of a server that runs.
@Command(
    name = "backup",
    description =
        "Copies the embedded database of a running server into a new directory, which can stand in its place.",
    mixinStandardHelpOptions = true)
final class Backup implements Callable<Integer> {
  private static final int BAD_SETTINGS = 2;
  private static final int NO_BACKUP = 4;

  @Spec private CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The settings of the server; without it all defaults.")
  private @Nullable Path config;

  @Option(
      names = "--to",
      paramLabel = "DIRECTORY",
      required = true,
      description = "Where the copy goes; must not exist yet.")
  private Path to;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    try {
      Settings.Database settings =
          new SettingsFile(System.getenv()).read(Optional.ofNullable(config)).database();
      if (!settings.isEmbedded()) {
        err.println(
            "hustings: the settings name a PostgreSQL of yours (database.url): back it up with its own pg_dump.");
        return NO_BACKUP;
      }
      Path into = to.toAbsolutePath().normalize();
      BaseBackup.take(settings.data().toAbsolutePath(), into);
      spec.commandLine().getOut().println("hustings: the database is copied to " + into);
      return 0;
    } catch (BadSettings e) {
      err.println("hustings: the settings cannot be used:");
      e.problems().forEach(problem -> err.println("  " + problem));
      return BAD_SETTINGS;
    } catch (EmbeddedServerFailed e) {
      err.println("hustings: " + e.getMessage());
      return NO_BACKUP;
    }
  }
}
