package org.hustings.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.hustings.api.ApiClient;
import org.hustings.api.ApiClient.Answer;
import org.hustings.api.FollowedSession;
import tools.jackson.databind.JsonNode;

/// A campaign with a project and a handful of voters, on a Monday morning, for tests of what a
/// volunteer's screen gets. They dial by hand.
final class VolunteerDay implements AutoCloseable {
  /// Ann and Bob share a number; Ann has a second one, and Cid has one of his own.
  private static final String VOTERS =
      """
      external_id,first_name,last_name,age,address,city,state,zip,language,email,phone1,phone1_score,phone2,phone2_score
      v1,Ann,Archer,61,1 Elm St,Raleigh,NC,27601,en,ann@example.org,919-555-0101,90,919-555-0109,20
      v2,Bob,Archer,64,1 Elm St,Raleigh,NC,27601,es,,919-555-0101,80,,
      v3,Cid,Cooper,33,2 Oak St,Durham,NC,27701,,,919-555-0102,70,,
      """;

  final ServedApi api = new ServedApi();
  final ApiClient manager = api.signedInAs("manager", "MANAGER");
  final ApiClient volunteer = api.signedInAs("Vera Voss", "VOLUNTEER");
  final long project;
  private int keys;

  VolunteerDay() {
    project =
        created(
            manager.post(
                "/api/v1/projects",
                """
                {"name": "Get out the vote", "hours": {"zone": "America/New_York", "windows": [
                  {"day": "MONDAY", "opensAt": "09:00", "closesAt": "21:00"}]},
                 "dispositions": [{"code": "MOVED", "label": "Moved away", "action": "REFUSED"}]}
                """));
    imports();
  }

  /// The voter file comes in, for the first time or again.
  void imports() {
    created(
        manager
            .with("Content-Type", "text/csv")
            .send(
                "POST",
                "/api/v1/imports?name=monday.csv&project=" + project,
                BodyPublishers.ofString(VOTERS)));
  }

  private static long created(Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    return answer.json().path("id").asLong();
  }

  /// A session by hand with the best number on the screen.
  JsonNode previews() {
    ok(volunteer.post("/api/v1/session/by-hand", "{\"project\":" + project + "}"));
    return next();
  }

  JsonNode next() {
    try (FollowedSession screen = new FollowedSession(volunteer)) {
      ok(volunteer.post("/api/v1/session/next"));
      return screen.await(VolunteerDay::showsANumber).deepCopy();
    }
  }

  private static boolean showsANumber(JsonNode session) {
    return session.path("state").asString().equals("PREVIEWING");
  }

  /// Skips until this number is on the screen.
  JsonNode previewsAgain(String number) {
    JsonNode shown = next();
    while (!shown.at("/screen/number").asString().equals(number)) {
      ok(volunteer.post("/api/v1/session/skip", "{\"entry\":" + shown.path("entry") + "}"));
      shown = next();
    }
    return shown;
  }

  /// "I'm calling" the number on the screen.
  JsonNode calls(JsonNode session) {
    try (FollowedSession screen = new FollowedSession(volunteer)) {
      ok(keyed().post("/api/v1/session/call", "{\"entry\":" + session.path("entry") + "}"));
      return screen.await(VolunteerDay::mayBeDisposed).deepCopy();
    }
  }

  private static boolean mayBeDisposed(JsonNode session) {
    return session.has("call") && session.path("allowed").toString().contains("DISPOSE");
  }

  /// The best number called by a new session.
  JsonNode callsFirst() {
    return calls(previews());
  }

  /// Says of the call on the screen how it went.
  Answer says(JsonNode session, String code, String more) {
    return keyed()
        .post(
            "/api/v1/session/disposition",
            "{\"attempt\":%s,\"code\":\"%s\"%s}"
                .formatted(session.at("/call/attempt"), code, more));
  }

  /// With an Idempotency-Key that was not used yet.
  ApiClient keyed() {
    return volunteer.with("Idempotency-Key", "key " + ++keys);
  }

  static JsonNode ok(Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return answer.json();
  }

  @Override
  public void close() {
    api.close();
  }
}
