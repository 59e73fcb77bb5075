package org.hustings.schema.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A copy of the embedded database, taken while it works and nobody need wait for it. A server that
/// is started on the copy finds what was committed when the copy was done.
///
/// It is PostgreSQL's low-level base backup ("Making a Base Backup Using the Low Level API"): the
/// files are copied as they change, and the write-ahead log of that time, kept by a slot that ends
/// with our connection, makes them whole when PostgreSQL first starts on them.
public final class BaseBackup {
  /// Not copied, but for the directories themselves: PostgreSQL makes their contents anew, and the
  /// log is copied last.
  private static final Set<String> EMPTIED =
      Set.of(
          "pg_wal",
          "pg_replslot",
          "pg_dynshmem",
          "pg_notify",
          "pg_serial",
          "pg_snapshots",
          "pg_stat_tmp",
          "pg_subtrans");

  private static final Set<String> LEFT_OUT = Set.of("postmaster.pid", "postmaster.opts");
  private static final String CONTROL = "global/pg_control";
  private static final Pattern SEGMENT = Pattern.compile("[0-9A-F]{24}");

  private final Path source;
  private final Path target;

  private BaseBackup(Path source, Path target) {
    this.source = source;
    this.target = target;
  }

  /// Copies the database that runs below `directory`, with its passwords, into a new directory that
  /// can stand in its place. It is whole, or not there.
  ///
  /// @param directory `database.data` of a server that runs
  /// @param into must not exist yet
  /// @throws EmbeddedServerFailed if there is no copy; the message says what to do
  public static void take(Path directory, Path into) {
    Path unfinished = into.resolveSibling(into.getFileName() + ".unfinished");
    try {
      if (Files.exists(into)) {
        throw new EmbeddedServerFailed(into + " is there already: name a new directory");
      }
      Trees.delete(unfinished);
      Files.createDirectories(unfinished);
      take(directory, runningOn(directory), unfinished);
      Files.move(unfinished, into, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | SQLException e) {
      throw new EmbeddedServerFailed("there is no backup in " + into + ": " + e.getMessage(), e);
    }
  }

  private static Postmaster runningOn(Path directory) throws IOException {
    return Postmaster.on(directory.resolve("data"))
        .filter(postmaster -> postmaster.process().isPresent())
        .orElseThrow(() ->
            new EmbeddedServerFailed(
                "no PostgreSQL runs on "
                    + directory
                    + ": while the server is stopped, copy that directory as it is"));
  }

  private static void take(Path directory, Postmaster running, Path unfinished)
      throws IOException, SQLException {
    Path secret = directory.resolve("passwords");
    Passwords passwords = Passwords.keptIn(secret);
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + running.port() + "/postgres",
                EmbeddedServer.SUPERUSER,
                passwords.superuser());
        Statement statement = connection.createStatement()) {
      new BaseBackup(directory.resolve("data"), unfinished.resolve("data")).copy(statement);
    }
    Files.copy(secret, unfinished.resolve("passwords"), StandardCopyOption.COPY_ATTRIBUTES);
  }

  /// All on one connection: the backup and the slot end with it.
  private void copy(Statement statement) throws IOException, SQLException {
    statement.execute(
        "select pg_create_physical_replication_slot('backup_' || pg_backend_pid(), true, true)");
    statement.execute("select pg_backup_start('hustings', fast => true)");
    copyFiles();
    String lastSegment;
    try (ResultSet stopped =
        statement.executeQuery(
            "select labelfile, pg_walfile_name(lsn) from pg_backup_stop(wait_for_archive => false)")) {
      stopped.next();
      Files.writeString(target.resolve("backup_label"), stopped.getString(1));
      lastSegment = stopped.getString(2);
    }
    copyLog(lastSegment);
  }

  private void copyFiles() throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(source)) {
      all = walk.map(source::relativize).filter(BaseBackup::isWanted).toList();
    }
    for (Path path : all) {
      copy(path);
    }
    // Last, as it says from where on the log must be read if there were no label.
    copy(Path.of(CONTROL));
  }

  private static boolean isWanted(Path path) {
    String first = path.getName(0).toString();
    String last = path.getFileName().toString();
    boolean emptied = EMPTIED.contains(first) && path.getNameCount() > 1;
    return !emptied
        && !LEFT_OUT.contains(last)
        && !last.startsWith("pgsql_tmp")
        && !path.equals(Path.of(CONTROL));
  }

  /// What is gone by now was dropped meanwhile, and the log says so.
  private void copy(Path path) throws IOException {
    try {
      Files.copy(source.resolve(path), target.resolve(path), StandardCopyOption.COPY_ATTRIBUTES);
    } catch (NoSuchFileException e) {
      if (Files.exists(source.resolve(path))) {
        throw e;
      }
    }
  }

  private void copyLog(String lastSegment) throws IOException {
    List<Path> segments;
    try (Stream<Path> files = Files.list(source.resolve("pg_wal"))) {
      segments =
          files
              .filter(file -> SEGMENT.matcher(file.getFileName().toString()).matches())
              .filter(file -> file.getFileName().toString().compareTo(lastSegment) <= 0)
              .map(source::relativize)
              .toList();
    }
    for (Path segment : segments) {
      copy(segment);
    }
    // Their own places within the log, which PostgreSQL expects.
    for (String directory : List.of("archive_status", "summaries")) {
      Path within = Path.of("pg_wal", directory);
      if (Files.exists(source.resolve(within))) {
        copy(within);
      }
    }
  }
}
