package org.hustings.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.hustings.api.ApiClient;
import org.hustings.api.ApiClient.Answer;
import org.hustings.api.FollowedSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A day of a campaign over HTTP alone: a list comes in, a volunteer calls by hand, a manager looks
/// at what came of it and puts it right.
class CampaignDayApiTest {
  private static final String VOTERS =
      """
      external_id,first_name,last_name,state,zip,phone1,phone1_score,phone2,phone2_score
      A1,Ada,Ames,NC,27601,919-555-0101,90,919-555-0102,40
      B1,Ben,Ames,NC,27601,919-555-0101,80,,
      C1,Cleo,Cole,NC,27601,(919) 555-0103,70,,
      D1,Dan,Dow,NC,27601,12,70,,
      """;

  private final ServedApi api = new ServedApi();
  private final ApiClient manager = api.signedInAs("manager", "MANAGER");
  private final ApiClient volunteer = api.signedInAs("volunteer", "VOLUNTEER");
  private final long project = project();

  @AfterEach
  void close() {
    api.close();
  }

  private long project() {
    String body =
        """
        {"name": "Get out the vote", "hours": {"zone": "America/New_York", "windows": [
          {"day": "MONDAY", "opensAt": "09:00", "closesAt": "21:00"}]},
         "dispositions": [{"code": "MOVED", "label": "Moved", "action": "REFUSED"}]}
        """;
    Answer added = manager.post("/api/v1/projects", body);
    assertThat(added.status()).as(added.toString()).isEqualTo(201);
    return added.json().path("id").asLong();
  }

  private Answer importVoters() {
    Answer done =
        manager
            .with("Content-Type", "text/csv")
            .send(
                "POST",
                "/api/v1/imports?name=monday.csv&project=" + project,
                BodyPublishers.ofString(VOTERS));
    assertThat(done.status()).as(done.toString()).isEqualTo(201);
    return done;
  }

  @Test
  void the_same_file_twice_changes_nothing() {
    Answer first = importVoters();
    Answer second = importVoters();

    assertThat(first.json().path("newVoters").asInt()).isEqualTo(3);
    assertThat(first.json().path("rejectedRows").asInt()).isEqualTo(1);
    assertThat(second.json().path("newVoters").asInt()).isZero();
    assertThat(manager.get("/api/v1/voters").json().path("items").size()).isEqualTo(3);
    JsonNode queue = manager.get("/api/v1/projects/" + project + "/queue").json();
    assertThat(queue.path("callable").asInt()).isEqualTo(2);
  }

  @Test
  void a_volunteer_calls_by_hand_and_the_manager_corrects() {
    importVoters();
    JsonNode call = callNext();
    JsonNode attempt = call.at("/call/attempt");
    dispose("d-1", "{\"attempt\":" + attempt + ",\"code\":\"BUSY\"}");

    Answer logged = manager.get("/api/v1/attempts?project=" + project + "&action=BUSY");
    assertThat(logged.json().at("/items/0/id")).isEqualTo(attempt);
    assertThat(logged.json().at("/items/0/dialed/checks").size()).isPositive();

    Answer corrected =
        manager
            .with("Idempotency-Key", "fix-1")
            .post(
                "/api/v1/attempts/" + attempt.asString() + "/disposition", "{\"code\":\"MOVED\"}");
    assertThat(corrected.status()).as(corrected.toString()).isEqualTo(200);
    assertThat(corrected.json().at("/dispositions/0/action").asString()).isEqualTo("REFUSED");
    assertThat(corrected.json().at("/dispositions/1/action").asString()).isEqualTo("BUSY");
    assertThat(manager.get("/api/v1/attempts?action=BUSY").json().path("items").size()).isZero();

    JsonNode phone = manager.get("/api/v1/phones?number=919-555-0101").json();
    assertThat(phone.path("status").asString()).isEqualTo("REFUSED");
    assertThat(phone.path("voters").size()).isEqualTo(2);
  }

