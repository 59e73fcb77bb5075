package org.hustings.schema.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.hustings.schema.connection.DatabaseAccess;
import org.hustings.schema.connection.DatabaseAccess.Login;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// PostgreSQL, run by us below a directory of ours.
///
/// It is a process of its own. If we die, it lives on, and whoever starts next on the directory
/// adopts it. If it dies while we live, we start it again, and it recovers. What it has committed
/// stays.
public final class EmbeddedServer implements AutoCloseable {
  /// The database in it that is ours.
  public static final String DATABASE = "hustings";

  static final String OWNER = "hustings_owner";
  static final String APPLICATION = "hustings_app";
  static final String SUPERUSER = "postgres";

  private static final Logger log = LoggerFactory.getLogger(EmbeddedServer.class);
  private static final Duration REVIVED_EVERY = Duration.ofSeconds(5);

  private final Path directory;
  private final Path data;
  private final FileLock lock;
  private final Programs programs;
  private final Passwords passwords;
  private final Superuser superuser;

  /// Whoever starts or stops the process holds it.
  private final ReentrantLock process = new ReentrantLock();

  private final CountDownLatch closing = new CountDownLatch(1);

  private EmbeddedServer(Path directory, FileLock lock) throws IOException {
    this.directory = directory;
    this.data = directory.resolve("data");
    this.lock = lock;
    this.passwords = Passwords.keptIn(directory.resolve("passwords"));
    Binaries binaries = Binaries.unpackedBelow(directory);
    this.programs = new Programs(binaries);
    this.superuser = new Superuser(data, passwords, binaries.home());
  }

  /// Starts the server below `directory`, or adopts the one that runs there.
  ///
  /// @throws EmbeddedServerFailed if it cannot; the message says what to do
  public static EmbeddedServer start(Path directory) {
    try {
      Path whole = Files.createDirectories(directory.toAbsolutePath().normalize());
      FileLock lock = lock(whole);
      try {
        EmbeddedServer server = new EmbeddedServer(whole, lock);
        server.run();
        server.watch();
        return server;
      } catch (RuntimeException | IOException e) {
        lock.channel().close();
        throw e;
      }
    } catch (IOException e) {
      throw new EmbeddedServerFailed("cannot use " + directory + " for the database", e);
    }
  }

  public DatabaseAccess access() {
    return access(DATABASE);
  }

  /// The same server's access to another database of it, for tests.
  public DatabaseAccess access(String database) {
    return new DatabaseAccess(
        superuser.url(database),
        new Login(OWNER, passwords.owner()),
        new Login(APPLICATION, passwords.application()));
  }

  /// Who may do anything in this server, to look after it and for tests; no part of the program
  /// serves a request with it.
  public Login administrator() {
    return new Login(SUPERUSER, passwords.superuser());
  }

  /// Stops the server in order. Connections that are open end.
  @Override
  public void close() {
    closing.countDown();
    process.lock();
    try {
      programs.run(directory, "pg_ctl", "-D", data.toString(), "-m", "fast", "-w", "stop");
      log.atInfo().log("embedded database stopped");
    } finally {
      process.unlock();
      unlock();
    }
  }

  /// Leaves the server running for whoever starts next, as a crash of our own process does.
  void abandon() {
    closing.countDown();
    process.lock();
    try {
      unlock();
    } finally {
      process.unlock();
    }
  }

  private void unlock() {
    try {
      lock.channel().close();
    } catch (IOException e) {
      throw new EmbeddedServerFailed("cannot unlock " + directory, e);
    }
  }

  private void run() throws IOException {
    programs.checkUsable();
    if (!Files.exists(data)) {
      initialize();
    }
    Optional<Postmaster> running = Postmaster.on(data);
    if (running.isPresent() && running.get().process().isPresent()) {
      superuser.adopt(running.get());
      log.atInfo().log("embedded database adopted");
    } else {
      startProcess();
    }
    superuser.prepareDatabase();
  }

