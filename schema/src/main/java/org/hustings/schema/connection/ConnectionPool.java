package org.hustings.schema.connection;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/// The connections of the application's role.
public final class ConnectionPool implements AutoCloseable {
  /// How long somebody waits for a connection before the database counts as unreachable.
  private static final Duration WAIT = Duration.ofSeconds(5);

  /// No statement of the engine takes longer; a report that does sets its own limit.
  private static final String SESSION =
      """
      set statement_timeout = '10s';
      set lock_timeout = '5s';
      set idle_in_transaction_session_timeout = '20s';
      set synchronous_commit = on;
      set timezone = 'UTC'\
      """;

  /// What the role may not be: it would see across campaigns.
  private static final String ROLE =
      """
      select rolsuper or rolbypassrls,
             exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
                     where n.nspname = 'public' and c.relkind in ('r', 'p')
                       and pg_has_role(current_user, c.relowner, 'usage'))
        from pg_roles where rolname = current_user\
      """;

  private final HikariDataSource source;

  private ConnectionPool(HikariDataSource source) {
    this.source = source;
  }

  /// Opens the pool.
  ///
  /// @throws UnsafeRole if row-level security does not bind the role
  public static ConnectionPool open(DatabaseAccess access, int size) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("database");
    config.setJdbcUrl(access.url());
    config.setUsername(access.application().user());
    config.setPassword(access.application().password());
    config.setMaximumPoolSize(size);
    config.setAutoCommit(false);
    config.setConnectionTimeout(WAIT.toMillis());
    config.setConnectionInitSql(SESSION);
    // Otherwise these are set in a transaction that stays open, and go with its rollback.
    config.setIsolateInternalQueries(true);
    // Errors quote the row's values in their details: names and numbers.
    config.addDataSourceProperty("logServerErrorDetail", "false");
    config.addDataSourceProperty("ApplicationName", "hustings");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("connectTimeout", "5");
    // A little longer than any statement may take: beyond it the network is gone, or PostgreSQL
    // stands still. For as long does a volunteer wait to be told that nothing is saved yet.
    config.addDataSourceProperty("socketTimeout", "12");
    HikariDataSource source = new HikariDataSource(config);
    try {
      checkRole(source);
      return new ConnectionPool(source);
    } catch (RuntimeException | SQLException e) {
      source.close();
      throw e instanceof RuntimeException known
          ? known
          : new IllegalStateException("cannot ask the database for the rights of its role", e);
    }
  }

  private static void checkRole(HikariDataSource source) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(ROLE)) {
      row.next();
      if (row.getBoolean(1)) {
        throw new UnsafeRole("is a superuser or may bypass row-level security");
      }
      if (row.getBoolean(2)) {
        throw new UnsafeRole("owns tables, or is a member of the role that does");
      }
    }
  }

  Connection connection() throws SQLException {
    return source.getConnection();
  }

  /// Connections that are in use now.
  public int active() {
    HikariPoolMXBean pool = source.getHikariPoolMXBean();
    return pool == null ? 0 : pool.getActiveConnections();
  }

  /// Threads that wait for a connection now.
  public int waiting() {
    HikariPoolMXBean pool = source.getHikariPoolMXBean();
    return pool == null ? 0 : pool.getThreadsAwaitingConnection();
  }

  @Override
  public void close() {
    source.close();
  }

  /// The role that the server was given would see across campaigns.
  public static final class UnsafeRole extends RuntimeException {
    private static final long serialVersionUID = 1;

    private UnsafeRole(String why) {
      super(
          "database.application "
              + why
              + ": give a role that only the grants of the migrations reach; docs/database.md says"
              + " how to make one");
    }
  }
}