  @Test
  void a_refused_number_is_reopened_by_filter_after_a_preview() {
    importVoters();
    JsonNode call = callNext();
    dispose("d-1", "{\"attempt\":" + call.at("/call/attempt") + ",\"code\":\"REFUSED\"}");
    String filter = "{\"statuses\":[\"REFUSED\"],\"project\":" + project + "}";

    assertThat(manager.post("/api/v1/reopenings/preview", filter).json().path("numbers").asInt())
        .isEqualTo(1);
    Answer reopened = manager.post("/api/v1/reopenings", filter);

    assertThat(reopened.json().path("reopened").asInt()).isEqualTo(1);
    assertThat(reopened.json().path("remaining").asInt()).isZero();
    JsonNode phone = manager.get("/api/v1/phones?number=919-555-0101").json();
    assertThat(phone.path("status").asString()).isEqualTo("ACTIVE");
    assertThat(phone.path("reopenings").size()).isEqualTo(1);
    assertThat(manager.post("/api/v1/reopenings", "{\"statuses\":[\"DO_NOT_CALL\"]}").status())
        .isEqualTo(422);
  }

  @Test
  void do_not_call_takes_a_number_off_the_screen_at_once_and_an_import_does_not_bring_it_back() {
    importVoters();
    openSession();
    try (FollowedSession screen = new FollowedSession(volunteer)) {
      volunteer.post("/api/v1/session/next");
      screen.await(CampaignDayApiTest::showsTheFirst);

      Answer listed = manager.post("/api/v1/do-not-call", "{\"number\":\"919 555 0101\"}");
      assertThat(listed.json().path("number").asString()).isEqualTo("+19195550101");

      screen.await(session -> !session.has("screen"));
    }
    importVoters();
    assertThat(manager.get("/api/v1/do-not-call").json().path("items").size()).isEqualTo(1);
    JsonNode phone = manager.get("/api/v1/phones?number=919-555-0101").json();
    assertThat(phone.path("doNotCall").asBoolean()).isTrue();
    assertThat(phone.at("/entries/0/why").asString()).isEqualTo("DO_NOT_CALL");
    assertThat(manager.post("/api/v1/do-not-call", "{\"number\":\"12\"}").status()).isEqualTo(422);
  }

  @Test
  void a_disposition_that_is_sent_twice_counts_once() {
    importVoters();
    JsonNode call = callNext();
    String body = "{\"attempt\":" + call.at("/call/attempt") + ",\"code\":\"NO_ANSWER\"}";

    Answer first = dispose("same", body);
    Answer second = dispose("same", body);

    assertThat(second.status()).isEqualTo(first.status());
    assertThat(
            manager.get("/api/v1/phones?number=919-555-0101").json().path("attemptCount").asInt())
        .isEqualTo(1);
  }

  @Test
  void a_lower_limit_takes_numbers_out_at_once_and_a_higher_one_brings_them_back() {
    importVoters();
    JsonNode call = callNext();
    dispose("d-1", "{\"attempt\":" + call.at("/call/attempt") + ",\"code\":\"NO_ANSWER\"}");

    changeLimit(1);
    JsonNode queue = manager.get("/api/v1/projects/" + project + "/queue").json();
    assertThat(queue.at("/blocked/LIMIT").asInt()).isEqualTo(1);

    changeLimit(3);
    queue = manager.get("/api/v1/projects/" + project + "/queue").json();
    assertThat(queue.at("/blocked/LIMIT").asInt()).isZero();
  }

  private void changeLimit(int limit) {
    Answer before = manager.get("/api/v1/projects/" + project);
    String body =
        """
        {"name": "Get out the vote", "attemptLimit": %d, "hours": {"zone": "America/New_York",
         "windows": [{"day": "MONDAY", "opensAt": "09:00", "closesAt": "21:00"}]}}
        """
            .formatted(limit);
    Answer changed =
        manager.with("If-Match", before.header("ETag")).put("/api/v1/projects/" + project, body);
    assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
  }

  @Test
  void credit_is_topped_up_once_for_each_key() {
    ApiClient admin = api.admin();
    ApiClient paying = admin.with("Idempotency-Key", "invoice 7");

    paying.post("/api/v1/credit/top-ups", "{\"microdollars\":5000000}");
    Answer again = paying.post("/api/v1/credit/top-ups", "{\"microdollars\":5000000}");
    Answer other = paying.post("/api/v1/credit/top-ups", "{\"microdollars\":6000000}");

    assertThat(again.json().path("dollars").asString()).isEqualTo("5.000000");
    assertThat(other.status()).isEqualTo(422);
    assertThat(manager.get("/api/v1/credit/ledger").json().path("items").size()).isEqualTo(1);
    assertThat(admin.post("/api/v1/credit/top-ups", "{\"microdollars\":1}").code())
        .isEqualTo("idempotency-key-required");
  }

