package org.hustings.server.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.hustings.core.dialing.EngineMetrics.Invariant;
import org.hustings.server.ops.Shipped.Alert;
import org.hustings.server.ops.Shipped.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The alerts by themselves: by Prometheus' own checker, and against the runbook.
class AlertRulesTest {
  private final Tool promtool = Tool.named("promtool", "prometheus");

  @Test
  void promtool_takes_the_rules_and_the_scrape_configuration() {
    assertThat(promtool.run(Shipped.PROMETHEUS, "check", "rules", "hustings.rules.yml").code())
        .isZero();
    assertThat(promtool.run(Shipped.PROMETHEUS, "check", "config", "prometheus.yml").code())
        .isZero();
  }

  @Test
  void every_alert_fires_on_sick_series_and_keeps_quiet_on_well_ones() {
    String cases = Shipped.text(Shipped.PROMETHEUS.resolve("hustings.rules.test.yml"));
    for (Alert alert : Shipped.alerts()) {
      assertThat(cases)
          .contains("name: " + alert.name() + " when sick")
          .contains("name: " + alert.name() + " when well");
    }
    Tool.Result result =
        promtool.run(Shipped.PROMETHEUS, "test", "rules", "hustings.rules.test.yml");
    assertThat(result.code()).as(result.printed()).isZero();
  }

  @Test
  void the_check_of_the_rules_can_fail(@TempDir Path directory) throws Exception {
    Files.copy(
        Shipped.PROMETHEUS.resolve("hustings.rules.test.yml"),
        directory.resolve("hustings.rules.test.yml"));
    Files.writeString(
        directory.resolve("hustings.rules.yml"),
        Shipped.text(Shipped.RULES).replace("hustings_db_up == 0", "hustings_db_up == 2"));
    assertThat(promtool.run(directory, "test", "rules", "hustings.rules.test.yml").printed())
        .contains("DatabaseUnreachable when sick");
  }

  @Test
  void every_alert_has_its_page_and_every_page_its_alert() {
    assertThat(Shipped.runbooks().stream().map(Page::name))
        .containsExactlyInAnyOrderElementsOf(Shipped.alerts().stream().map(Alert::name).toList());
    assertThat(Shipped.alerts())
        .allSatisfy(alert ->
            assertThat(alert.runbook()).isEqualTo("docs/runbooks/" + alert.name() + ".md"));
  }

  @Test
  void every_page_says_what_the_alert_says_and_what_one_needs_at_night() {
    for (Page page : Shipped.runbooks()) {
      Alert alert =
          Shipped.alerts().stream()
              .filter(one -> one.name().equals(page.name()))
              .findFirst()
              .orElseThrow();
      assertThat(page.text())
          .startsWith("# " + alert.name() + "\n")
          .containsIgnoringCase("*" + alert.severity() + ".* " + alert.summary())
          .containsSubsequence(
              "## What one sees",
              "## What it means",
              "## What to do",
              "1. ",
              "## Who is hurt meanwhile");
    }
  }

  @Test
  void each_invariant_alerts_at_one_as_critical() {
    for (Invariant invariant : Invariant.values()) {
      String selector = "{invariant=\"" + invariant.name().toLowerCase(Locale.ROOT) + "\"}";
      Stream<Alert> alerts =
          Shipped.alerts().stream().filter(alert -> alert.expression().contains(selector));
      assertThat(alerts)
          .singleElement()
          .satisfies(alert -> {
            assertThat(alert.severity()).isEqualTo("critical");
            assertThat(alert.expression()).endsWith("> 0");
          });
    }
  }
}
