package org.hustings.server.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What every bench of a whole house can be told about it.
final class HouseOptions {
  @Option(
      names = "--data",
      paramLabel = "DIRECTORY",
      description =
          "Where the house is kept, to be used again; by default it is in the directory for"
              + " temporary files and deleted.")
  private @Nullable Path data;

  @Option(
      names = "--entries",
      paramLabel = "N",
      defaultValue = "100000",
      description =
          "Entries of all queues together, five for each number; more, where the bench will dial"
              + " more (default: ${DEFAULT-VALUE}).")
  private long entries;

  @Option(
      names = "--projects",
      paramLabel = "N",
      defaultValue = "50",
      description = "Projects that share the numbers, at least 5 (default: ${DEFAULT-VALUE}).")
  private int projects;

  @Option(
      names = "--server-options",
      paramLabel = "OPTIONS",
      defaultValue = "-Xmx1g",
      description = "Of the server's JVM, with blanks between them (default: ${DEFAULT-VALUE}).")
  private String options;

  /// Makes the house large enough for a bench; one that is there already stays as it is.
  ///
  /// @param numbers that will be dialed, at most
  void makeRoomFor(long numbers) {
    entries = Math.max(entries, numbers * BenchQueue.ENTRIES_PER_NUMBER);
  }

  /// @param rings how long voters' telephones ring
  House open(Duration rings) throws IOException, SQLException {
    return House.open(
        new House.Plan(
            Optional.ofNullable(data), entries, projects, rings, List.of(options.split(" ", -1))));
  }

  long entries() {
    return entries;
  }
}
