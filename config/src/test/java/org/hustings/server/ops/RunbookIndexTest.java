package org.hustings.server.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hustings.server.ops.Shipped.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The index of the runbook: whoever does not know an alert's name finds the page all the same.
class RunbookIndexTest {
  private static final Pattern LINK = Pattern.compile("\\[([A-Za-z]+)]\\(([A-Za-z]+)\\.md\\)");
  private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z]+Test)`");

  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /// Whoever has no memory left writes nothing; the JVM does.
  private static final String BY_THE_JVM = "java.lang.OutOfMemoryError";

  private final String index = Shipped.runbookIndex();
  private final Set<String> pages =
      Shipped.runbooks().stream().map(Page::name).collect(Collectors.toSet());

  private final Set<String> metrics =
      Shipped.alerts().stream()
          .flatMap(alert -> Shipped.metricsIn(alert.expression()).stream())
          .collect(Collectors.toSet());

  @Test
  void every_page_is_led_to_and_no_link_leads_nowhere() {
    Set<String> led =
        LINK.matcher(index).results().map(link -> link.group(2)).collect(Collectors.toSet());

    assertThat(led).containsExactlyInAnyOrderElementsOf(pages);
    assertThat(LINK.matcher(index).results())
        .allSatisfy(link -> assertThat(link.group(1)).isEqualTo(link.group(2)));
  }

  /// What is promised to be got over, each with what happens, what names it, a page and a test.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "the server is killed",
        "the heap is too small",
        "PostgreSQL is killed",
        "PostgreSQL is slow",
        "PostgreSQL is out of connections",
        "the disk is full",
        "the trunk is silent",
        "the trunk is slow",
        "the trunk restarts, or answers 503",
        "the network loses, doubles and reorders packets",
        "the clock steps",
        "the machine sleeps for ten minutes",
        "a volunteer's leg dies without BYE",
        "a listener thread of the SIP stack dies"
      })
  void every_fault_has_its_page(String fault) {
    List<String> row =
        index
            .lines()
            .filter(line -> line.startsWith("| " + fault))
            .map(line -> line.split("\\|"))
            .map(List::of)
            .findFirst()
            .orElseThrow(() -> new AssertionError("no row for: " + fault));

    assertThat(row).hasSize(6);
    assertThat(row.get(2)).isNotBlank();
    assertNamed(row.get(3), row.get(4));
    assertThat(TEST.matcher(row.get(5)).results().map(test -> test.group(1)))
        .isNotEmpty()
        .allSatisfy(test -> assertThat(Shipped.tests()).contains(test));
  }

  /// By a metric that an alert asks for, and by events that the program really writes, so that
  /// whoever finds one of them in the log finds it again on a page.
  private void assertNamed(String names, String pages) {
    String[] metricsAndEvents = names.split(";", 2);
    assertThat(metricsAndEvents).as("metric; event").hasSize(2);
    assertThat(coded(metricsAndEvents[0])).isNotEmpty().isSubsetOf(metrics);
    Set<String> named = coded(metricsAndEvents[1]);
    assertThat(named).isNotEmpty();
    assertThat(Shipped.events())
        .contains("trunk-out", "database.died")
        .containsAll(byTheProgram(named));
    Set<String> led =
        LINK.matcher(pages).results().map(link -> link.group(2)).collect(Collectors.toSet());
    String text =
        Shipped.runbooks().stream()
            .filter(page -> led.contains(page.name()))
            .map(Page::text)
            .collect(Collectors.joining());
    assertThat(named).allSatisfy(event -> assertThat(text).contains(event));
  }

  private static Set<String> byTheProgram(Set<String> events) {
    return events.stream().filter(event -> !event.equals(BY_THE_JVM)).collect(Collectors.toSet());
  }

  private static Set<String> coded(String text) {
    return CODE.matcher(text).results().map(code -> code.group(1)).collect(Collectors.toSet());
  }
}
