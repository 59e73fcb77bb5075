package org.hustings.server.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A Prometheus of the distribution with the shipped configuration, but for the interval (a second)
/// and the targets.
final class RunningPrometheus implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final Path output;
  private final int port;

  private RunningPrometheus(Process process, Path output, int port) {
    this.process = process;
    this.output = output;
    this.port = port;
  }

  /// Starts it, and waits until it answers.
  ///
  /// @param targets the ports of the servers that it watches
  static RunningPrometheus watching(Path directory, List<Integer> targets) throws IOException {
    Files.createDirectories(directory);
    Files.copy(Shipped.RULES, directory.resolve("hustings.rules.yml"));
    Files.writeString(
        directory.resolve("prometheus.yml"),
        Shipped.text(Shipped.PROMETHEUS.resolve("prometheus.yml"))
            .replace("15s", "1s")
            .replace(
                "[\"127.0.0.1:9464\"]",
                targets.stream()
                    .map(target -> "\"127.0.0.1:" + target + "\"")
                    .collect(Collectors.joining(", ", "[", "]"))));
    int port = freePort();
    Path output = directory.resolve("prometheus.out");
    Process process =
        Tool.named("prometheus", "prometheus")
            .builder(
                directory,
                List.of(
                    "--config.file=prometheus.yml",
                    "--storage.tsdb.path=" + directory.resolve("tsdb"),
                    "--web.listen-address=127.0.0.1:" + port))
            .redirectOutput(output.toFile())
            .start();
    RunningPrometheus prometheus = new RunningPrometheus(process, output, port);
    prometheus.await("Prometheus is ready", prometheus::isReady);
    return prometheus;
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private boolean isReady() {
    try {
      return send("/-/ready").statusCode() == 200;
    } catch (IOException _) {
      return false;
    }
  }

  /// Waits until an alert with these labels fires.
  void awaitFiring(String alert, String label, String value) {
    await(
        alert + " fires",
        () ->
            get("/api/v1/alerts")
                .at("/data/alerts")
                .valueStream()
                .anyMatch(one ->
                    one.at("/labels/alertname").asString().equals(alert)
                        && one.at("/labels/" + label).asString("").equals(value)
                        && one.path("state").asString().equals("firing")));
  }

  /// The names of the alerts that fire now on a target.
  Set<String> firingOn(int target) {
    return get("/api/v1/alerts")
        .at("/data/alerts")
        .valueStream()
        .filter(one -> one.path("state").asString().equals("firing"))
        .filter(one -> one.at("/labels/instance").asString().equals("127.0.0.1:" + target))
        .map(one -> one.at("/labels/alertname").asString())
        .collect(Collectors.toSet());
  }

  /// The rules that it has loaded, each with the health of its last evaluation.
  List<JsonNode> rules() {
    return get("/api/v1/rules")
        .at("/data/groups")
        .valueStream()
        .flatMap(group -> group.path("rules").valueStream())
        .toList();
  }

  /// All names of metrics that it has from its targets.
  Set<String> metricNames() {
    return get("/api/v1/label/__name__/values")
        .path("data")
        .valueStream()
        .map(JsonNode::asString)
        .collect(Collectors.toSet());
  }

  /// Asks for the value of an expression now; the answer's `status` is `error` if it is none.
  JsonNode query(String expression) {
    return get("/api/v1/query?query=" + URLEncoder.encode(expression, UTF_8));
  }

  /// Waits until something is so that Prometheus gives no sign of.
  void await(String what, BooleanSupplier isSo) {
    CountDownLatch never = new CountDownLatch(1);
    long until = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (!isSo.getAsBoolean()) {
        if (System.nanoTime() > until || !process.isAlive()) {
          throw new AssertionError(
              "it was not so that " + what + "; Prometheus says:\n" + Shipped.text(output));
        }
        boolean _ = never.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting until " + what, e);
    }
  }

  private JsonNode get(String path) {
    try {
      return JsonMapper.shared().readTree(send(path).body());
    } catch (IOException e) {
      throw new AssertionError("Prometheus does not answer", e);
    }
  }

  private HttpResponse<String> send(String path) throws IOException {
    try {
      return http.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    http.close();
  }
}
