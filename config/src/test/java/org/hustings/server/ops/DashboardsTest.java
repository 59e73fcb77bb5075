package org.hustings.server.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hustings.server.ops.Shipped.Dashboard;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The dashboards as files; what they ask is asked in [PrometheusTest].
class DashboardsTest {
  private final List<Dashboard> boards = Shipped.dashboards();

  @Test
  void there_is_one_for_the_shift_the_telephony_the_queue_and_the_machine() {
    assertThat(boards.stream().map(Dashboard::file))
        .containsExactly("machine", "queue", "shift", "telephony");
    assertThat(boards.stream().map(board -> board.json().path("uid").asString()))
        .allMatch(uid -> uid.startsWith("hustings-"))
        .doesNotHaveDuplicates();
  }

  @Test
  void every_panel_says_what_it_shows_and_in_which_unit() {
    for (Dashboard board : boards) {
      assertThat(board.panels()).hasSizeGreaterThanOrEqualTo(5);
      for (JsonNode panel : board.panels()) {
        String title = board.file() + ": " + panel.path("title").asString();
        assertThat(panel.path("description").asString("")).as(title).endsWith(".");
        assertThat(panel.at("/fieldConfig/defaults/unit").asString("")).as(title).isNotEmpty();
        assertThat(panel.path("targets")).as(title).isNotEmpty();
      }
    }
  }

  @Test
  void every_panel_watches_the_servers_that_are_chosen() {
    for (Dashboard board : boards) {
      assertThat(board.expressions())
          .allMatch(expression -> expression.contains("instance=~\"$instance\""));
    }
  }

  @Test
  void no_two_panels_lie_on_each_other() {
    for (Dashboard board : boards) {
      for (JsonNode one : board.panels()) {
        for (JsonNode other : board.panels()) {
          boolean same = one.path("id").asInt() == other.path("id").asInt();
          assertThat(same || areApart(one.path("gridPos"), other.path("gridPos")))
              .as(one.path("title") + " and " + other.path("title"))
              .isTrue();
        }
      }
    }
  }

  private static boolean areApart(JsonNode one, JsonNode other) {
    return end(one, "x", "w") <= at(other, "x")
        || end(other, "x", "w") <= at(one, "x")
        || end(one, "y", "h") <= at(other, "y")
        || end(other, "y", "h") <= at(one, "y");
  }

  private static int at(JsonNode place, String axis) {
    return place.path(axis).asInt();
  }

  private static int end(JsonNode place, String axis, String size) {
    return at(place, axis) + at(place, size);
  }
}
