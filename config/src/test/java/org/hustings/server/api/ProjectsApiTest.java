package org.hustings.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.hustings.api.ApiClient;
import org.hustings.api.ApiClient.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Projects with all that managers set, on the real database.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProjectsApiTest {
  private static final String WEEKDAYS =
      """
      "hours": {"zone": "America/New_York", "closedDates": ["2026-10-06"], "windows": [
        {"day": "MONDAY", "opensAt": "09:00", "closesAt": "12:00"},
        {"day": "MONDAY", "opensAt": "17:00", "closesAt": "20:00"},
        {"day": "TUESDAY", "opensAt": "09:00", "closesAt": "21:00"},
        {"day": "WEDNESDAY", "opensAt": "10:00", "closesAt": "00:00"}]}\
      """;

  private final ServedApi api = new ServedApi();
  private final ApiClient admin = api.admin();
  private final ApiClient manager = api.signedInAs("manager", "MANAGER");
  private final ApiClient volunteer = api.signedInAs("volunteer", "VOLUNTEER");

  @AfterAll
  void close() {
    api.close();
  }

  @Test
  void what_is_left_out_takes_the_defaults_of_the_rules() {
    Answer added = add("Defaults", "");

    assertThat(added.json().path("attemptLimit").asInt()).isEqualTo(3);
    assertThat(added.json().path("retryDelaySeconds").asInt()).isEqualTo(1800);
    assertThat(added.json().path("ringForSeconds").asInt()).isEqualTo(60);
    assertThat(added.json().at("/legalWindow/opensAt").asString()).isEqualTo("08:00");
    assertThat(added.json().path("access").isMissingNode()).isTrue();
  }

  @Test
  void every_setting_is_kept() {
    admin.post("/api/v1/caller-ids", "{\"number\":\"(919) 555-0123\"}");
    String settings =
        """
        , "status": "PAUSED", "legalWindow": {"opensAt": "09:00", "closesAt": "20:00"},
        "unknownZones": "NOT_CALLABLE", "attemptLimit": 5, "retryDelaySeconds": 600,
        "ringForSeconds": 30, "suppressionSeconds": 86400, "wrapUpGraceSeconds": 60,
        "callerId": "+19195550123", "script": "Hello {voter}, this is {volunteer}.",
        "survey": {"questions": [
          {"key": "q1", "text": "Will you vote?", "kind": "ONE_OF",
           "choices": [{"key": "yes", "text": "Yes"}, {"key": "no", "text": "No"}]},
          {"key": "q2", "text": "How?", "kind": "TEXT", "askedIf": {"question": "q1", "choice": "yes"}}]},
        "dispositions": [{"code": "MOVED", "label": "Moved away", "action": "REFUSED"}],
        "access": {"users": [], "groups": []}, "machineHint": true, "home": "own"
        """;
    Answer added = add("Everything", settings);
    Answer read = manager.get(added.header("Location"));

    assertThat(read.json()).isEqualTo(added.json());
    assertThat(read.json().at("/survey/questions/1/askedIf/choice").asString()).isEqualTo("yes");
    assertThat(read.json().at("/hours/windows").size()).isEqualTo(4);
    assertThat(read.json().path("callerId").asString()).isEqualTo("+19195550123");
    assertThat(read.json().path("machineHint").asBoolean()).isTrue();
    assertThat(read.json().path("home").asString()).isEqualTo("own");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a limit too high        | "attemptLimit": 21                                             | #/attemptLimit | from 1 to 20, got 21
          a number as text        | "ringForSeconds": "long"                                       | #/ringForSeconds | from 5 to 120, got "long"
          a key misspelt          | "ringForSecond": 20                                            | #/ringForSecond | known are name
          a window upside down    | "legalWindow": {"opensAt": "21:00", "closesAt": "08:00"}       | #/legalWindow | must open before it closes
          a time of day of none   | "legalWindow": {"opensAt": "25:00", "closesAt": "26:00"}       | #/legalWindow/opensAt | like 09:00
          a foreign caller ID     | "callerId": "+12125550199"                                     | #/callerId | may present
          a hint of a number      | "machineHint": 7                                               | #/machineHint | true or false
          a home of nobody        | "home": "twillio"                                              | #/home | there is own
          a message of nobody     | "voicemail": 99999                                             | #/voicemail | not in this campaign
          a question twice        | "survey": {"questions": [{"key":"a","text":"?","kind":"TEXT"},{"key":"a","text":"?","kind":"TEXT"}]} | #/survey | two questions
          a code of the standard  | "dispositions": [{"code":"BUSY","label":"b","action":"BUSY"}]  | #/dispositions/0/code | another code
          an action of the server | "dispositions": [{"code":"X","label":"b","action":"UNRESOLVED"}] | #/dispositions/0/action | one of SUCCESSFUL
          """)
  void what_cannot_be_is_refused_by_name(
      String label, String setting, String pointer, String says) {
    Answer answer = manager.post("/api/v1/projects", body("Refused", "," + setting));

    assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
    assertThat(answer.json().at("/errors/0/pointer").asString()).isEqualTo(pointer);
    assertThat(answer.json().at("/errors/0/detail").asString()).contains(says);
  }

  @Test
  void hours_that_overlap_or_name_no_zone_are_refused() {
    String overlapping =
        """
        {"name": "x", "hours": {"zone": "America/New_York", "windows": [
          {"day": "MONDAY", "opensAt": "09:00", "closesAt": "12:00"},
          {"day": "MONDAY", "opensAt": "11:00", "closesAt": "21:00"}]}}
        """;
    String nowhere = "{\"name\":\"x\",\"hours\":{\"zone\":\"Mars/Base\",\"windows\":[]}}";

    assertThat(errorOf(overlapping)).startsWith("#/hours").contains("must not overlap");
    assertThat(errorOf(nowhere)).startsWith("#/hours").contains("America/New_York, got Mars/Base");
  }

  private String errorOf(String body) {
    Answer answer = manager.post("/api/v1/projects", body);
    return answer.json().at("/errors/0/pointer").asString()
        + answer.json().at("/errors/0/detail").asString();
  }

  @Test
  void an_edit_names_its_version_and_a_name_is_taken_once() {
    Answer first = add("Original", "");
    add("Other", "");
    String edit = body("Original", ",\"attemptLimit\":4");

    assertThat(manager.put(first.header("Location"), edit).status()).isEqualTo(428);
    Answer changed =
        manager.with("If-Match", first.header("ETag")).put(first.header("Location"), edit);
    assertThat(changed.json().path("attemptLimit").asInt()).isEqualTo(4);
    assertThat(
            manager
                .with("If-Match", first.header("ETag"))
                .put(first.header("Location"), edit)
                .status())
        .isEqualTo(412);
    assertThat(
            manager
                .with("If-Match", changed.header("ETag"))
                .put(first.header("Location"), body("Other", ""))
                .status())
        .isEqualTo(409);
  }

  @Test
  void a_volunteer_sees_when_a_project_opens_next() {
    long id = add("Hours", "").json().path("id").asLong();

    var morning = mine(id);
    assertThat(morning.path("open").asBoolean()).isTrue();

    api.clock.advance(java.time.Duration.ofHours(3));
    var lunch = mine(id);
    assertThat(lunch.path("open").asBoolean()).isFalse();
    assertThat(lunch.path("opensAt").asString()).isEqualTo("2026-10-05T21:00:00Z");

    api.clock.advance(java.time.Duration.ofHours(8));
    assertThat(mine(id).path("opensAt").asString()).isEqualTo("2026-10-07T14:00:00Z");
    api.clock.advance(java.time.Duration.ofHours(-11));
  }

  @Test
  void a_volunteer_without_access_learns_nothing_of_a_project() {
    Answer group = admin.post("/api/v1/groups", "{\"name\":\"insiders\"}");
    long closed =
        add("Insiders", ",\"access\":{\"groups\":[" + group.json().path("id") + "]}")
            .json()
            .path("id")
            .asLong();

    assertThat(volunteer.get("/api/v1/my-projects").text()).doesNotContain("Insiders");
    assertThat(volunteer.get("/api/v1/my-projects/" + closed).status()).isEqualTo(404);
    assertThat(volunteer.get("/api/v1/my-projects/" + (closed + 1000)).status()).isEqualTo(404);
  }

  @Test
  void a_volunteer_reads_the_hours_and_the_caller_id_that_voters_see() {
    admin.post("/api/v1/caller-ids", "{\"number\":\"+19195550140\"}");
    long id = add("Readable", ",\"callerId\":\"+19195550140\"").json().path("id").asLong();

    assertThat(mine(id).at("/hours/windows/0/opensAt").asString()).isEqualTo("09:00");
    assertThat(volunteer.get("/api/v1/my-projects/" + id).json().path("callerId").asString())
        .isEqualTo("+19195550140");
  }

  @Test
  void where_a_project_names_no_number_the_volunteer_reads_the_trunks() {
    long id = add("Nameless", "").json().path("id").asLong();

    assertThat(volunteer.get("/api/v1/my-projects/" + id).json().path("callerId").asString())
        .isEqualTo(ServedApi.TRUNK_CALLER_ID);
  }

  @Test
  void an_empty_queue_explains_itself() {
    Answer explained = manager.get(add("Empty", "").header("Location") + "/queue");

    assertThat(explained.json().path("callable").asLong()).isZero();
    assertThat(manager.get("/api/v1/projects/99999/queue").status()).isEqualTo(404);
  }

  private tools.jackson.databind.JsonNode mine(long id) {
    for (var project : volunteer.get("/api/v1/my-projects").json().path("items")) {
      if (project.path("id").asLong() == id) {
        return project;
      }
    }
    throw new AssertionError("project " + id + " is not shown");
  }

  private Answer add(String name, String more) {
    Answer added = manager.post("/api/v1/projects", body(name, more));
    assertThat(added.status()).as(added.toString()).isEqualTo(201);
    return added;
  }

  private static String body(String name, String more) {
    return "{\"name\":\"" + name + "\"," + WEEKDAYS + more + "}";
  }
}
