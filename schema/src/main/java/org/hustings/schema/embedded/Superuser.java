package org.hustings.schema.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The embedded server as its superuser sees it: whether it is the right one, and the roles and the
/// database in it.
final class Superuser {
  /// Recovery after a crash can take a while.
  private static final Duration READY_WITHIN = Duration.ofMinutes(2);

  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private final Path data;
  private final Passwords passwords;
  private final Path binaries;
  private int port;

  Superuser(Path data, Passwords passwords, Path binaries) {
    this.data = data;
    this.passwords = passwords;
    this.binaries = binaries;
  }

  void usePort(int chosen) {
    port = chosen;
  }

  String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /// Takes over a server that runs already, after waiting for it to be ready.
  void adopt(Postmaster found) throws IOException {
    Postmaster postmaster = found;
    long deadline = System.nanoTime() + READY_WITHIN.toNanos();
    while (!postmaster.ready()) {
      ProcessHandle process =
          postmaster
              .process()
              .orElseThrow(() -> new EmbeddedServerFailed("PostgreSQL ended while it started"));
      awaitExit(process.onExit(), LOOK_EVERY);
      if (System.nanoTime() > deadline) {
        throw new EmbeddedServerFailed(
            "the PostgreSQL that runs on " + data + " (" + process.pid() + ") is not ready");
      }
      postmaster = Postmaster.on(data).orElse(postmaster);
    }
    usePort(postmaster.port());
    checkData(postmaster);
  }

  /// That the server at the port works on our directory and not on somebody else's.
  private void checkData(Postmaster postmaster) throws IOException {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("show data_directory")) {
      row.next();
      if (!Path.of(row.getString(1)).toRealPath().equals(data.toRealPath())) {
        throw new EmbeddedServerFailed(
            "port " + postmaster.port() + " is another PostgreSQL's: end it, or delete " + data);
      }
    } catch (SQLException e) {
      throw new EmbeddedServerFailed(
          "a process ("
              + postmaster.pid()
              + ") holds "
              + data
              + " but is no PostgreSQL of ours: end it, then start again",
          e);
    }
  }

  /// Waits for children of a server that was killed: while one lives, no new server may start.
  void awaitOrphans() {
    List<CompletableFuture<ProcessHandle>> orphans =
        ProcessHandle.allProcesses().filter(this::isOurs).map(ProcessHandle::onExit).toList();
    awaitExit(CompletableFuture.allOf(orphans.toArray(CompletableFuture[]::new)), READY_WITHIN);
  }

  private boolean isOurs(ProcessHandle process) {
    return process
        .info()
        .command()
        .filter(command -> Path.of(command).startsWith(binaries))
        .isPresent();
  }

  private static void awaitExit(CompletableFuture<?> exit, Duration atMost) {
    try {
      exit.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // it lives; the caller looks again
    } catch (ExecutionException e) {
      throw new IllegalStateException("waiting for a process cannot fail", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedServerFailed("interrupted while waiting for PostgreSQL", e);
    }
  }

  /// The two roles and the database, if they are not there yet.
  void prepareDatabase() {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      createRole(statement, EmbeddedServer.OWNER, passwords.owner());
      createRole(statement, EmbeddedServer.APPLICATION, passwords.application());
      if (!exists(statement, "pg_database where datname = '" + EmbeddedServer.DATABASE + "'")) {
        statement.execute(
            "create database " + EmbeddedServer.DATABASE + " owner " + EmbeddedServer.OWNER);
      }
    } catch (SQLException e) {
      throw new EmbeddedServerFailed("cannot prepare the database in " + data, e);
    }
  }

  private static void createRole(Statement statement, String role, String password)
      throws SQLException {
    if (!exists(statement, "pg_roles where rolname = '" + role + "'")) {
      // Hexadecimal, of our own making: nothing to escape.
      statement.execute("create role " + role + " login password '" + password + "'");
    }
  }

  private static boolean exists(Statement statement, String what) throws SQLException {
    try (ResultSet row = statement.executeQuery("select 1 from " + what)) {
      return row.next();
    }
  }

  private Connection connect(String database) throws SQLException {
    Properties login = new Properties();
    login.setProperty("user", EmbeddedServer.SUPERUSER);
    login.setProperty("password", passwords.superuser());
    login.setProperty("connectTimeout", "10");
    return DriverManager.getConnection(url(database), login);
  }
}
