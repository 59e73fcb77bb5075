package org.hustings.schema;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.hustings.schema.connection.DatabaseAccess;
import org.hustings.schema.embedded.EmbeddedServer;

/// Databases for tests: one server for the whole run, with the settings of production; each
/// database is a copy of one that was migrated once.
public final class TestDatabases {
  private static final String TEMPLATE = "migrated";
  private static final AtomicInteger COPIES = new AtomicInteger();

  private static final EmbeddedServer SERVER = start();
  private static final PostgresDatabase SHARED = PostgresDatabase.open(fresh(), 12);

  private TestDatabases() {}

  /// A database that tests share, each in campaigns of its own.
  public static PostgresDatabase shared() {
    return SHARED;
  }

  /// An empty database, migrated, of the caller's own.
  public static DatabaseAccess fresh() {
    String name = "copy_" + COPIES.incrementAndGet();
    execute("create database " + name + " template " + TEMPLATE + " owner hustings_owner");
    return SERVER.access(name);
  }

  /// A connection that may do anything, for looking behind the wall.
  public static Connection asAdministrator(DatabaseAccess access) throws SQLException {
    return DriverManager.getConnection(
        access.url(), SERVER.administrator().user(), SERVER.administrator().password());
  }

  public static Connection asApplication(DatabaseAccess access) throws SQLException {
    return DriverManager.getConnection(
        access.url(), access.application().user(), access.application().password());
  }

  public static Connection asOwner(DatabaseAccess access) throws SQLException {
    return DriverManager.getConnection(
        access.url(), access.owner().user(), access.owner().password());
  }

  private static EmbeddedServer start() {
    EmbeddedServer server = EmbeddedServer.start(Path.of("target", "test-database"));
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop-test-database"));
    try (Connection connection =
            DriverManager.getConnection(
                server.access("postgres").url(),
                server.administrator().user(),
                server.administrator().password());
        Statement statement = connection.createStatement()) {
      for (String old : leftOvers(statement)) {
        statement.execute("drop database " + old + " with (force)");
      }
      statement.execute("create database " + TEMPLATE + " owner hustings_owner");
    } catch (SQLException e) {
      throw new IllegalStateException("cannot prepare the template database", e);
    }
    SchemaMigration.migrate(server.access(TEMPLATE));
    return server;
  }

  private static List<String> leftOvers(Statement statement) throws SQLException {
    List<String> names = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery(
            "select datname from pg_database where datname = 'migrated' or datname like"
                + " 'copy\\_%'")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  private static void execute(String sql) {
    try (Connection connection = asAdministrator(SERVER.access("postgres"));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot " + sql, e);
    }
  }
}
