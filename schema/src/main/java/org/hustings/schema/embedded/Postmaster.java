package org.hustings.schema.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What `postmaster.pid` says of a server on a data directory. PostgreSQL writes it when it starts
/// and removes it when it stops in order; after a crash it stays.
///
/// @param ready whether the server said that it takes connections
record Postmaster(long pid, int port, boolean ready) {
  private static final int PID = 0;
  private static final int PORT = 3;
  private static final int STATUS = 7;

  /// What the file says; empty if there is none, or none that is whole.
  static Optional<Postmaster> on(Path data) throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(data.resolve("postmaster.pid"));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    if (lines.size() <= PORT) {
      return Optional.empty();
    }
    boolean ready = lines.size() > STATUS && lines.get(STATUS).strip().equals("ready");
    return Optional.of(
        new Postmaster(
            Long.parseLong(lines.get(PID).strip()),
            Integer.parseInt(lines.get(PORT).strip()),
            ready));
  }

  /// The server's process, if it lives. After a reboot another program may have its number; and
  /// what has ended but was not waited for yet has no command any more.
  Optional<ProcessHandle> process() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process ->
            process.info().command().map(command -> command.contains("postgres")).orElse(false));
  }
}
