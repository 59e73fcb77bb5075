package org.hustings.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hustings.server.api.VolunteerDay.ok;

import java.time.Duration;
import org.hustings.api.ApiClient;
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

  @Test
  void the_screen_shows_who_is_at_the_number_and_what_is_known_of_them() {
    JsonNode people = day.previews().at("/screen/people");

    JsonNode ann = people.get(0);
    assertThat(ann.path("name").asString()).isEqualTo("Ann Archer");
    assertThat(ann.path("firstName").asString()).isEqualTo("Ann");
    assertThat(ann.path("age").asInt()).isEqualTo(61);
    assertThat(ann.path("address").asString()).isEqualTo("1 Elm St");
    assertThat(ann.path("email").asString()).isEqualTo("ann@example.org");
    assertThat(ann.path("score").asInt()).isEqualTo(90);
    assertThat(ann.path("otherNumbers").toString()).isEqualTo("[\"…0109\"]");
    assertThat(ann.path("pastCalls").size()).isZero();
    assertThat(people.get(1).path("language").asString()).isEqualTo("es");
    assertThat(people.get(1).has("email")).isFalse();
  }

  @Test
  void R21_what_a_voter_tells_is_saved_with_the_outcome_and_seen_at_the_next_call() {
    JsonNode call = day.callsFirst();
    long ann = call.at("/screen/people/0/voter").asLong();
    String told =
        """
        ,"notes":[{"voter":%1$d,"text":"Works nights"}],
         "profile":[{"voter":%1$d,"firstName":"Anna","sayAs":"AH-na","email":"anna@example.org",
                     "phone":"(919) 555-0144","language":" "}]
        """
            .formatted(ann);
    assertThat(day.says(call, "BUSY", told).status()).isEqualTo(200);
    day.api.clock.advance(Duration.ofMinutes(31));

    JsonNode seen = day.previewsAgain(call.at("/screen/number").asString());

    JsonNode person = seen.at("/screen/people/0");
    assertThat(person.path("name").asString()).isEqualTo("Anna Archer");
    assertThat(person.path("sayAs").asString()).isEqualTo("AH-na");
    assertThat(person.path("email").asString()).isEqualTo("anna@example.org");
    assertThat(person.path("language").asString()).isEqualTo("en");
    assertThat(person.path("otherNumbers").toString()).contains("…0144");
    assertThat(person.at("/notes/0").asString()).isEqualTo("Works nights");
    assertThat(person.at("/pastCalls/0/outcome").asString()).isEqualTo("BUSY");
    assertThat(person.at("/pastCalls/0/by").asString()).isEqualTo("Vera");
    assertThat(person.at("/pastCalls/0/project").asString()).isEqualTo("Get out the vote");
    JsonNode file = ok(day.manager.get("/api/v1/voters/" + ann));
    assertThat(file.path("firstName").asString()).isEqualTo("Anna");
    assertThat(file.path("phones").toString())
        .contains("+19195550144")
        .contains("told to volunteer");

    day.imports();
    assertThat(ok(day.manager.get("/api/v1/voters/" + ann)).path("email").asString())
        .isEqualTo("anna@example.org");
  }

  @Test
  void a_number_that_is_none_is_refused_where_it_stands_and_nothing_is_saved() {
    JsonNode call = day.callsFirst();
    long ann = call.at("/screen/people/0/voter").asLong();

    var refused =
        day.says(
            call,
            "BUSY",
            ",\"profile\":[{\"voter\":" + ann + ",\"email\":\"x@y\",\"phone\":\"12\"}]");
    var stranger = day.says(call, "BUSY", ",\"profile\":[{\"voter\":99999,\"email\":\"x@y\"}]");
    var twice =
        day.says(
            call,
            "BUSY",
            ",\"profile\":[{\"voter\":%1$d,\"email\":\"x@y\"},{\"voter\":%1$d}]".formatted(ann));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().at("/errors/0/pointer").asString()).isEqualTo("#/profile/0/phone");
    assertThat(stranger.code()).isEqualTo("unknown-voter");
    assertThat(twice.json().at("/errors/0/pointer").asString()).isEqualTo("#/profile/1/voter");
    assertThat(ok(day.manager.get("/api/v1/voters/" + ann)).path("email").asString())
        .isEqualTo("ann@example.org");
    assertThat(day.says(call, "BUSY", "").status()).isEqualTo(200);
  }

  @Test
  void R17_an_abusive_voter_is_never_called_again_and_the_managers_hear_of_it_once() {
    JsonNode call = day.callsFirst();
    assertThat(call.path("allowed").toString()).contains("REPORT_ABUSE");
    String report =
        "{\"attempt\":" + call.at("/call/attempt") + ",\"text\":\"He shouted <b>at</b> me\"}";

    var keyed = day.keyed();
    JsonNode after = ok(keyed.post("/api/v1/session/abuse", report));
    assertThat(ok(keyed.post("/api/v1/session/abuse", report))).isEqualTo(after);

    assertThat(after.path("state").asString()).isEqualTo("READY");
    assertThat(after.path("allowed").toString()).contains("PAUSE");
    assertThat(phone(call).path("status").asString()).isEqualTo("DO_NOT_CALL");
    JsonNode incidents = ok(day.manager.get("/api/v1/incidents?unseen=true")).path("items");
    assertThat(incidents.size()).isEqualTo(1);
    assertThat(incidents.at("/0/kind").asString()).isEqualTo("ABUSE");
    assertThat(incidents.at("/0/text").asString()).isEqualTo("He shouted <b>at</b> me");
    assertThat(incidents.at("/0/attempt")).isEqualTo(call.at("/call/attempt"));
    String path = "/api/v1/incidents/" + incidents.at("/0/id") + "/seen";
    assertThat(ok(day.manager.post(path)).at("/seen/at").asString()).isNotEmpty();
    assertThat(ok(day.manager.get("/api/v1/incidents?unseen=true")).path("items").size()).isZero();
    assertThat(day.manager.post("/api/v1/incidents/999/seen").status()).isEqualTo(404);
  }

  @Test
  void abuse_may_be_said_of_a_call_that_already_has_its_outcome_but_of_no_others_call() {
    JsonNode call = day.callsFirst();
    day.says(call, "REFUSED", "");
    String report = "{\"attempt\":" + call.at("/call/attempt") + "}";

    ok(day.keyed().post("/api/v1/session/abuse", report));

    assertThat(phone(call).path("status").asString()).isEqualTo("DO_NOT_CALL");
    assertThat(ok(day.manager.get("/api/v1/incidents")).at("/items/0/text").asString()).isEmpty();
    var other = day.api.signedInAs("other", "VOLUNTEER").with("Idempotency-Key", "x");
    ok(other.post("/api/v1/session/by-hand", "{\"project\":" + day.project + "}"));
    assertThat(other.post("/api/v1/session/abuse", report).code()).isEqualTo("no-such-call");
    assertThat(other.post("/api/v1/session/abuse", "{\"attempt\":\"none\"}").status())
        .isEqualTo(422);
  }

  private JsonNode phone(JsonNode call) {
    return ok(
        day.manager.get(
            "/api/v1/phones?number=" + call.at("/screen/number").asString().replace("+", "%2B")));
  }

  @Test
  void a_volunteer_sees_the_days_calls_and_their_sums_and_nobody_elses() {
    JsonNode first = day.callsFirst();
    day.says(first, "REFUSED", "");
    day.api.clock.advance(Duration.ofMinutes(1));
    JsonNode second = day.calls(day.next());

    JsonNode mine = ok(day.volunteer.get("/api/v1/my-calls"));

    assertThat(mine.path("date").asString()).isEqualTo("2026-10-05");
    assertThat(mine.path("zone").asString()).isEqualTo("America/New_York");
    assertThat(mine.path("calls").asInt()).isEqualTo(2);
    assertThat(mine.path("talked").asInt()).isEqualTo(1);
    assertThat(mine.path("outcomes").toString()).isEqualTo("{\"REFUSED\":1}");
    assertThat(mine.at("/items/0/attempt")).isEqualTo(second.at("/call/attempt"));
    assertThat(mine.at("/items/0/state").asString()).isEqualTo("OPEN");
    assertThat(mine.at("/items/0/name").asString()).isEqualTo("Cid Cooper");
    assertThat(mine.at("/items/1/state").asString()).isEqualTo("DONE");
    assertThat(mine.at("/items/1/outcome").asString()).isEqualTo("REFUSED");
    assertThat(mine.at("/items/1/name").asString()).isEqualTo("Ann Archer");
    JsonNode ofSession = sessionOf(day.volunteer, first);
    assertThat(ofSession.path("calls").asInt()).isEqualTo(2);
    assertThat(ok(day.manager.get("/api/v1/my-calls")).path("calls").asInt()).isZero();
    assertThat(
            ok(day.manager.get("/api/v1/my-calls?session=" + first.path("session").asString()))
                .path("calls")
                .asInt())
        .isZero();

    day.api.clock.advance(Duration.ofDays(1));
    ApiClient nextDay = day.api.client().signedIn("Vera Voss", ServedApi.PASSWORD);
    assertThat(ok(nextDay.get("/api/v1/my-calls")).path("calls").asInt()).isZero();
    assertThat(sessionOf(nextDay, first).path("calls").asInt()).isEqualTo(2);
    assertThat(nextDay.get("/api/v1/my-calls?session=none").status()).isEqualTo(400);
  }

  private static JsonNode sessionOf(ApiClient volunteer, JsonNode call) {
    return ok(volunteer.get("/api/v1/my-calls?session=" + call.path("session").asString()));
  }
}
