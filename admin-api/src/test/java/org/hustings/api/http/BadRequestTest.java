package org.hustings.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.hustings.api.ApiClient;
import org.hustings.api.ApiClient.Answer;
import org.hustings.api.RunningApi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Every way of sending nonsense gets an answer that says what to do.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadRequestTest {
  private final RunningApi api = new RunningApi();
  private final ApiClient volunteer = api.as(api.volunteer);

  @BeforeAll
  void nothing_has_gone_wrong_yet() {
    assertThat(volunteer.get("/api/v1/me").status()).isEqualTo(200);
  }

  @AfterAll
  void close() {
    api.close();
  }

  @Test
  void a_wrong_type_is_named_with_what_was_expected_and_what_came() {
    Answer answer = volunteer.post("/api/v1/session/skip", "{\"entry\":\"seven\"}");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.code()).isEqualTo("invalid-content");
    assertThat(answer.json().at("/errors/0/pointer").asString()).isEqualTo("#/entry");
    assertThat(answer.json().at("/errors/0/detail").asString())
        .isEqualTo("expected a whole number of at least 1, got \"seven\"");
  }

  @Test
  void an_unknown_property_is_refused_and_the_known_ones_are_named() {
    Answer answer = volunteer.post("/api/v1/session/skip", "{\"entry\":7,\"entri\":8}");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().at("/errors").size()).isEqualTo(1);
    assertThat(answer.json().at("/errors/0/pointer").asString()).isEqualTo("#/entri");
    assertThat(answer.json().at("/errors/0/detail").asString())
        .isEqualTo("is not known here; known are entry");
  }

  @Test
  void a_missing_property_is_named_at_its_own_place() {
    Answer answer = volunteer.post("/api/v1/session/skip", "{}");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().at("/errors/0/pointer").asString()).isEqualTo("#/entry");
    assertThat(answer.json().at("/errors/0/detail").asString())
        .isEqualTo("is missing; expected a whole number of at least 1");
  }

  @Test
  void all_errors_of_a_nested_body_come_at_once() {
    String body =
        """
        {"attempt": "no uuid", "code": "lower", "reached": [1, -2],
         "answers": [{"voter": 1, "question": "q", "values": [5]}]}
        """;
    Answer answer =
        volunteer.with("Idempotency-Key", "k").post("/api/v1/session/disposition", body);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().at("/errors").findValuesAsString("pointer"))
        .containsExactlyInAnyOrder("#/attempt", "#/code", "#/reached/1", "#/answers/0/values/0");
  }

  @Test
  void malformed_json_is_answered_with_the_place() {
    Answer answer = volunteer.post("/api/v1/session/skip", "{\"entry\": 7,}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("malformed-json");
    assertThat(answer.json().path("detail").asString()).contains("line 1, column");
  }

  @Test
  void a_property_given_twice_is_malformed() {
    assertThat(volunteer.post("/api/v1/session/skip", "{\"entry\":7,\"entry\":8}").code())
        .isEqualTo("malformed-json");
  }

  @Test
  void deeply_nested_json_is_malformed_and_harms_nobody() {
    assertThat(volunteer.post("/api/v1/session/skip", "[".repeat(50_000)).code())
        .isEqualTo("malformed-json");
  }

  @Test
  void a_missing_body_is_asked_for() {
    assertThat(volunteer.post("/api/v1/session/skip", "").code()).isEqualTo("body-missing");
  }

  @Test
  void another_content_type_is_refused_with_the_right_one() {
    Answer answer =
        volunteer
            .with("Content-Type", "text/plain")
            .send("POST", "/api/v1/session/skip", BodyPublishers.ofString("{\"entry\":7}"));

    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.json().path("detail").asString()).contains("application/json");
  }

  @Test
  void an_unknown_path_is_answered_with_where_to_look() {
    Answer answer = volunteer.get("/api/v1/sesion");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.code()).isEqualTo("unknown-path");
    assertThat(answer.json().path("detail").asString()).contains("/api/openapi.yaml");
  }

  @Test
  void a_wrong_method_is_answered_with_the_right_ones() {
    Answer answer = volunteer.get("/api/v1/session/next");

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).isEqualTo("POST");
    assertThat(answer.code()).isEqualTo("wrong-method");
  }

  @Test
  void too_large_a_body_is_refused_before_it_is_read() {
    Answer answer = volunteer.post("/api/v1/session/skip", " ".repeat(3 << 20));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.code()).isEqualTo("too-large");
  }

  @Test
  void too_large_a_body_of_unknown_length_is_refused_while_it_is_read() {
    byte[] large = new byte[2 << 20];
    Answer answer =
        volunteer
            .with("Content-Type", "application/json")
            .send(
                "POST",
                "/api/v1/session/skip",
                BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(large)));

    assertThat(answer.status()).isEqualTo(413);
  }

  @Test
  void too_large_headers_are_refused() {
    Answer answer = volunteer.with("X-Long", "x".repeat(20_000)).get("/api/v1/me");

    assertThat(answer.status()).isEqualTo(431);
    assertThat(answer.code()).isEqualTo("headers-too-large");
  }

  @Test
  void too_long_an_address_is_refused() {
    assertThat(volunteer.get("/api/v1/me?x=" + "x".repeat(10_000)).status()).isEqualTo(414);
  }

  @Test
  void an_unknown_query_parameter_is_refused() {
    Answer answer = volunteer.get("/api/v1/me?nonsense=1");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().at("/errors/0/parameter").asString()).isEqualTo("nonsense");
  }

  @Test
  void what_dials_needs_an_idempotency_key() {
    Answer answer = volunteer.post("/api/v1/session/call", "{\"entry\":7}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("idempotency-key-required");
  }

  @Test
  void a_slow_body_is_given_up() {
    HttpSettings.Limits limits = HttpSettings.Limits.DEFAULT;
    HttpSettings impatient =
        new HttpSettings(
            "127.0.0.1",
            0,
            java.util.Optional.empty(),
            java.util.Optional.empty(),
            false,
            new HttpSettings.Limits(
                limits.headerBytes(),
                limits.inFlight(),
                limits.turns(),
                limits.turnWait(),
                java.time.Duration.ofMillis(50),
                limits.silence(),
                limits.keepAlive(),
                limits.connections()));
    try (RunningApi slow = new RunningApi(impatient, Map.of())) {
      String answer =
          RawHttp.send(
              slow.port(),
              """
              POST /api/v1/sign-in HTTP/1.1
              Host: localhost
              Content-Type: application/json
              Content-Length: 100

              {"login":\
              """);

      assertThat(answer).startsWith("HTTP/1.1 408").contains("too-slow");
    }
  }

  @Test
  void what_is_no_http_is_refused() {
    assertThat(RawHttp.send(api.port(), "NONSENSE\n\n")).contains(" 400 ");
  }

  @Test
  void an_error_of_ours_keeps_its_cause_to_itself() {
    Operation broken =
        _ -> {
          throw new IllegalStateException("secret detail");
        };
    try (RunningApi failing =
        new RunningApi(HttpSettings.onLoopback(0), Map.of("session", broken))) {
      Answer answer = failing.as(failing.volunteer).get("/api/v1/session");

      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.text()).doesNotContain("secret detail").contains("incident");
    }
  }
}