  @Test
  void a_recording_goes_in_as_any_wav_and_comes_out_as_one() throws Exception {
    Answer added = upload("greeting", tone(44_100));

    assertThat(added.status()).as(added.toString()).isEqualTo(201);
    assertThat(added.json().path("seconds").asDouble()).isBetween(0.99, 1.01);
    byte[] wav = manager.get(added.header("Location") + "/sound").octets();
    assertThat(AudioSystem.getAudioInputStream(new ByteArrayInputStream(wav)).getFormat())
        .extracting(AudioFormat::getSampleRate)
        .isEqualTo(8_000f);
    assertThat(
            upload("none", "no sound at all".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .code())
        .isEqualTo("unusable-sound");
    assertThat(manager.get("/api/v1/recordings").json().path("items").size()).isEqualTo(1);
    assertThat(manager.delete(added.header("Location")).status()).isEqualTo(204);
  }

  private Answer upload(String name, byte[] wav) {
    return manager
        .with("Content-Type", "audio/wav")
        .send("POST", "/api/v1/recordings?name=" + name, BodyPublishers.ofByteArray(wav));
  }

  private static byte[] tone(int rate) throws IOException {
    byte[] samples = new byte[rate * 2];
    for (int i = 0; i < rate; i++) {
      short value = (short) (8_000 * Math.sin(2 * Math.PI * 440 * i / rate));
      samples[2 * i] = (byte) value;
      samples[2 * i + 1] = (byte) (value >> 8);
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    AudioSystem.write(
        new AudioInputStream(
            new ByteArrayInputStream(samples), new AudioFormat(rate, 16, 1, true, false), rate),
        AudioFileFormat.Type.WAVE,
        file);
    return file.toByteArray();
  }

  @Test
  void the_manager_sees_who_is_connected() {
    openSession();

    JsonNode sessions = manager.get("/api/v1/sessions?open=true").json().path("items");
    assertThat(sessions.size()).isEqualTo(1);
    assertThat(sessions.path(0).path("mode").asString()).isEqualTo("HAND");

    volunteer.post("/api/v1/session/leave");
    awaitNobodyConnected();
  }

  /// The end of a session is written behind the volunteer's back.
  private void awaitNobodyConnected() {
    for (int tries = 0; tries < 500; tries++) {
      if (manager.get("/api/v1/sessions?open=true").json().path("items").isEmpty()) {
        return;
      }
    }
    throw new AssertionError(manager.get("/api/v1/sessions?open=true").text());
  }

  @Test
  void an_admin_of_another_campaign_signs_nothing_into_its_history() {
    importVoters();
    ApiClient admin = api.admin();
    Answer founded =
        admin.post(
            "/api/v1/campaigns",
            "{\"name\":\"Other\",\"region\":\"US\",\"zone\":\"America/Denver\"}");
    Answer refused =
        admin
            .with("Hustings-Campaign", founded.json().path("id").asString())
            .post("/api/v1/do-not-call", "{\"number\":\"919-555-0101\"}");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("foreign-account");
  }

  private void openSession() {
    Answer opened = volunteer.post("/api/v1/session/by-hand", "{\"project\":" + project + "}");
    assertThat(opened.status()).as(opened.toString()).isEqualTo(200);
  }

  private JsonNode callNext() {
    openSession();
    try (FollowedSession screen = new FollowedSession(volunteer)) {
      volunteer.post("/api/v1/session/next");
      JsonNode shown = screen.await(CampaignDayApiTest::showsTheFirst);
      Answer call =
          volunteer
              .with("Idempotency-Key", "call-1")
              .post("/api/v1/session/call", "{\"entry\":" + shown.path("entry") + "}");
      assertThat(call.status()).as(call.toString()).isEqualTo(200);
      return screen.await(CampaignDayApiTest::mayBeDisposed).deepCopy();
    }
  }

  private static boolean mayBeDisposed(JsonNode session) {
    return session.path("allowed").toString().contains("DISPOSE");
  }

  private static boolean showsTheFirst(JsonNode session) {
    return session.at("/screen/number").asString().equals("+19195550101");
  }

  private Answer dispose(String key, String body) {
    Answer disposed =
        volunteer.with("Idempotency-Key", key).post("/api/v1/session/disposition", body);
    assertThat(disposed.status()).as(disposed.toString()).isEqualTo(200);
    return disposed;
  }
}
