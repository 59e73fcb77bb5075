package org.hustings.server.bench.relay;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;

/// What one relay came to with so many bridges.
///
/// @param cores CPU time of the relay's whole process by the time that it took, user and system
/// @param micros CPU time a packet, µs; empty where there is no process
record Turn(
    String relay,
    int bridges,
    double cores,
    OptionalDouble micros,
    long sent,
    long lost,
    long lateMillis,
    double p50,
    double p99) {
  private static final Duration TAIL = Duration.ofMillis(400);
  private static final int UNCOUNTED = -1;

  /// How it is measured.
  ///
  /// @param warm before anything counts: programs get faster, and peers are learned
  record Plan(InetAddress host, Duration warm, Duration measured) {}

  static Turn run(Relay relay, int bridges, int number, Plan plan) throws IOException {
    Hearing hearing = new Hearing();
    try (Crosstalk crosstalk = Crosstalk.over(relay, plan.host(), bridges, hearing)) {
      crosstalk.talk(UNCOUNTED, plan.warm());
      hearing.begin(number, 2 * bridges);
      long cpu = cpu(relay);
      long begun = System.nanoTime();
      Crosstalk.Said said = crosstalk.talk(number, plan.measured());
      long took = System.nanoTime() - begun;
      long used = cpu(relay) - cpu;
      crosstalk.talk(UNCOUNTED, TAIL);
      return new Turn(
          relay.name(),
          bridges,
          (double) used / took,
          relay.pid().isEmpty()
              ? OptionalDouble.empty()
              : OptionalDouble.of(used / 1000.0 / Math.max(1, hearing.heard())),
          said.sent(),
          said.sent() - hearing.heard(),
          said.late() / 1_000_000,
          hearing.millis(0.5),
          hearing.millis(0.99));
    } finally {
      relay.clear();
    }
  }

  /// User and system, of all threads, ns.
  private static long cpu(Relay relay) throws IOException {
    if (relay.pid().isEmpty()) {
      return 0;
    }
    return ProcessHandle.of(relay.pid().getAsLong())
        .flatMap(process -> process.info().totalCpuDuration())
        .orElseThrow(() -> new IOException(relay.name() + " has ended"))
        .toNanos();
  }

  static String heading() {
    return """
    | bridges | relay | CPU of its core | a packet | lost of sent | latency p50 | p99 | bench late by |
    |---|---|---|---|---|---|---|---|\
    """;
  }

  String row() {
    return String.format(
        Locale.ROOT,
        "| %,d | %s | %s | %s | %,d of %,d | %.2f ms | %.2f ms | %d ms |",
        bridges,
        relay,
        micros.isPresent() ? String.format(Locale.ROOT, "%.1f %%", 100 * cores) : "",
        micros.isPresent() ? String.format(Locale.ROOT, "%.2f µs", micros.getAsDouble()) : "",
        lost,
        sent,
        p50,
        p99,
        lateMillis);
  }
}
