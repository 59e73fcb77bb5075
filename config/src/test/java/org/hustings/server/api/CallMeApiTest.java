package org.hustings.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.hustings.api.ApiClient;
import org.hustings.api.ApiClient.Answer;
import org.hustings.core.voter.PhoneNumber;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Toll fraud with "call me": the server rings the telephone that a manager wrote into the account,
/// and no other, and not often (docs/security.md).
class CallMeApiTest {
  private static final String CALL_ME = "/api/v1/session/call-me";
  private static final PhoneNumber VERAS_PHONE = new PhoneNumber("+19195550177");

  private final ServedApi api = new ServedApi();
  private final ApiClient manager = api.signedInAs("manager", "MANAGER");
  private final ApiClient vera = api.signedInAs("Vera Voss", "VOLUNTEER");

  @BeforeEach
  void credit() {
    Answer topUp =
        api.admin()
            .with("Idempotency-Key", "first")
            .post("/api/v1/credit/top-ups", "{\"microdollars\":5000000}");
    assertThat(topUp.status()).as(topUp.toString()).isBetween(200, 201);
    api.telephone.callsVolunteers();
  }

  @AfterEach
  void close() {
    api.close();
  }

  private long idOf(String login) {
    for (JsonNode user : manager.get("/api/v1/users").json().path("items")) {
      if (user.path("login").asString().equals(login)) {
        return user.path("id").asLong();
      }
    }
    throw new AssertionError("no user " + login);
  }

  private Answer writesDown(ApiClient who, String phone) {
    String user = "/api/v1/users/" + idOf("Vera Voss");
    return who.with("If-Match", manager.get(user).header("ETag"))
        .put(
            user,
            "{\"name\":\"Vera\",\"role\":\"VOLUNTEER\",\"ownPhone\":\"%s\"}".formatted(phone));
  }

  private void veraHasAPhone() {
    Answer written = writesDown(manager, "919-555-0177");
    assertThat(written.status()).as(written.toString()).isEqualTo(200);
    assertThat(written.json().path("ownPhone").asString()).isEqualTo(VERAS_PHONE.e164());
  }

