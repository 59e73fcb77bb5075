package org.hustings.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hustings.server.api.VolunteerDay.ok;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What a volunteer's screen gets to show, on the real database.
class CallScreenApiTest {
  private final VolunteerDay day = new VolunteerDay();

  @AfterEach
  void close() {
    day.close();
  }

  @Test
  void a_project_tells_how_far_it_has_come_counted_now_and_then() {
    JsonNode before = progress();
    day.says(day.callsFirst(), "REFUSED", "");

    assertThat(before.path("voters").asInt()).isEqualTo(3);
    assertThat(before.path("done").asInt()).isZero();
    assertThat(before.path("callable").asInt()).isEqualTo(2);
    assertThat(progress()).isEqualTo(before);

    day.api.clock.advance(Duration.ofSeconds(20));
    assertThat(progress().path("done").asInt()).isEqualTo(2);
    assertThat(progress().path("callable").asInt()).isEqualTo(1);
    assertThat(
            ok(day.volunteer.get("/api/v1/my-projects/" + day.project))
                .at("/progress/done")
                .asInt())
        .isEqualTo(2);
  }

  private JsonNode progress() {
    return ok(day.volunteer.get("/api/v1/my-projects")).at("/items/0/progress");
  }

  @Test
  void a_project_lists_all_outcomes_that_may_be_chosen_and_no_others() {
    JsonNode outcomes =
        ok(day.volunteer.get("/api/v1/my-projects/" + day.project)).path("outcomes");

    assertThat(outcomes.findValuesAsString("code"))
        .containsExactly(
            "SUCCESSFUL",
            "VOICEMAIL",
            "REFUSED",
            "BUSY",
            "NO_ANSWER",
            "FAILED",
            "WRONG_NUMBER",
            "DO_NOT_CALL",
            "CALL_BACK",
            "MOVED");
    assertThat(outcomes.findValuesAsString("label")).containsExactly("Moved away");
    assertThat(outcomes.at("/9/action").asString()).isEqualTo("REFUSED");
    assertThat(outcomes.at("/9/talked").asBoolean()).isTrue();
    assertThat(outcomes.at("/3/talked").asBoolean()).isFalse();
  }
}
