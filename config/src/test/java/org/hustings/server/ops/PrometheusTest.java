package org.hustings.server.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hustings.api.metrics.Health;
import org.hustings.api.metrics.ManagementServer;
import org.hustings.api.metrics.MicrometerEngineMetrics;
import org.hustings.core.dialing.EngineMetrics.Invariant;
import org.hustings.server.demo.StrandedDemo;
import org.hustings.server.ops.Shipped.Alert;
import org.hustings.server.ops.Shipped.Dashboard;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A Prometheus of the distribution watches two: a whole server whose carrier refuses every call,
/// and the engine's metrics alone, in which a test may break what must never break.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrometheusTest {
  /// What Prometheus makes itself of each scrape.
  private static final String UP = "up";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final MicrometerEngineMetrics metrics = new MicrometerEngineMetrics(registry);
  private final Vertx vertx = Vertx.vertx();
  private ManagementServer engineAlone;
  private StrandedDemo demo;
  private RunningPrometheus prometheus;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    engineAlone =
        ManagementServer.start(
            vertx,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            registry,
            new Health(List.of()));
    demo = StrandedDemo.start(directory.resolve("demo"));
    prometheus =
        RunningPrometheus.watching(
            directory.resolve("prometheus"), List.of(demo.managementPort(), engineAlone.port()));
  }

  @AfterAll
  void stop() throws Exception {
    prometheus.close();
    demo.close();
    engineAlone.close();
    vertx.close().await();
  }

  @Test
  void it_loads_every_rule_and_can_evaluate_it() {
    prometheus.await(
        "every rule was evaluated",
        () ->
            prometheus.rules().stream()
                .noneMatch(rule -> rule.path("health").asString().equals("unknown")));
    assertThat(prometheus.rules())
        .hasSameSizeAs(Shipped.alerts())
        .allSatisfy(rule -> assertThat(rule.path("health").asString()).isEqualTo("ok"));
  }

  @Test
  void R15_a_carrier_that_refuses_every_call_fires_the_alerts_of_a_trunk_that_is_out() {
    prometheus.awaitFiring("TrunkOut", "trunk", "phonenet");
    prometheus.awaitFiring("NoTrunk", "severity", "critical");
    assertThat(prometheus.firingOn(demo.managementPort()))
        .doesNotContain("DatabaseUnreachable", "SipDeaf", "HustingsDown")
        .doesNotContainAnyElementsOf(
            Stream.of(Invariant.values()).map(PrometheusTest::alertOf).toList());
  }

  @Test
  void every_invariant_fires_its_alert_at_one() {
    prometheus.await(
        "the invariants were seen at zero",
        () -> prometheus.metricNames().contains("hustings_invariant_broken_total"));
    assertThat(prometheus.firingOn(engineAlone.port())).isEmpty();
    for (Invariant invariant : Invariant.values()) {
      metrics.broken(invariant);
    }
    for (Invariant invariant : Invariant.values()) {
      prometheus.awaitFiring(alertOf(invariant), "instance", "127.0.0.1:" + engineAlone.port());
    }
  }

  @Test
  void every_metric_that_an_alert_or_a_panel_asks_for_is_served_by_a_real_server() {
    Set<String> asked =
        Stream.concat(
                Shipped.alerts().stream().map(Alert::expression),
                Shipped.dashboards().stream().flatMap(board -> board.expressions().stream()))
            .flatMap(expression -> Shipped.metricsIn(expression).stream())
            .filter(name -> !name.equals(UP))
            .collect(Collectors.toSet());
    assertThat(asked)
        .contains("hustings_db_up", "hustings_claim_seconds_bucket")
        .hasSizeGreaterThan(30);
    prometheus.await(
        "all these are served: " + asked, () -> prometheus.metricNames().containsAll(asked));
  }

  @Test
  void every_panel_asks_what_prometheus_understands() {
    for (Dashboard board : Shipped.dashboards()) {
      assertThat(board.expressions())
          .isNotEmpty()
          .allSatisfy(expression ->
              assertThat(
                      prometheus
                          .query(expression.replace("$__rate_interval", "5m"))
                          .path("status")
                          .asString())
                  .as(expression)
                  .isEqualTo("success"));
    }
    assertThat(prometheus.query("sum(nothing").path("status").asString()).isEqualTo("error");
  }

  private static String alertOf(Invariant invariant) {
    return switch (invariant) {
      case DOUBLE_DIAL -> "DoubleDial";
      case DIAL_OUTSIDE_HOURS -> "DialOutsideHours";
      case CLAIM_SETTLED_TWICE -> "ClaimSettledTwice";
      case LEG_LOST -> "LegLost";
      case LEG_WITHOUT_OWNER -> "LegWithoutOwner";
      case RUNNER_FAILED -> "RunnerFailed";
    };
  }
}
