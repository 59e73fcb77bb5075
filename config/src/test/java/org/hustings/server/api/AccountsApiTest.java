package org.hustings.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.hustings.api.ApiClient;
import org.hustings.api.ApiClient.Answer;
import org.hustings.api.account.SetupCredentials;
import org.hustings.api.http.HttpSettings;
import org.hustings.core.account.DialInRegister.CodeCheck;
import org.hustings.core.account.DialInRegister.PinCheck;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Accounts, PINs, tokens and campaigns, on the real database.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountsApiTest {
  private final ServedApi api = new ServedApi();
  private final ApiClient admin = api.admin();
  private final ApiClient manager = api.signedInAs("manager", "MANAGER");

  @AfterAll
  void close() {
    api.close();
  }

  @Test
  void the_first_admin_moves_in_once() {
    assertThat(
            api.firstAdmin.moveIn(
                SetupCredentials.DEFAULT,
                new org.hustings.core.campaign.Campaign.Founding(
                    "Second", "US", java.time.ZoneId.of("UTC"))))
        .isEmpty();
  }

  @Test
  void the_password_that_everybody_knows_forbids_to_listen_beyond_loopback_while_it_is_in_use() {
    HttpSettings loopback = HttpSettings.onLoopback(0);
    HttpSettings open =
        new HttpSettings(
            "0.0.0.0", 0, Optional.empty(), Optional.empty(), false, loopback.limits());
    SetupCredentials changed = new SetupCredentials("admin@localhost", "something else");
    assertThat(api.firstAdmin.objectionTo(open, SetupCredentials.DEFAULT)).isPresent();
    assertThat(api.firstAdmin.objectionTo(open, changed)).isEmpty();

    add(admin, "admin@localhost", "OPS", "");
    setPassword("admin@localhost", SetupCredentials.DEFAULT.password());

    assertThat(api.firstAdmin.objectionTo(open, changed).orElse(""))
        .contains("password that everybody knows");
    assertThat(api.firstAdmin.objectionTo(loopback, changed)).isEmpty();
  }

  @Test
  void logins_are_unique_whatever_their_case() {
    add(admin, "Unique", "VOLUNTEER", "");
    Answer again = tryToAdd(admin, "uNIQUE", "VOLUNTEER", "");

    assertThat(again.status()).isEqualTo(409);
    assertThat(again.json().at("/errors/0/pointer").asString()).isEqualTo("#/login");
  }

  @Test
  void volunteer_numbers_are_unique_in_the_campaign() {
    add(admin, "first", "VOLUNTEER", ",\"volunteerNumber\":\"4001\"");
    Answer again = tryToAdd(admin, "second", "VOLUNTEER", ",\"volunteerNumber\":\"4001\"");

    assertThat(again.status()).isEqualTo(409);
    assertThat(again.json().at("/errors/0/pointer").asString()).isEqualTo("#/volunteerNumber");
  }

  @Test
  void a_manager_keeps_volunteers_and_nobody_else() {
    assertThat(tryToAdd(manager, "helper", "VOLUNTEER", "").status()).isEqualTo(201);
    assertThat(tryToAdd(manager, "boss", "MANAGER", "").status()).isEqualTo(403);
    assertThat(tryToAdd(manager, "root", "ADMIN", "").status()).isEqualTo(403);
  }

  @Test
  void an_edit_names_the_version_it_is_based_on() {
    Answer added = add(admin, "edited", "VOLUNTEER", "");
    String path = added.header("Location");
    String edit = "{\"name\":\"New name\",\"role\":\"VOLUNTEER\"}";

    assertThat(admin.put(path, edit).status()).isEqualTo(428);
    Answer done = admin.with("If-Match", added.header("ETag")).put(path, edit);
    assertThat(done.status()).isEqualTo(200);
    assertThat(done.json().path("name").asString()).isEqualTo("New name");
    assertThat(admin.with("If-Match", added.header("ETag")).put(path, edit).status())
        .isEqualTo(412);
    assertThat(admin.with("If-Match", "nonsense").put(path, edit).status()).isEqualTo(400);
    assertThat(admin.with("If-Match", done.header("ETag")).put(path, edit).status()).isEqualTo(200);
  }

  @Test
  void whoever_is_disabled_is_signed_out_everywhere() {
    Answer added = add(admin, "leaver", "VOLUNTEER", "");
    ApiClient leaver = api.client().signedIn("leaver", ServedApi.PASSWORD);

    admin
        .with("If-Match", added.header("ETag"))
        .put(
            added.header("Location"),
            "{\"name\":\"Leaver\",\"role\":\"VOLUNTEER\",\"enabled\":false}");

    assertThat(leaver.get("/api/v1/me").status()).isEqualTo(401);
    assertThat(signIn("leaver", ServedApi.PASSWORD).status()).isEqualTo(401);
  }

  /// The server's clock stands still: nothing of this waits until whoever was found is asked for
  /// again.
  @Test
  void a_new_role_a_new_password_and_a_lost_group_hold_for_the_next_request() {
    Answer group = admin.post("/api/v1/groups", "{\"name\":\"for a while\"}");
    String member = ",\"groups\":[" + group.json().path("id") + "]";
    Answer added = add(admin, "leader", "MANAGER", member);
    ApiClient leader = api.client().signedIn("leader", ServedApi.PASSWORD);
    assertThat(leader.get("/api/v1/me").json().path("groups").size()).isEqualTo(1);

    admin.delete(group.header("Location"));
    assertThat(leader.get("/api/v1/me").json().path("groups").size()).isZero();

    ApiClient token = api.client().withToken(ownToken(leader));
    assertThat(token.get("/api/v1/me").status()).isEqualTo(200);
    setPassword("leader", "another long pass phrase");
    assertThat(leader.get("/api/v1/me").status()).isEqualTo(401);
    assertThat(token.get("/api/v1/me").json().path("role").asString()).isEqualTo("MANAGER");

    admin
        .with("If-Match", admin.get(added.header("Location")).header("ETag"))
        .put(added.header("Location"), "{\"name\":\"Leader\",\"role\":\"VOLUNTEER\"}");
    assertThat(token.get("/api/v1/me").status()).isEqualTo(401);
  }

  private static String ownToken(ApiClient user) {
    String expires = ServedApi.MONDAY_MORNING.plus(Duration.ofDays(30)).toString();
    return user.post("/api/v1/tokens", token("MANAGER", expires)).json().path("token").asString();
  }

  @Test
  void a_new_password_needs_the_old_one_and_signs_out() {
    ApiClient user = api.signedInAs("changer", "VOLUNTEER");

    assertThat(
            user.put(
                    "/api/v1/me/password",
                    "{\"current\":\"wrong\",\"password\":\"another long one\"}")
                .status())
        .isEqualTo(422);
    assertThat(
            user.put(
                    "/api/v1/me/password",
                    "{\"current\":\""
                        + ServedApi.PASSWORD
                        + "\",\"password\":\"another long one\"}")
                .status())
        .isEqualTo(204);

    assertThat(user.get("/api/v1/me").status()).isEqualTo(401);
    assertThat(signIn("changer", "another long one").status()).isEqualTo(200);
  }

  @Test
  void guessing_a_password_locks_out_the_guesser_on_the_real_store_too() {
    add(admin, "target", "VOLUNTEER", "");
    for (int i = 0; i < 5; i++) {
      assertThat(signIn("target", "guess").status()).isEqualTo(401);
    }
    assertThat(signIn("TARGET", ServedApi.PASSWORD).status()).isEqualTo(429);
  }

  @Test
  void a_volunteer_dials_in_with_number_and_pin() {
    add(admin, "caller", "VOLUNTEER", ",\"volunteerNumber\":\"1001\",\"pin\":\"471147\"");

    assertThat(check("+19195550100", "1001", "471147")).isInstanceOf(PinCheck.Welcome.class);
    assertThat(check("+19195550100", "1001", "000000")).isInstanceOf(PinCheck.Wrong.class);
    assertThat(check("+19195550100", "9999", "471147")).isInstanceOf(PinCheck.Wrong.class);
  }

  @Test
  void guessing_a_pin_locks_out_the_guesser_and_not_the_volunteer() {
    add(admin, "guessed", "VOLUNTEER", ",\"volunteerNumber\":\"1002\",\"pin\":\"471147\"");
    for (int i = 0; i < 5; i++) {
      check("+19195550666", "1002", "00000" + i);
    }

    assertThat(check("+19195550666", "1002", "471147")).isInstanceOf(PinCheck.Throttled.class);
    assertThat(check("+19195550100", "1002", "471147")).isInstanceOf(PinCheck.Welcome.class);
  }

  /// An office with one number for all its telephones.
  @Test
  void guessing_a_pin_does_not_lock_out_the_others_who_call_from_the_same_number() {
    add(admin, "office guesser", "VOLUNTEER", ",\"volunteerNumber\":\"1003\",\"pin\":\"471147\"");
    add(admin, "office worker", "VOLUNTEER", ",\"volunteerNumber\":\"1004\",\"pin\":\"820082\"");
    add(admin, "office newcomer", "VOLUNTEER", ",\"volunteerNumber\":\"1005\",\"pin\":\"820083\"");
    String office = "+19195550777";
    assertThat(check(office, "1004", "820082")).isInstanceOf(PinCheck.Welcome.class);
    for (int i = 0; i < 8; i++) {
      check(office, "1003", "00000" + i);
    }

    assertThat(check(office, "1003", "471147")).isInstanceOf(PinCheck.Throttled.class);
    assertThat(check(office, "1004", "820082")).isInstanceOf(PinCheck.Welcome.class);
    assertThat(check(office, "1005", "820083")).isInstanceOf(PinCheck.Welcome.class);
  }

  @Test
  void a_code_from_the_screen_lets_its_volunteer_in_once() {
    ApiClient user = api.signedInAs("coded", "VOLUNTEER");
    String code = code(user);

    assertThat(checkCode("+19195550100", code))
        .isInstanceOfSatisfying(
            CodeCheck.Welcome.class,
            welcome -> assertThat(welcome.volunteer().name()).isEqualTo("coded"));
    assertThat(checkCode("+19195550100", code)).isInstanceOf(CodeCheck.Wrong.class);
  }

  @Test
  void a_new_code_makes_the_older_void_and_ten_minutes_end_it() {
    ApiClient user = api.signedInAs("again", "VOLUNTEER");
    String older = code(user);
    String newer = code(user);

    assertThat(checkCode("+19195550101", older)).isInstanceOf(CodeCheck.Wrong.class);
    api.clock.advance(Duration.ofMinutes(10));
    assertThat(checkCode("+19195550101", newer)).isInstanceOf(CodeCheck.Wrong.class);
  }

  @Test
  void guessing_codes_locks_out_the_guesser_and_not_the_volunteers() {
    ApiClient user = api.signedInAs("code guessed", "VOLUNTEER");
    String code = code(user);
    for (int i = 0; i < 5; i++) {
      checkCode("+19195550667", code.equals("00000" + i) ? "999999" : "00000" + i);
    }

    assertThat(checkCode("+19195550667", code)).isInstanceOf(CodeCheck.Throttled.class);
    assertThat(checkCode("+19195550102", code)).isInstanceOf(CodeCheck.Welcome.class);
  }

  @Test
  void six_digits_that_are_a_volunteer_number_are_no_code() {
    add(admin, "six", "VOLUNTEER", ",\"volunteerNumber\":\"654321\",\"pin\":\"471147\"");

    assertThat(checkCode("+19195550103", "654321")).isInstanceOf(CodeCheck.ANumber.class);
  }

  @Test
  void a_disabled_volunteers_code_lets_nobody_in() {
    ApiClient user = api.signedInAs("coded leaver", "VOLUNTEER");
    String code = code(user);
    String path = "/api/v1/users/" + user.get("/api/v1/me").json().path("user").asString();
    Answer now = admin.get(path);
    admin
        .with("If-Match", now.header("ETag"))
        .put(path, "{\"name\":\"Leaver\",\"role\":\"VOLUNTEER\",\"enabled\":false}");

    assertThat(checkCode("+19195550104", code)).isInstanceOf(CodeCheck.Wrong.class);
  }

  @Test
  void the_screen_is_told_by_which_ways_one_can_connect() {
    add(admin, "ways", "VOLUNTEER", ",\"volunteerNumber\":\"4711\",\"pin\":\"471147\"");
    admin.post("/api/v1/dial-in-numbers", "{\"number\":\"+19195550177\"}");

    Answer ways = api.client().signedIn("ways", ServedApi.PASSWORD).get("/api/v1/session/ways");

    assertThat(ways.json().at("/phone/numbers").toString()).contains("+19195550177");
    assertThat(ways.json().at("/phone/volunteerNumber").asString()).isEqualTo("4711");
    assertThat(ways.json().at("/phone/hasPin").asBoolean()).isTrue();
    assertThat(ways.json().path("browser").asBoolean()).isFalse();
    assertThat(ways.json().path("hand").asBoolean()).isTrue();
  }

  private static String code(ApiClient user) {
    Answer answer = user.post("/api/v1/session/dial-in-code");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    return answer.json().path("code").asString();
  }

  private CodeCheck checkCode(String caller, String code) {
    return api.dialIns.checkCode(api.campaign, Optional.of(caller), code, api.clock.instant());
  }

  @Test
  void a_called_number_leads_to_one_campaign() {
    assertThat(admin.post("/api/v1/dial-in-numbers", "{\"number\":\"+19195550199\"}").status())
        .isEqualTo(201);
    Answer other = admin.post("/api/v1/campaigns", campaign("Neighbours"));
    ApiClient there = admin.with("Hustings-Campaign", other.json().path("id").asString());

    assertThat(there.post("/api/v1/dial-in-numbers", "{\"number\":\"+19195550199\"}").status())
        .isEqualTo(409);
    assertThat(api.dialIns.campaignAt("+19195550199")).contains(api.campaign);
    assertThat(api.dialIns.campaignAt("+19195550198")).isEmpty();
    assertThat(admin.delete("/api/v1/dial-in-numbers/%2B19195550199").status()).isEqualTo(204);
    assertThat(api.dialIns.campaignAt("+19195550199")).isEmpty();
  }

  @Test
  void nothing_of_one_campaign_is_seen_from_another() {
    Answer founded = admin.post("/api/v1/campaigns", campaign("Across the river"));
    ApiClient there = admin.with("Hustings-Campaign", founded.json().path("id").asString());
    Answer user = add(there, "their manager", "MANAGER", "");
    ApiClient theirs = api.client().signedIn("their manager", ServedApi.PASSWORD);

    assertThat(theirs.get("/api/v1/users").json().path("items").size()).isEqualTo(1);
    assertThat(manager.get(user.header("Location")).status()).isEqualTo(404);
    assertThat(theirs.get("/api/v1/campaign").json().path("name").asString())
        .isEqualTo("Across the river");
    assertThat(admin.post("/api/v1/campaigns", campaign("Across the river")).status())
        .isEqualTo(409);
  }

  @Test
  void a_token_allows_no_more_than_its_maker_may_and_is_told_once() {
    String expires = ServedApi.MONDAY_MORNING.plus(Duration.ofDays(30)).toString();
    Answer refused = manager.post("/api/v1/tokens", token("ADMIN", expires));
    Answer made = manager.post("/api/v1/tokens", token("MANAGER", expires));
    ApiClient program = api.client().withToken(made.json().path("token").asString());

    assertThat(refused.status()).isEqualTo(422);
    assertThat(made.status()).isEqualTo(201);
    assertThat(program.post("/api/v1/groups", "{\"name\":\"by program\"}").status()).isEqualTo(201);
    assertThat(manager.get("/api/v1/tokens").text())
        .doesNotContain(made.json().path("token").asString());

    manager.delete(made.header("Location"));
    assertThat(program.get("/api/v1/me").status()).isEqualTo(401);
  }

  @Test
  void groups_are_kept_and_an_unknown_one_is_refused() {
    Answer group = admin.post("/api/v1/groups", "{\"name\":\"evening\"}");
    add(admin, "member", "VOLUNTEER", ",\"groups\":[" + group.json().path("id") + "]");

    assertThat(admin.post("/api/v1/groups", "{\"name\":\"evening\"}").status()).isEqualTo(409);
    assertThat(admin.get("/api/v1/groups").text()).contains("\"members\":1");
    Answer dangling = tryToAdd(admin, "nowhere", "VOLUNTEER", ",\"groups\":[9999]");
    assertThat(dangling.status()).isEqualTo(422);
    assertThat(dangling.json().at("/errors/0/pointer").asString()).isEqualTo("#/groups");
    assertThat(admin.delete(group.header("Location")).status()).isEqualTo(204);
  }

  @Test
  void accounts_come_in_pages() {
    for (int i = 0; i < 4; i++) {
      add(admin, "page" + i, "VOLUNTEER", "");
    }
    Answer first = admin.get("/api/v1/users?limit=3");
    Answer second =
        admin.get("/api/v1/users?limit=3&after=" + first.json().path("next").asString());

    assertThat(first.json().path("items").size()).isEqualTo(3);
    assertThat(second.json().at("/items/0/id").asLong())
        .isGreaterThan(first.json().at("/items/2/id").asLong());
  }

  private Answer add(ApiClient by, String login, String role, String more) {
    Answer added = tryToAdd(by, login, role, more);
    assertThat(added.status()).as(added.toString()).isEqualTo(201);
    return added;
  }

  private static Answer tryToAdd(ApiClient by, String login, String role, String more) {
    return by.post(
        "/api/v1/users",
        "{\"login\":\"%s\",\"password\":\"%s\",\"name\":\"%s\",\"role\":\"%s\"%s}"
            .formatted(login, ServedApi.PASSWORD, login, role, more));
  }

  private void setPassword(String login, String password) {
    long id = 0;
    for (var user : admin.get("/api/v1/users?limit=500").json().path("items")) {
      if (user.path("login").asString().equals(login)) {
        id = user.path("id").asLong();
      }
    }
    assertThat(
            admin
                .put("/api/v1/users/" + id + "/password", "{\"password\":\"" + password + "\"}")
                .status())
        .isEqualTo(204);
  }

  private Answer signIn(String login, String password) {
    return api.client()
        .post("/api/v1/sign-in", "{\"login\":\"" + login + "\",\"password\":\"" + password + "\"}");
  }

  private PinCheck check(String caller, String number, String pin) {
    return api.dialIns.check(api.campaign, Optional.of(caller), number, pin, api.clock.instant());
  }

  private static String campaign(String name) {
    return "{\"name\":\"" + name + "\",\"region\":\"US\",\"zone\":\"America/Denver\"}";
  }

  private static String token(String role, String expires) {
    return "{\"name\":\"nightly export\",\"role\":\""
        + role
        + "\",\"expiresAt\":\""
        + expires
        + "\"}";
  }
}
