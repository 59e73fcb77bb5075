package org.hustings.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.hustings.telephony.phonenet.Ring;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What `./hustings demo` prints and serves.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final HttpClient client = HttpClient.newHttpClient();
  private RunningDemo demo;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    demo =
        RunningDemo.start(
            new RunningDemo.Plan(
                directory.resolve("demo"), new RunningDemo.DemoSettingsPorts(0, 0, 0), 4, 7),
            InstantSource.system());
  }

  @AfterAll
  void stop() {
    demo.close();
    client.close();
  }

  @Test
  void it_prints_what_to_open_what_to_dial_and_with_which_pin() {
    assertThat(demo.guide())
        .contains("http://127.0.0.1:" + demo.api().getPort())
        .contains("sip:" + DemoCampaign.DIAL_IN + "@127.0.0.1:" + demo.sipPort())
        .contains("volunteer number 100 #, PIN 2468 #")
        .contains("Voters imported: 420, left out: 0");
  }

  @Test
  void it_serves_its_contract_its_health_and_its_metrics() throws Exception {
    assertThat(get(demo.api().resolve("/api/openapi.yaml"))).contains("openapi: 3");
    assertThat(get(management("/health"))).contains("\"status\":\"ok\"");
    assertThat(get(management("/metrics"))).contains("hustings_invariant_broken_total");
  }

  @Test
  void simulated_volunteers_dial_in_and_ring_voters_and_nobody_is_rung_twice() throws Exception {
    until(() ->
        demo.rings().rings().stream().filter(ring -> ring.times().answeredAt().isPresent()).count()
            >= 3);
    assertThat(demo.rings().rings()).extracting(Ring::called).doesNotHaveDuplicates();
    until(() ->
        metric("hustings_dispositions_total{action=\"successful\"}")
                + metric("hustings_dispositions_total{action=\"voicemail\"}")
            >= 1);
    assertThat(
            get(management("/metrics"))
                .lines()
                .filter(line -> line.startsWith("hustings_invariant_broken_total")))
        .isNotEmpty()
        .allMatch(line -> line.endsWith(" 0.0"));
  }

  private double metric(String series) {
    try {
      return get(management("/metrics"))
          .lines()
          .filter(line -> line.startsWith(series))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
          .sum();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static void until(BooleanSupplier condition) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    Instant end = InstantSource.system().instant().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      assertThat(InstantSource.system().instant())
          .as("time by which it should have happened")
          .isBefore(end);
      assertThat(never.await(200, TimeUnit.MILLISECONDS)).isFalse();
    }
  }

  private URI management(String path) {
    return URI.create("http://127.0.0.1:" + demo.managementPort() + path);
  }

  private String get(URI uri) throws Exception {
    return client
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