  private static void assertRefused(Answer answer, String code) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(409);
    assertThat(answer.code()).isEqualTo(code);
  }

  @Test
  void rings_the_phone_of_the_account_and_says_how_it_stands() {
    assertThat(vera.get("/api/v1/session/ways").json().has("callMe")).isFalse();
    veraHasAPhone();
    assertThat(vera.get("/api/v1/session/ways").json().at("/callMe/ending").asString())
        .isEqualTo("77");

    Answer answer = vera.post(CALL_ME);

    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.json().path("state").asString()).isEqualTo("CALLING");
    assertThat(vera.get(CALL_ME).json().path("state").asString()).isEqualTo("CALLING");
    assertThat(api.telephone.rung()).containsExactly(VERAS_PHONE);
  }

  @Test
  void a_volunteer_never_gets_to_see_the_whole_number() {
    veraHasAPhone();

    assertThat(vera.get("/api/v1/session/ways").text()).doesNotContain("5550177");
    assertThat(vera.post(CALL_ME).text()).doesNotContain("5550177");
    assertThat(vera.get("/api/v1/me").text()).doesNotContain("5550177");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"number\":\"+19005550123\"}",
        "{\"ownPhone\":\"+19195550123\"}",
        "{\"to\":\"+19195550123\"}",
        "\"+19195550123\""
      })
  void what_a_browser_sends_along_rings_nobody_else(String body) {
    veraHasAPhone();

    Answer answer = vera.post(CALL_ME, body);

    assertThat(answer.status()).isBetween(400, 499);
    assertThat(api.telephone.rung()).isEmpty();
    Answer _ = vera.post(CALL_ME + "?number=%2B19195550123");
    assertThat(api.telephone.rung()).allMatch(VERAS_PHONE::equals);
  }

  @Test
  void a_volunteer_writes_no_phone_into_any_account() {
    Answer answer = writesDown(vera, "919-555-0123");

    assertThat(answer.status()).isEqualTo(403);
    assertRefused(vera.post(CALL_ME), "no-own-phone");
    assertThat(api.telephone.rung()).isEmpty();
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
  void not_even_a_manager_writes_down_what_costs_extra_or_is_abroad(String phone, String what) {
    Answer changed = writesDown(manager, phone);
    Answer added =
        manager.post(
            "/api/v1/users",
            """
            {"login": "nora", "password": "%s", "name": "Nora", "role": "VOLUNTEER", "ownPhone": "%s"}
            """
                .formatted(ServedApi.PASSWORD, phone));
    Answer invited =
        manager.post(
            "/api/v1/invitations",
            "{\"email\":\"nora@example.org\",\"ownPhone\":\"%s\"}".formatted(phone));

    for (Answer answer : new Answer[] {changed, added, invited}) {
      assertThat(answer.status()).as(what).isEqualTo(422);
      assertThat(answer.json().at("/errors/0/pointer").asString()).isEqualTo("#/ownPhone");
    }
  }

  @Test
  void one_call_at_a_time_rings_and_it_can_be_taken_back() {
    veraHasAPhone();
    Answer _ = vera.post(CALL_ME);
    Answer again = vera.post(CALL_ME);

    assertThat(again.status()).isEqualTo(200);
    assertThat(api.telephone.rung()).hasSize(1);
    assertThat(vera.delete(CALL_ME).status()).isEqualTo(204);
  }

  @Test
  void six_in_an_hour_are_enough_and_the_answer_says_until_when() {
    veraHasAPhone();
    for (int i = 0; i < 6; i++) {
      assertThat(vera.post(CALL_ME).status()).isEqualTo(200);
      awaitTheEnd();
      api.clock.advance(Duration.ofMinutes(1));
    }

    Answer seventh = vera.post(CALL_ME);

    assertRefused(seventh, "call-me-too-often");
    assertThat(seventh.json().path("until").asString())
        .isEqualTo(ServedApi.MONDAY_MORNING.plus(Duration.ofHours(1)).toString());
    assertThat(api.telephone.rung()).hasSize(6);
    api.clock.advance(Duration.ofMinutes(54).plusSeconds(1));
    assertThat(vera.post(CALL_ME).status()).isEqualTo(200);
  }

  /// Hangs up, and asks until that is known: a deleted wish that is over is no wish.
  private void awaitTheEnd() {
    assertThat(vera.delete(CALL_ME).status()).isEqualTo(204);
    while (!vera.get(CALL_ME).json().path("state").asString().equals("GIVEN_UP")) {
      Thread.onSpinWait();
    }
  }

  @Test
  void the_limit_is_of_the_account_and_not_of_the_browser() {
    veraHasAPhone();
    ApiClient other = api.client().signedIn("Vera Voss", ServedApi.PASSWORD);
    for (int i = 0; i < 6; i++) {
      assertThat((i % 2 == 0 ? vera : other).post(CALL_ME).status()).isEqualTo(200);
      awaitTheEnd();
    }

    assertRefused(other.post(CALL_ME), "call-me-too-often");
    assertRefused(vera.post(CALL_ME), "call-me-too-often");
  }

  @Test
  void an_invitation_brings_the_phone_into_the_account_that_it_makes() {
    JsonNode invited =
        manager
            .post(
                "/api/v1/invitations",
                "{\"email\":\"nora@example.org\",\"ownPhone\":\"(919) 555-0188\"}")
            .json();
    assertThat(invited.at("/invitation/ownPhone").asString()).isEqualTo("+19195550188");
    String link = invited.path("link").asString();
    Answer joined =
        api.client()
            .post(
                "/api/v1/invitations/accept",
                """
                {"token": "%s", "name": "Nora", "password": "%s"}
                """
                    .formatted(link.substring(link.lastIndexOf('/') + 1), ServedApi.PASSWORD));
    assertThat(joined.status()).as(joined.toString()).isBetween(200, 201);

    Answer _ = api.client().signedIn("nora@example.org", ServedApi.PASSWORD).post(CALL_ME);

    assertThat(api.telephone.rung()).containsExactly(new PhoneNumber("+19195550188"));
  }
}
