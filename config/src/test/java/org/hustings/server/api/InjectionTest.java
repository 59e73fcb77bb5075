package org.hustings.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.hustings.api.ApiClient;
import org.hustings.api.ApiClient.Answer;
import org.hustings.schema.TestDatabases;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// SQL in whatever a person can write is text, and passwords are stored as `docs/security.md` says
/// (ASVS 5.3 and 2.4).
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InjectionTest {
  private static final String STACKED = "x'; delete from voter; --";
  private static final String ALWAYS = "x' or '1'='1";

  private final ServedApi served = new ServedApi();
  private ApiClient manager;

  @BeforeAll
  void import_a_file_full_of_sql() {
    manager = served.signedInAs("mona@example.org", "MANAGER");
    Answer imported =
        manager
            .with("Content-Type", "text/csv")
            .send(
                "POST",
                "/api/v1/imports?name=" + encoded(STACKED),
                BodyPublishers.ofString(
                    """
                    external_id,first_name,last_name,phone,"x""; drop table voter; --"
                    v1,"Robert'); drop table voter; --",O'Hara,+19195550101,"'; drop table link; --"
                    "v2' or '1'='1",Grace,Hopper,+19195550102,x
                    """));
    assertThat(imported.status()).as(imported.toString()).isEqualTo(201);
    assertThat(imported.json().path("newVoters").asInt()).as(imported.toString()).isEqualTo(2);
  }

  @AfterAll
  void close() {
    served.close();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private int found(String query) {
    Answer answer = manager.get("/api/v1/voters" + query);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return answer.json().path("items").size();
  }

  @Test
  void what_is_searched_for_is_text() {
    assertThat(found("?name=" + encoded(ALWAYS))).isZero();
    assertThat(found("?name=" + encoded(STACKED))).isZero();
    assertThat(found("?externalId=" + encoded(ALWAYS))).isZero();
    assertThat(found("?externalId=" + encoded("v2' or '1'='1"))).isOne();
    assertThat(found("?name=" + encoded("O'Hara"))).isOne();
    assertThat(found("")).isEqualTo(2);
  }

  @Test
  void a_pattern_of_sql_finds_nobody_but_who_is_called_so() {
    assertThat(found("?name=%25%25")).isZero();
    assertThat(found("?name=__")).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/voters?number=",
        "/api/v1/phones?number=",
        "/api/v1/attempts?project=",
        "/api/v1/attempts?action=",
        "/api/v1/attempts?from=",
        "/api/v1/attempts?cursor=",
        "/api/v1/voters?after=",
        "/api/v1/voters?limit=",
        "/api/v1/users?after=",
        "/api/v1/sessions?open=",
        "/api/v1/my-calls?session="
      })
  void what_is_no_text_is_refused_or_finds_nothing(String operation) {
    for (String sql : List.of(ALWAYS, STACKED, "1_1'; drop table voter; --")) {
      Answer answer = manager.get(operation + encoded(sql));
      assertThat(answer.status()).as(answer.toString()).isIn(200, 400, 403, 404, 422);
      assertThat(answer.json().path("items").size()).as(answer.toString()).isZero();
    }
    assertThat(found("")).isEqualTo(2);
  }

  @Test
  void sql_for_a_login_signs_nobody_in() {
    for (String login : List.of(ALWAYS, ServedApi.ADMIN_LOGIN + "' --")) {
      Answer answer =
          served
              .client()
              .post(
                  "/api/v1/sign-in",
                  "{\"login\":\"%s\",\"password\":\"%s\"}".formatted(login, ServedApi.PASSWORD));
      assertThat(answer.status()).isEqualTo(401);
    }
  }

  @Test
  void passwords_are_stored_as_argon2id_of_19_mib_and_two_passes() throws SQLException {
    try (Connection connection = TestDatabases.asAdministrator(served.access);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select password_hash from login")) {
      int count = 0;
      for (; rows.next(); count++) {
        assertThat(rows.getString(1)).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
      }
      assertThat(count).isEqualTo(2);
    }
  }
}
