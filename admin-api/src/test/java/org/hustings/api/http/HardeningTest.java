package org.hustings.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.stream.Stream;
import org.hustings.api.ApiClient;
import org.hustings.api.ApiClient.Answer;
import org.hustings.api.RunningApi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What browsers and intermediaries are told with each answer, and what they are not; the table in
/// `docs/security.md` says which control each proves.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HardeningTest {
  private final RunningApi api = new RunningApi();

  @AfterAll
  void close() {
    api.close();
  }

  private Stream<Answer> answers() {
    ApiClient volunteer = api.as(api.volunteer);
    return Stream.of(
        volunteer.get("/api/v1/me"),
        api.client().get("/api/v1/me"),
        volunteer.get("/api/v1/nothing"),
        volunteer.get("/api/v1/session/next"),
        volunteer.get("/api/v1/me?nonsense=1"),
        volunteer.post("/api/v1/session/skip", "{"),
        volunteer.get("/api/openapi.yaml"),
        api.client().get("/"));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void each_answer_good_or_bad_tells_the_browser_to_be_careful(Answer answer) {
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(answer.header("Content-Security-Policy"))
        .contains("default-src 'self'", "object-src 'none'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
    assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
    assertThat(answer.header("Cache-Control")).containsAnyOf("no-store", "no-cache");
  }

  @ParameterizedTest
  @MethodSource("answers")
  void no_answer_says_what_software_this_is_nor_how_it_failed(Answer answer) {
    assertThat(answer.headerIfAny("Server")).isEmpty();
    assertThat(answer.headerIfAny("X-Powered-By")).isEmpty();
    assertThat(answer.text()).doesNotContain("java.", "vertx", "Exception", "\tat ");
  }

  @Test
  void no_other_site_is_let_in() {
    Answer preflight =
        api.client()
            .with("Origin", "https://elsewhere.example")
            .with("Access-Control-Request-Method", "POST")
            .with("Access-Control-Request-Headers", "Hustings-Request")
            .send("OPTIONS", "/api/v1/session/next", BodyPublishers.noBody());
    Answer read =
        api.as(api.volunteer).with("Origin", "https://elsewhere.example").get("/api/v1/me");

    for (Answer answer : List.of(preflight, read)) {
      assertThat(answer.headerIfAny("Access-Control-Allow-Origin")).isEmpty();
      assertThat(answer.headerIfAny("Access-Control-Allow-Credentials")).isEmpty();
      assertThat(answer.headerIfAny("Access-Control-Allow-Headers")).isEmpty();
    }
  }

  @Test
  void a_cookie_that_somebody_chose_beforehand_is_worth_nothing_after_the_sign_in() {
    ApiClient chosen = api.client().withCookie("hustings=chosen-by-another");
    Answer signIn = chosen.post("/api/v1/sign-in", "{\"login\":\"vera\",\"password\":\"vera\"}");

    assertThat(signIn.status()).isEqualTo(200);
    assertThat(signIn.header("Set-Cookie")).doesNotContain("chosen-by-another");
    assertThat(chosen.get("/api/v1/me").status()).isEqualTo(401);
  }

  @Test
  void each_sign_in_has_a_secret_of_its_own_of_128_bits_and_more() {
    List<String> secrets =
        Stream.generate(() ->
                api.client()
                    .post("/api/v1/sign-in", "{\"login\":\"manny\",\"password\":\"manny\"}")
                    .header("Set-Cookie")
                    .split(";", 2)[0])
            .limit(3)
            .toList();

    assertThat(secrets).doesNotHaveDuplicates();
    assertThat(secrets).allSatisfy(secret -> assertThat(secret).hasSizeGreaterThan(22 + 9));
  }

  @ParameterizedTest
  @ValueSource(strings = {"TRACE", "PROPFIND", "PATCH", "BREW"})
  void a_method_that_the_contract_does_not_have_does_nothing(String method) {
    String answer =
        RawHttp.send(
            api.port(), method + " /api/v1/me HTTP/1.1\nHost: localhost\nX-Echo: boomerang\n\n");

    assertThat(answer)
        .containsPattern("^HTTP/1\\.1 (405|404|501|400) ")
        .doesNotContain("boomerang");
  }

  @Test
  void a_header_does_not_change_the_method() {
    Answer answer =
        api.as(api.volunteer).with("X-HTTP-Method-Override", "DELETE").get("/api/v1/me");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("role").asString()).isEqualTo("VOLUNTEER");
  }

  /// Two ideas of where a request ends are how one is smuggled in behind another.
  @Test
  void a_request_with_two_ideas_of_its_length_is_refused() {
    String answer =
        RawHttp.send(
            api.port(),
            """
            POST /api/v1/sign-in HTTP/1.1
            Host: localhost
            Content-Type: application/json
            Content-Length: 5
            Transfer-Encoding: chunked

            0

            GET /api/v1/me HTTP/1.1
            Host: localhost

            """);

    assertThat(answer).startsWith("HTTP/1.1 400");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/assets/..%2f..%2f..%2fetc/passwd",
        "/api/v1/..%2f..%2fetc/passwd",
        "//etc/passwd"
      })
  void no_path_leads_out(String path) {
    String answer = RawHttp.send(api.port(), "GET " + path + " HTTP/1.1\nHost: localhost\n\n");

    assertThat(answer).doesNotContain("root:");
  }
}