  /// Should the process die while we live, it is started again: nobody else would do it, and
  /// without a database volunteers stand still.
  private void watch() throws IOException {
    Postmaster.on(data)
        .flatMap(Postmaster::process)
        .ifPresent(running -> {
          CompletableFuture<?> _ =
              running
                  .onExit()
                  .thenRun(() -> Thread.ofVirtual().name("revive database").start(this::revive));
        });
  }

  private void revive() {
    try {
      while (closing.getCount() > 0 && !isRevived()) {
        boolean _ = closing.await(REVIVED_EVERY.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isRevived() {
    process.lock();
    try {
      if (closing.getCount() == 0) {
        return true;
      }
      log.atError()
          .setMessage("the embedded database died; it is started again")
          .addKeyValue("event", "database.died")
          .log();
      startProcess();
      watch();
      log.atInfo()
          .setMessage("the embedded database is back")
          .addKeyValue("event", "database.revived")
          .log();
      return true;
    } catch (EmbeddedServerFailed | IOException e) {
      log.atError()
          .setMessage("the embedded database does not start; see postgres.log beside its data")
          .addKeyValue("event", "database.dead")
          .setCause(e)
          .log();
      return false;
    } finally {
      process.unlock();
    }
  }

  private void initialize() throws IOException {
    Path unfinished = directory.resolve("data.new");
    Trees.delete(unfinished);
    Path password =
        Files.createTempFile(
            directory,
            "superuser",
            ".tmp",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.writeString(password, passwords.superuser());
      programs.run(
          directory,
          "initdb",
          "--pgdata=" + unfinished,
          "--username=" + SUPERUSER,
          "--pwfile=" + password,
          "--auth=scram-sha-256",
          "--encoding=UTF8",
          "--locale-provider=builtin",
          "--builtin-locale=C.UTF-8",
          "--locale=C",
          "--data-checksums");
    } finally {
      Files.delete(password);
    }
    Files.writeString(
        unfinished.resolve("postgresql.conf"),
        "include '" + Configuration.FILE + "'\n",
        StandardOpenOption.APPEND);
    // Whole or not there: an initialization that was cut off is done again from the beginning.
    Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
  }

  private void startProcess() throws IOException {
    // What a crash left: children that are still ending, and a file that names the dead.
    superuser.awaitOrphans();
    Files.deleteIfExists(data.resolve("postmaster.pid"));
    int port = choosePort();
    Files.writeString(data.resolve(Configuration.FILE), new Configuration(port).text());
    Path log = directory.resolve("postgres.log");
    Files.deleteIfExists(log);
    try {
      programs.run(
          directory,
          "pg_ctl",
          "-D",
          data.toString(),
          "-l",
          log.toString(),
          "-w",
          "-t",
          "120",
          "start");
    } catch (EmbeddedServerFailed e) {
      throw new EmbeddedServerFailed(
          "PostgreSQL does not start on " + data + "; it says: " + Trees.tail(log), e);
    }
    superuser.usePort(port);
  }

  /// The port of last time, so that whoever noted it finds the server again; another one if it is
  /// taken.
  private int choosePort() throws IOException {
    Path remembered = directory.resolve("port");
    if (Files.exists(remembered)) {
      int port = Integer.parseInt(Files.readString(remembered).strip());
      try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return free.getLocalPort();
      } catch (IOException e) {
        log.atWarn().addKeyValue("port", port).log("port of the embedded database is taken");
      }
    }
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = free.getLocalPort();
      Files.writeString(remembered, Integer.toString(port));
      return port;
    }
  }

  private static FileLock lock(Path directory) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return lock;
      }
    } catch (OverlappingFileLockException e) {
      // held by this very process
    }
    channel.close();
    throw new EmbeddedServerFailed(
        directory + " is in use by another Hustings: stop that one, or give another database.data");
  }
}
