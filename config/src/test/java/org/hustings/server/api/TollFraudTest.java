package org.hustings.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hustings.server.api.VolunteerDay.ok;

import org.hustings.api.ApiClient.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Nobody gets the server to ring a number that the rules did not give: what calls is an entry of
/// the queue, and what enters a queue is a voter's number. The ways in by SIP and keypad are tried
/// elsewhere (`docs/security.md` has the table); that nothing but a claim can be ordered to be
/// dialed is an article of the law (`LawOfDependenciesTest`).
class TollFraudTest {
  private final VolunteerDay day = new VolunteerDay();

  @AfterEach
  void close() {
    day.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"entry\":%s,\"number\":\"+19005550123\"}",
        "{\"entry\":%s,\"to\":\"+19005550123\"}",
        "{\"entry\":%s,\"phone\":99}",
        "{\"number\":\"+19005550123\"}",
        "{\"entry\":\"+19005550123\"}"
      })
  void a_call_names_the_entry_on_the_screen_and_nothing_else(String body) {
    JsonNode shown = day.previews();

    Answer answer =
        day.keyed()
            .post("/api/v1/session/call", body.replace("%s", shown.path("entry").toString()));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(ok(day.volunteer.get("/api/v1/session")).path("state").asString())
        .isEqualTo("PREVIEWING");
  }

  @Test
  void an_entry_that_is_not_on_the_screen_is_not_called() {
    JsonNode shown = day.previews();
    long another = shown.path("entry").asLong() + 1;

    Answer answer = day.keyed().post("/api/v1/session/call", "{\"entry\":" + another + "}");

    assertThat(answer.status()).isBetween(400, 499);
    assertThat(ok(day.volunteer.get("/api/v1/session")).has("call")).isFalse();
  }

  @ParameterizedTest(name = "{0} ({1})")
  @CsvSource({
    "+1 900 555 0123, premium rate",
    "+1 876 555 0123, Jamaica under +1",
    "+252 61 2345678, Somalia",
    "+881 612 345678, a satellite",
    "911, emergency",
    "0019005550123, with an international prefix"
  })
  void a_number_that_a_volunteer_adds_is_an_ordinary_one_of_the_country(
      String number, String what) {
    JsonNode call = day.callsFirst();
    long voter = call.at("/screen/people/0/voter").asLong();

    Answer answer =
        day.says(
            call,
            "BUSY",
            ",\"profile\":[{\"voter\":%d,\"phone\":\"%s\"}]".formatted(voter, number));

    assertThat(answer.status()).as(what).isEqualTo(422);
    assertThat(answer.json().at("/errors/0/pointer").asString()).isEqualTo("#/profile/0/phone");
    assertThat(ok(day.manager.get("/api/v1/voters/" + voter)).path("phones").toString())
        .doesNotContain("volunteer");
  }

  @Test
  void a_voter_file_brings_no_number_that_costs_extra() {
    Answer imported =
        day.manager
            .with("Content-Type", "text/csv")
            .send(
                "POST",
                "/api/v1/imports?name=costly.csv&project=" + day.project,
                java.net.http.HttpRequest.BodyPublishers.ofString(
                    "external_id,last_name,phone1,phone1_score\ncostly,Costly,900-555-0123,99\n"));

    assertThat(imported.status()).as(imported.toString()).isEqualTo(201);
    assertThat(imported.json().path("rejectedRows").asInt()).isEqualTo(1);
    String rejections =
        day.manager.get("/api/v1/imports/" + imported.json().path("id") + "/rejections").text();
    assertThat(rejections).contains("pays extra");
  }
}
