package org.hustings.schema.engine;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hustings.schema.connection.DatabaseAccess;
import org.hustings.schema.engine.ClaimMarks.Part;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells other servers what has become takeable here, and lowers the marks here to what they tell.
///
/// Told after the commit and in a statement of its own: inside the transaction it would make all
/// commits queue up behind one lock. Some of it can be lost, when a server or its connection dies;
/// so whoever connects anew forgets its marks, and [MarkCheck] looks for what was missed.
final class ReadyWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ReadyWatch.class);
  private static final String CHANNEL = "hustings_ready";
  private static final int LISTEN_MILLIS = 200;
  private static final int ROUNDS_BETWEEN_CHECKS = 300;

  private final DatabaseAccess access;
  private final EngineMemory memory;
  private final MarkCheck check;
  private final Runnable heard;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  /// @param heard called after each round in which others had something to tell
  ReadyWatch(DatabaseAccess access, EngineMemory memory, MarkCheck check, Runnable heard) {
    this.access = access;
    this.memory = memory;
    this.check = check;
    this.heard = heard;
    this.thread = Thread.ofVirtual().name("ready-watch").unstarted(this::run);
  }

  void start() {
    memory.news().follow();
    thread.start();
  }

  private void run() {
    while (isOpen()) {
      try (Connection connection = connect()) {
        memory.claimMarks().forget();
        heard.run();
        listen(connection);
      } catch (SQLException e) {
        log.atWarn().setCause(e).log("news of other servers are cut off");
        awaitClose(TimeUnit.SECONDS.toMillis(1));
      }
    }
  }

  private Connection connect() throws SQLException {
    Connection connection =
        DriverManager.getConnection(
            access.url(), access.application().user(), access.application().password());
    try (Statement statement = connection.createStatement()) {
      statement.execute("listen " + CHANNEL);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private void listen(Connection connection) throws SQLException {
    PGConnection postgres = connection.unwrap(PGConnection.class);
    for (int round = 1; isOpen(); round++) {
      tell(connection, memory.news().collect());
      hear(postgres);
      if (round % ROUNDS_BETWEEN_CHECKS == 0) {
        check.look();
      }
    }
  }

  private static void tell(Connection connection, Map<Part, IndexKey> news) throws SQLException {
    if (news.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement("select pg_notify(?, ?)")) {
      for (Map.Entry<Part, IndexKey> one : news.entrySet()) {
        statement.setString(1, CHANNEL);
        statement.setString(2, new ReadyMessage(one.getKey(), one.getValue()).text());
        statement.execute();
      }
    }
  }

  private void hear(PGConnection postgres) throws SQLException {
    PGNotification[] notifications = postgres.getNotifications(LISTEN_MILLIS);
    boolean others = false;
    for (PGNotification notification : notifications) {
      if (notification.getPID() != postgres.getBackendPID()) {
        ReadyMessage message = ReadyMessage.of(notification.getParameter());
        memory.claimMarks().lower(message.part(), message.key());
        others = true;
      }
    }
    if (others) {
      heard.run();
    }
  }

  private boolean isOpen() {
    return closed.getCount() > 0;
  }

  private void awaitClose(long millis) {
    try {
      if (closed.await(millis, TimeUnit.MILLISECONDS)) {
        log.atDebug().log("watch closed while waiting");
      }
    } catch (InterruptedException e) {
      closed.countDown();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
