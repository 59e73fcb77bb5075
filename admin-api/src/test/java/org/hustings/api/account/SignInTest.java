package org.hustings.api.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.hustings.api.ApiClient;
import org.hustings.api.ApiClient.Answer;
import org.hustings.api.RunningApi;
import org.hustings.api.http.HttpSettings;
import org.hustings.core.account.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who gets in, and who does not.
class SignInTest {
  private final RunningApi api = new RunningApi();

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void login_and_password_give_a_cookie_that_scripts_cannot_read_and_other_sites_cannot_send() {
    Answer answer =
        api.client().post("/api/v1/sign-in", "{\"login\":\"vera\",\"password\":\"vera\"}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Set-Cookie"))
        .startsWith("hustings=")
        .contains("HttpOnly", "SameSite=Strict", "Path=/")
        .doesNotContain("Secure");
    assertThat(answer.json().path("role").asString()).isEqualTo("VOLUNTEER");
  }

  @Test
  void behind_https_the_cookie_is_secure_and_bound_to_the_host() {
    assertThat(org.hustings.api.http.SignInCookie.set("s", Duration.ofHours(1), true))
        .startsWith("__Host-hustings=s; Path=/; Max-Age=3600;")
        .contains("Secure");
  }

  @Test
  void a_wrong_password_and_an_unknown_login_are_told_the_same() {
    Answer wrong = trying("vera", "wrong");
    Answer unknown = trying("nobody", "wrong");

    assertThat(wrong.status()).isEqualTo(401);
    assertThat(unknown.text()).isEqualTo(wrong.text());
  }

  @Test
  void guessing_locks_out_the_login_from_here_and_leaves_other_logins_alone() {
    for (int i = 0; i < 5; i++) {
      assertThat(trying("vera", "guess " + i).status()).isEqualTo(401);
    }

    Answer locked = trying("vera", "vera");
    assertThat(locked.status()).isEqualTo(429);
    assertThat(locked.json().path("until").asString()).isEqualTo("2026-10-05T14:00:30Z");
    assertThat(trying("manny", "manny").status()).isEqualTo(200);

    api.clock.advance(Duration.ofSeconds(30));
    assertThat(trying("vera", "vera").status()).isEqualTo(200);
  }

  @Test
  void after_signing_out_the_cookie_is_worth_nothing() {
    ApiClient client = api.client().signedIn("vera", "vera");
    assertThat(client.get("/api/v1/me").status()).isEqualTo(200);

    assertThat(client.post("/api/v1/sign-out").status()).isEqualTo(204);

    assertThat(client.get("/api/v1/me").status()).isEqualTo(401);
  }

  @Test
  void a_sign_in_ends_after_twelve_hours() {
    ApiClient client = api.client().signedIn("vera", "vera");
    api.clock.advance(Duration.ofHours(12));

    assertThat(client.get("/api/v1/me").status()).isEqualTo(401);
  }

  @Test
  void another_site_cannot_make_a_browser_act() {
    String cookie =
        api.client()
            .post("/api/v1/sign-in", "{\"login\":\"vera\",\"password\":\"vera\"}")
            .header("Set-Cookie")
            .split(";", 2)[0];
    ApiClient browser = api.client().with("Cookie", cookie);

    assertThat(browser.with("Origin", "https://evil.example").post("/api/v1/session/next").code())
        .isEqualTo("cross-site");
    assertThat(browser.with("Sec-Fetch-Site", "cross-site").post("/api/v1/session/next").code())
        .isEqualTo("cross-site");
    assertThat(browser.post("/api/v1/session/next").code()).isEqualTo("cross-site");
    assertThat(
            browser
                .with("Origin", "http://127.0.0.1:" + api.port())
                .post("/api/v1/session/next")
                .code())
        .isEqualTo("no-session");
    assertThat(browser.get("/api/v1/me").status()).isEqualTo(200);
  }

  @Test
  void a_token_needs_no_cookie_and_no_origin() {
    assertThat(api.as(api.volunteer).post("/api/v1/session/next").code()).isEqualTo("no-session");
  }

  @Test
  void a_token_sent_as_a_cookie_is_nobodys() {
    api.as(api.volunteer);
    ApiClient client = api.client().withCookie("hustings=token of " + api.volunteer.name());

    assertThat(client.get("/api/v1/me").status()).isEqualTo(401);
  }

  @Test
  void only_an_admin_may_name_another_campaign() {
    Answer manager = api.as(api.manager).with("Hustings-Campaign", "2").get("/api/v1/me");
    Answer admin =
        api.as(api.register.add(12, "adam", Role.ADMIN))
            .with("Hustings-Campaign", "2")
            .get("/api/v1/me");

    assertThat(manager.code()).isEqualTo("other-campaign");
    assertThat(admin.status()).isEqualTo(200);
  }

  @Test
  void with_the_password_that_everybody_knows_it_listens_on_loopback_only() {
    HttpSettings loopback = HttpSettings.onLoopback(8080);
    HttpSettings open =
        new HttpSettings(
            "0.0.0.0", 8080, loopback.publicUrl(), loopback.tls(), false, loopback.limits());

    assertThat(SetupCredentials.DEFAULT.objectionTo(loopback)).isEmpty();
    assertThat(SetupCredentials.DEFAULT.objectionTo(open)).isPresent();
    assertThat(new SetupCredentials("admin", "another one").objectionTo(open)).isEmpty();
  }

  private Answer trying(String login, String password) {
    return api.client()
        .post("/api/v1/sign-in", "{\"login\":\"" + login + "\",\"password\":\"" + password + "\"}");
  }
}
