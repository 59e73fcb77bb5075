package org.hustings.api.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.hustings.core.dialing.EngineMetrics.Invariant;
import org.hustings.core.dialing.EngineMetrics.LegKind;
import org.hustings.core.disposition.Action;
import org.hustings.core.telephony.LegEnd;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ManagementServerTest {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final MicrometerEngineMetrics metrics = new MicrometerEngineMetrics(registry);
  private final AtomicReference<Optional<String>> problem = new AtomicReference<>(Optional.empty());
  private final HttpClient client = HttpClient.newHttpClient();
  private Vertx vertx;
  private ManagementServer server;

  @BeforeEach
  void start() {
    vertx = Vertx.vertx();
    Health health = new Health(List.of(Health.Check.of("database", problem::get)));
    server =
        ManagementServer.start(
            vertx, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), registry, health);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
    vertx.close().await(10, TimeUnit.SECONDS);
    client.close();
  }

  @Test
  void every_invariant_reads_zero_before_anything_happened() throws Exception {
    String body = get("/metrics").body();
    for (Invariant invariant : Invariant.values()) {
      assertThat(body)
          .contains(
              "hustings_invariant_broken_total{invariant=\""
                  + MicrometerEngineMetrics.word(invariant)
                  + "\"} 0.0");
    }
  }

  @Test
  void an_end_that_never_happened_reads_zero_so_that_its_first_is_seen() throws Exception {
    assertThat(get("/metrics").body())
        .contains("hustings_calls_total{blame=\"carrier\",outcome=\"not_connected\"} 0.0")
        .contains("hustings_trunk_refused_total{reason=\"no-trunk\"} 0.0");
  }

  @Test
  void legs_are_counted_by_outcome_and_blame_and_gauged_while_open() throws Exception {
    metrics.legOpened(LegKind.VOTER);
    metrics.legOpened(LegKind.VOTER);
    metrics.attemptEnded(LegEnd.Outcome.BUSY, LegEnd.Blame.CALLED_PARTY);
    metrics.legClosed(LegKind.VOTER);
    metrics.legSilent(LegKind.VOLUNTEER);
    metrics.disposed(Action.BUSY);
    metrics.answerToBridged(Duration.ofMillis(4));
    assertThat(get("/metrics").body())
        .contains("hustings_calls_total{blame=\"called_party\",outcome=\"busy\"} 1.0")
        .contains("hustings_legs_open{kind=\"voter\"} 1.0")
        .contains("hustings_legs_silent_total{kind=\"volunteer\"} 1.0")
        .contains("hustings_dispositions_total{action=\"busy\"} 1.0")
        .contains("hustings_call_answer_to_bridged_seconds_bucket{le=\"0.005\"} 1");
  }

  @Test
  void health_is_200_when_well_and_503_with_the_reason_when_not() throws Exception {
    assertThat(get("/health").statusCode()).isEqualTo(200);
    problem.set(Optional.of("the database does not answer"));
    HttpResponse<String> unwell = get("/health");
    assertThat(unwell.statusCode()).isEqualTo(503);
    assertThat(unwell.body())
        .contains("\"status\":\"unwell\"")
        .contains("the database does not answer");
  }

  @Test
  void nothing_else_is_served() throws Exception {
    assertThat(get("/api/v1/projects").statusCode()).isEqualTo(404);
    HttpRequest post =
        HttpRequest.newBuilder(uri("/metrics")).POST(HttpRequest.BodyPublishers.noBody()).build();
    assertThat(client.send(post, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(405);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }
}
