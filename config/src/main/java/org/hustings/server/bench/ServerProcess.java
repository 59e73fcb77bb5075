package org.hustings.server.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The [BenchServer] in its process, with what it costs the machine.
final class ServerProcess implements Program, AutoCloseable {
  private static final Duration TO_END = Duration.ofSeconds(30);

  private final Process process;
  private final Path data;
  private final Path collections;
  private final int[] ports;

  private ServerProcess(Process process, Path data, Path collections, int[] ports) {
    this.process = process;
    this.data = data;
    this.collections = collections;
    this.ports = ports;
  }

  /// Starts it, and waits until it serves.
  ///
  /// @param config its settings, beside which it writes what it has to say
  /// @param data its database's directory
  /// @param options of its JVM
  static ServerProcess start(Path config, Path data, Duration ahead, List<String> options)
      throws IOException {
    Path said = config.resolveSibling("server.log");
    Path collections = config.resolveSibling("gc.log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    command.add("-Xlog:gc:file=" + collections);
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("org.hustings.server.Main", "bench", "server"));
    command.addAll(List.of("--config", config.toString(), "--ahead", "" + ahead.toSeconds()));
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.to(said.toFile()))
            .start();
    BufferedReader words = process.inputReader();
    for (String line = words.readLine(); line != null; line = words.readLine()) {
      if (line.startsWith(BenchServer.SERVING)) {
        int[] ports =
            Arrays.stream(line.substring(BenchServer.SERVING.length()).split(" ", -1))
                .mapToInt(Integer::parseInt)
                .toArray();
        return new ServerProcess(process, data, collections, ports);
      }
    }
    throw new IOException("the server does not serve:\n" + Files.readString(said));
  }

  URI api() {
    return URI.create("http://127.0.0.1:" + ports[0]);
  }

  URI metrics() {
    return URI.create("http://127.0.0.1:" + ports[1] + "/metrics");
  }

  int sipPort() {
    return ports[2];
  }

  /// What it has computed since its start.
  @Override
  public Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /// What the database has computed in the processes that it has now.
  @Override
  public Duration databaseCpu() throws IOException {
    Path file = data.resolve("data").resolve("postmaster.pid");
    long postmaster = Long.parseLong(Files.readAllLines(file).getFirst().strip());
    return ProcessHandle.of(postmaster).map(Program::cpuOfAll).orElse(Duration.ZERO);
  }

  /// How its heap was collected so far.
  @Override
  public Collections collections() throws IOException {
    return Collections.read(collections);
  }

  /// Tells it to stop, and waits.
  @Override
  public void close() throws IOException {
    process.outputWriter().close();
    try {
      if (!process.waitFor(TO_END.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroy();
      }
    } catch (InterruptedException _) {
      process.destroy();
      Thread.currentThread().interrupt();
    }
  }
}
