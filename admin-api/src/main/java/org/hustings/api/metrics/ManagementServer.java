package org.hustings.api.metrics;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/// Serves `/metrics` and `/health` to operators, without sign-in: it belongs on an address that
/// only they reach.
public final class ManagementServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ManagementServer.class);
  private static final int MOST_AT_ONCE = 4;

  private final JsonMapper json = JsonMapper.builder().build();
  private final PrometheusMeterRegistry registry;
  private final Health health;
  private final HttpServer server;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore places = new Semaphore(MOST_AT_ONCE);

  private ManagementServer(Vertx vertx, PrometheusMeterRegistry registry, Health health) {
    this.registry = registry;
    this.health = health;
    this.server = vertx.createHttpServer().requestHandler(this::handle);
  }

  /// Starts to serve.
  ///
  /// @param listen where; port 0 for any free one
  public static ManagementServer start(
      Vertx vertx, InetSocketAddress listen, PrometheusMeterRegistry registry, Health health) {
    ManagementServer management = new ManagementServer(vertx, registry, health);
    await(management.server.listen(listen.getPort(), listen.getHostString()));
    return management;
  }

  private static void await(Future<?> future) {
    try {
      future.await(10, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("the management listener did not answer within 10 s", e);
    }
  }

  public int port() {
    return server.actualPort();
  }

  private void handle(HttpServerRequest request) {
    if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
      answer(request, 405, "text/plain", "Only GET is served here.\n");
      return;
    }
    switch (request.path()) {
      case "/metrics" -> work(request, () -> metrics(request));
      case "/health" -> work(request, () -> health(request));
      case String _ -> answer(request, 404, "text/plain", "There are /metrics and /health here.\n");
    }
  }

  private void work(HttpServerRequest request, Runnable task) {
    if (!places.tryAcquire()) {
      answer(request, 503, "text/plain", "Too many at once; ask again.\n");
      return;
    }
    workers.execute(() -> {
      try {
        task.run();
      } catch (RuntimeException e) {
        log.atWarn().setCause(e).log("management.request.failed");
        answer(request, 500, "text/plain", "This failed; the log says why.\n");
      } finally {
        places.release();
      }
    });
  }

  private void metrics(HttpServerRequest request) {
    answer(request, 200, "text/plain; version=0.0.4; charset=utf-8", registry.scrape());
  }

  private void health(HttpServerRequest request) {
    Health.Report report = health.report();
    Map<String, Object> body = new TreeMap<>();
    body.put("status", report.isWell() ? "ok" : "unwell");
    body.put("checks", report.checks());
    answer(request, report.isWell() ? 200 : 503, "application/json", json.writeValueAsString(body));
  }

  private static void answer(HttpServerRequest request, int status, String type, String body) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", type)
        .putHeader("Cache-Control", "no-store")
        .end(body);
  }

  @Override
  public void close() {
    await(server.close());
    workers.close();
  }
}
