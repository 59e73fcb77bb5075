package org.hustings.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.hustings.api.ApiClient;
import org.hustings.api.ApiClient.Answer;
import org.hustings.core.account.DialInRegister.PinCheck;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// From the link that a manager passes on to a volunteer who can dial in, on the real database.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InvitationsApiTest {
  private static final String PAGE = "https://calls.example.org/#/join/";

  private final ServedApi api = new ServedApi();
  private final ApiClient admin = api.admin();
  private final ApiClient manager = api.signedInAs("manager", "MANAGER");

  @AfterAll
  void close() {
    api.close();
  }

  @Test
  void a_guest_sees_who_invites_and_comes_in_with_all_that_dialing_in_needs() {
    admin.post("/api/v1/dial-in-numbers", "{\"number\":\"+19195550199\"}");
    String token = invited("ada@example.org", ",\"name\":\"Ada\"");

    Answer look = look(token);
    Answer joined = accept(token, ",\"name\":\"Ada L\"");

    assertThat(look.json().path("campaign").asString()).isEqualTo("First");
    assertThat(look.json().path("name").asString()).isEqualTo("Ada");
    assertThat(look.json().path("login").asString()).isEqualTo("ada@example.org");
    assertThat(joined.status()).as(joined.toString()).isEqualTo(200);
    assertThat(joined.json().at("/me/role").asString()).isEqualTo("VOLUNTEER");
    assertThat(joined.json().at("/dialIn/numbers/0").asString()).isEqualTo("+19195550199");
    ApiClient ada = api.client().withCookie(joined.header("Set-Cookie").split(";", 2)[0]);
    assertThat(ada.get("/api/v1/me").json().path("name").asString()).isEqualTo("Ada L");
    assertThat(
            api.dialIns.check(
                api.campaign,
                Optional.of("+19195550100"),
                joined.json().at("/dialIn/volunteerNumber").asString(),
                joined.json().at("/dialIn/pin").asString(),
                api.clock.instant()))
        .isInstanceOf(PinCheck.Welcome.class);
    api.client().signedIn("ada@example.org", ServedApi.PASSWORD);
  }

  @Test
  void a_link_works_once_also_when_it_is_followed_twice_at_the_same_moment() {
    String token = invited("twins@example.org", "");

    List<Integer> answers =
        IntStream.range(0, 4)
            .mapToObj(twin ->
                CompletableFuture.supplyAsync(() ->
                    accept(token, ",\"name\":\"Twin\",\"login\":\"twin" + twin + "\"").status()))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .sorted()
            .toList();

    assertThat(answers).containsExactly(200, 410, 410, 410);
    Answer late = look(token);
    assertThat(late.status()).isEqualTo(410);
    assertThat(late.json().path("type").asString()).endsWith("invitation-used");
    assertThat(late.json().path("detail").asString()).contains("sign in");
  }

  @Test
  void an_expired_link_and_one_taken_back_say_so_and_what_to_do() {
    String expiring =
        invited(
            "late@example.org",
            ",\"expiresAt\":\"" + api.clock.instant().plus(Duration.ofMinutes(5)) + "\"");
    Answer invitation = invite("back@example.org", "");
    assertThat(manager.delete(invitation.header("Location")).status()).isEqualTo(204);
    api.clock.advance(Duration.ofMinutes(5));

    Answer expired = accept(expiring, ",\"name\":\"Late\"");
    Answer withdrawn = accept(token(invitation), ",\"name\":\"Back\"");

    assertThat(expired.status()).isEqualTo(410);
    assertThat(expired.json().path("type").asString()).endsWith("invitation-expired");
    assertThat(withdrawn.status()).isEqualTo(410);
    assertThat(withdrawn.json().path("type").asString()).endsWith("invitation-withdrawn");
    assertThat(withdrawn.json().path("detail").asString()).contains("Ask whoever invited you");
  }

  @Test
  void a_login_that_is_taken_leaves_the_invitation_open() {
    String token = invited("second@example.org", "");

    Answer taken = accept(token, ",\"name\":\"Second\",\"login\":\"MANAGER\"");
    Answer other = accept(token, ",\"name\":\"Second\"");

    assertThat(taken.status()).isEqualTo(409);
    assertThat(taken.json().path("type").asString()).endsWith("login-taken");
    assertThat(other.status()).isEqualTo(200);
  }

  @Test
  void volunteer_numbers_are_the_lowest_that_are_free() {
    admin.post(
        "/api/v1/users",
        """
        {"login": "holder", "password": "%s", "name": "H", "role": "VOLUNTEER", "volunteerNumber": "5000"}
        """
            .formatted(ServedApi.PASSWORD));

    String first = joined("one@example.org").json().at("/dialIn/volunteerNumber").asString();
    String second = joined("two@example.org").json().at("/dialIn/volunteerNumber").asString();

    assertThat(Long.parseLong(second)).isEqualTo(Long.parseLong(first) + 1);
    assertThat(first).hasSize(4).isNotEqualTo("5000");
  }

  @Test
  void managers_see_what_became_of_each_invitation_and_never_its_secret() {
    Answer invitation = invite("listed@example.org", "");
    accept(token(invitation), ",\"name\":\"Listed\"");

    Answer list = manager.get("/api/v1/invitations?limit=1");

    assertThat(list.json().at("/items/0/email").asString()).isEqualTo("listed@example.org");
    assertThat(list.json().at("/items/0/state").asString()).isEqualTo("ACCEPTED");
    assertThat(list.json().at("/items/0/user").asLong()).isPositive();
    assertThat(list.text()).doesNotContain(token(invitation));
    assertThat(manager.delete(invitation.header("Location")).status()).isEqualTo(404);
    assertThat(
            manager
                .get("/api/v1/invitations?after=" + list.json().path("next").asString())
                .json()
                .at("/items/0/id")
                .asLong())
        .isLessThan(list.json().at("/items/0/id").asLong());
  }

  @Test
  void a_guest_is_in_the_groups_that_the_invitation_names() {
    Answer group = admin.post("/api/v1/groups", "{\"name\":\"guests\"}");
    String id = group.json().path("id").asString();
    String token = invited("grouped@example.org", ",\"groups\":[" + id + "]");

    Answer joined = accept(token, ",\"name\":\"G\"");

    assertThat(joined.json().at("/me/groups/0").asString()).isEqualTo(id);
    assertThat(invite("x@example.org", ",\"groups\":[9999]").status()).isEqualTo(422);
  }

  @Test
  void guessing_at_links_is_throttled_by_address() {
    try (ServedApi fresh = new ServedApi()) {
      ApiClient guesser = fresh.client();
      for (int i = 0; i < 5; i++) {
        assertThat(guesser.post("/api/v1/invitations/look", token("guess" + i)).status())
            .isEqualTo(404);
      }
      assertThat(guesser.post("/api/v1/invitations/look", token("guess")).status()).isEqualTo(429);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          an address without an @    | {"email":"ada"}                                      | 422
          no address                 | {"name":"Ada"}                                       | 422
          an end in the past         | {"email":"a@b","expiresAt":"2020-01-01T00:00:00Z"}   | 422
          an end years ahead         | {"email":"a@b","expiresAt":"2040-01-01T00:00:00Z"}   | 422
          an unknown field           | {"email":"a@b","role":"ADMIN"}                       | 422
          """)
  void what_cannot_be_an_invitation_is_refused(String what, String json, int status) {
    assertThat(manager.post("/api/v1/invitations", json).status()).as(what).isEqualTo(status);
  }

  @Test
  void a_short_password_or_an_empty_name_makes_no_account() {
    String token = invited("careless@example.org", "");

    assertThat(
            api.client()
                .post(
                    "/api/v1/invitations/accept",
                    "{\"token\":\"" + token + "\",\"name\":\"C\",\"password\":\"short\"}")
                .status())
        .isEqualTo(422);
    assertThat(accept(token, ",\"name\":\"  \"").status()).isEqualTo(422);
    assertThat(look(token).status()).isEqualTo(200);
  }

  private Answer joined(String email) {
    return accept(invited(email, ""), ",\"name\":\"Guest\"");
  }

  private String invited(String email, String more) {
    return token(invite(email, more));
  }

  private Answer invite(String email, String more) {
    return manager.post("/api/v1/invitations", "{\"email\":\"" + email + "\"" + more + "}");
  }

  private static String token(Answer invitation) {
    assertThat(invitation.status()).as(invitation.toString()).isEqualTo(201);
    String link = invitation.json().path("link").asString();
    assertThat(link).startsWith(PAGE);
    return link.substring(PAGE.length());
  }

  private static String token(String secret) {
    return "{\"token\":\"" + secret + "\"}";
  }

  private Answer look(String token) {
    return api.client().post("/api/v1/invitations/look", token(token));
  }

  private Answer accept(String token, String more) {
    return api.client()
        .post(
            "/api/v1/invitations/accept",
            "{\"token\":\"%s\",\"password\":\"%s\"%s}".formatted(token, ServedApi.PASSWORD, more));
  }
}
