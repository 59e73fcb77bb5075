package org.hustings.server.wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.hustings.telephony.peers.FreePorts;

/// The real program in a process of its own, `hustings serve`, with an embedded database whose data
/// outlives it. It can be killed, told to stop, and started again on the same data.
final class ServerProcess implements AutoCloseable {
  /// On a loaded machine the database alone may take minutes for its first start.
  private static final Duration TO_START = Duration.ofMinutes(4);

  private static final Duration TO_END = Duration.ofSeconds(30);
  private static final int DEPTH = 2;
  private static final String SERVING = "hustings: serving ";

  private final Path directory;
  private final int http = FreePorts.one();
  private final int management = FreePorts.one();
  private final int sip = FreePorts.one();
  private final Path settings;
  private final Path errors;
  private final List<String> before;
  private int heap = 512;
  private volatile Optional<Process> process = Optional.empty();

  private ServerProcess(Path directory, SettingsText text, List<String> before) {
    this.before = before;
    this.directory = directory;
    this.errors = directory.resolve("server.err");
    this.settings = text.withPorts(http, management, sip).into(directory);
  }

  /// A server that does not run yet.
  ///
  /// @param directory for its settings, its data and what it says
  /// @param trunkPort where the carrier listens on this machine, by UDP
  /// @param drain how long it waits for calls when it is told to stop
  static ServerProcess in(Path directory, int trunkPort, Duration drain) {
    return with(directory, SettingsText.embeddedIn(dataIn(directory), trunkPort).withDrain(drain));
  }

  /// As [#in], with settings of its own but for the ports, which it chooses.
  static ServerProcess with(Path directory, SettingsText text) {
    return new ServerProcess(directory, text, List.of());
  }

  /// As [#in], with a disk of its own for data and log, of so many megabytes of memory; it is gone
  /// with the process. No other process sees it but by [#disk].
  static ServerProcess onDiskOf(int megabytes, Path directory, int trunkPort, Duration drain) {
    try {
      Path disk = Files.createDirectories(dataIn(directory));
      String mounted =
          "mount -t tmpfs -o size=%dm tmpfs \"$0\" && exec \"$@\" 2>>\"$0\"/server.log"
              .formatted(megabytes);
      List<String> before = List.of("unshare", "-rm", "sh", "-c", mounted, disk.toString());
      return new ServerProcess(
          directory, SettingsText.embeddedIn(disk, trunkPort).withDrain(drain), before);
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  /// With a heap of at most so many megabytes from its next start on.
  ServerProcess withHeap(int megabytes) {
    heap = megabytes;
    return this;
  }

  /// The disk of its own, as seen from outside.
  Path disk() {
    Path root = Path.of("/proc", Long.toString(process.orElseThrow().pid()), "root");
    return root.resolve(dataIn(directory).toAbsolutePath().toString().substring(1));
  }

  /// Starts it, and waits until it serves.
  void start() {
    start("org.hustings.server.Main");
  }

  /// As [#start], with a main class of the test's own.
  void start(String main) {
    List<String> command = new ArrayList<>(before);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + heap + "m",
            // As launcher and unit start it.
            "-XX:+ExitOnOutOfMemoryError",
            // It lives for seconds only: what makes a long life fast is work for nothing.
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            main,
            "serve",
            "--config",
            settings.toString()));
    CompletableFuture<String> serving = new CompletableFuture<>();
    try {
      Process started =
          new ProcessBuilder(command)
              .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
              .start();
      process = Optional.of(started);
      Thread.ofVirtual().name("server's words").start(() -> listen(started, serving));
      serving.get(TO_START.toMillis(), TimeUnit.MILLISECONDS);
    } catch (IOException | ExecutionException | TimeoutException cause) {
      throw new AssertionError("the server does not serve:\n" + errors(), cause);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while the server starts", interrupted);
    }
  }

  private static void listen(Process started, CompletableFuture<String> serving) {
    try (BufferedReader words = started.inputReader()) {
      words.lines().filter(line -> line.startsWith(SERVING)).forEach(serving::complete);
    } catch (UncheckedIOException | IOException _) {
      // The process is gone: whoever waits is told below.
    }
    serving.completeExceptionally(new IllegalStateException("it ended by itself"));
  }

  URI api() {
    return URI.create("http://127.0.0.1:" + http);
  }

  int sipPort() {
    return sip;
  }

  int managementPort() {
    return management;
  }

  Metrics metrics() {
    return Metrics.of(management);
  }

  /// `kill -9`: it gets no word in. Its database lives on.
  void kill() {
    process.orElseThrow().destroyForcibly();
    int _ = awaitEnd();
  }

  /// Says a word on its standard input.
  void say(String word) {
    try {
      OutputStream ear = process.orElseThrow().getOutputStream();
      ear.write((word + "\n").getBytes(StandardCharsets.UTF_8));
      ear.flush();
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  /// `kill -TERM`; returns at once.
  void tellToStop() {
    process.orElseThrow().destroy();
  }

  /// Waits until it has ended, and gives its exit code.
  int awaitEnd() {
    Process ending = process.orElseThrow();
    try {
      if (!ending.waitFor(TO_END.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("the server did not end:\n" + errors());
      }
      return ending.exitValue();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while the server ends", interrupted);
    }
  }

  boolean runs() {
    return process.map(Process::isAlive).orElse(false);
  }

  /// All it ever said of what went wrong, and its log.
  String errors() {
    try {
      return Files.exists(errors) ? Files.readString(errors) : "";
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  private static Path dataIn(Path directory) {
    return directory.resolve("data");
  }

  /// Ends it, and its database, whatever became of it.
  @Override
  public void close() {
    if (runs()) {
      tellToStop();
      int _ = awaitEnd();
    }
    stopDatabase();
  }

  private void stopDatabase() {
    postmaster().ifPresent(ServerProcess::stop);
  }

  /// `kill -9` of its PostgreSQL, if it runs; the server starts it again by itself.
  void killDatabase() {
    postmaster().ifPresent(ProcessHandle::destroyForcibly);
  }

  /// The machine sleeps: neither server nor database does anything until it wakes.
  void sleep(Duration length) throws IOException, InterruptedException {
    List<ProcessHandle> all =
        Stream.of(Optional.of(process.orElseThrow().toHandle()), postmaster())
            .flatMap(Optional::stream)
            .flatMap(Signals::family)
            .distinct()
            .toList();
    Signals.stand(all);
    try {
      boolean _ = new CountDownLatch(1).await(length.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      Signals.goOn(all);
    }
  }

  private Optional<ProcessHandle> postmaster() {
    if (!Files.exists(dataIn(directory))) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.find(dataIn(directory), DEPTH, (file, _) -> isPid(file))) {
      Optional<Path> pid = files.findFirst();
      return pid.isEmpty()
          ? Optional.empty()
          : ProcessHandle.of(Long.parseLong(Files.readAllLines(pid.get()).getFirst().strip()));
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  private static boolean isPid(Path file) {
    return file.endsWith("postmaster.pid");
  }

  private static void stop(ProcessHandle postmaster) {
    postmaster.destroy();
    boolean _ = postmaster.onExit().completeOnTimeout(postmaster, 20, TimeUnit.SECONDS).isDone();
  }
}
