package org.hustings.api.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.hustings.api.ApiClient;
import org.hustings.api.ApiClient.Answer;
import org.hustings.api.Events;
import org.hustings.api.Events.Event;
import org.hustings.api.RunningApi;
import org.hustings.api.ScriptedDesk;
import org.hustings.api.http.HttpSettings;
import org.hustings.core.call.Notice;
import org.hustings.core.dialing.SessionDesk.Reply;
import org.hustings.core.disposition.Action;
import org.hustings.core.id.EntryId;
import org.hustings.core.id.UserId;
import org.hustings.core.session.Command;
import org.hustings.core.session.LineQuality;
import org.hustings.core.session.SessionView;
import org.hustings.core.session.SessionView.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A volunteer works a session over HTTP.
class SessionApiTest {
  private final RunningApi api = new RunningApi();
  private final UserId vera = api.volunteer.user();
  private final ApiClient client = api.as(api.volunteer);

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void without_a_session_one_is_told_how_to_get_one() {
    Answer answer = client.get("/api/v1/session");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.code()).isEqualTo("no-session");
    assertThat(answer.json().path("detail").asString()).contains("Dial in");
  }

  @Test
  void a_command_answers_with_the_session_as_it_then_is() {
    api.desk.answer(_ -> new Reply.Done(ScriptedDesk.view(vera, 5, State.PREVIEWING)));

    Answer answer = client.post("/api/v1/session/next");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("state").asString()).isEqualTo("PREVIEWING");
    assertThat(answer.json().path("sequence").asLong()).isEqualTo(5);
    assertThat(answer.json().has("screen")).isFalse();
    assertThat(api.desk.commands()).containsExactly(new Command.Next());
  }

  @Test
  void a_refusal_says_why_what_to_do_and_until_when() {
    Instant opens = Instant.parse("2026-10-06T13:00:00Z");
    api.desk.answer(_ ->
        new Reply.Refused(
            "outside-hours",
            "The project opens again tomorrow.",
            Optional.of(opens),
            Optional.of(ScriptedDesk.view(vera, 2, State.READY))));

    Answer answer = client.post("/api/v1/session/next");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.code()).isEqualTo("outside-hours");
    assertThat(answer.json().path("detail").asString())
        .isEqualTo("The project opens again tomorrow.");
    assertThat(answer.json().path("until").asString()).isEqualTo(opens.toString());
    assertThat(answer.json().at("/session/state").asString()).isEqualTo("READY");
  }

  @Test
  void a_notice_comes_as_a_sentence_and_as_a_code_for_other_languages() {
    api.desk.show(withNotice(ScriptedDesk.view(vera, 1, State.READY), "Somebody said so."));

    Answer answer = client.get("/api/v1/session");

    assertThat(answer.json().path("notice").asString()).isEqualTo("Somebody said so.");
    assertThat(answer.json().path("noticeCode").asString()).isEqualTo("told");
  }

  @Test
  void how_the_line_sounds_is_told_when_it_is_known() {
    api.desk.show(
        withLine(
            ScriptedDesk.view(vera, 1, State.READY), new LineQuality(1.5, 12, Optional.of(80L))));

    assertThat(client.get("/api/v1/session").json().path("line").toString())
        .isEqualTo("{\"lossPercent\":1.5,\"jitterMs\":12,\"roundTripMs\":80}");
  }

  @Test
  void a_call_that_is_sent_twice_is_dialed_once() {
    api.desk.answer(_ -> new Reply.Done(ScriptedDesk.view(vera, 5, State.DIALING)));
    ApiClient retrying = client.with("Idempotency-Key", "click-1");

    Answer first = retrying.post("/api/v1/session/call", "{\"entry\":7}");
    Answer second = retrying.post("/api/v1/session/call", "{\"entry\":7}");

    assertThat(second.text()).isEqualTo(first.text());
    assertThat(api.desk.commands()).containsExactly(new Command.Call(new EntryId(7)));
  }

  @Test
  void a_retry_while_the_first_is_under_way_waits_for_the_same_answer() throws Exception {
    CompletableFuture<Reply> answer = new CompletableFuture<>();
    CountDownLatch asked = new CountDownLatch(1);
    api.desk.answerLater(_ -> {
      asked.countDown();
      return answer;
    });
    ApiClient retrying = client.with("Idempotency-Key", "click-1");
    CompletableFuture<Answer> first =
        CompletableFuture.supplyAsync(() -> retrying.post("/api/v1/session/call", "{\"entry\":7}"));
    asked.await();
    CompletableFuture<Answer> second =
        CompletableFuture.supplyAsync(() -> retrying.post("/api/v1/session/call", "{\"entry\":7}"));
    answer.complete(new Reply.Done(ScriptedDesk.view(vera, 5, State.DIALING)));

    assertThat(second.get().text()).isEqualTo(first.get().text());
    assertThat(api.desk.commands()).hasSize(1);
  }

  @Test
  void a_key_used_for_another_number_is_refused() {
    api.desk.answer(_ -> new Reply.Done(ScriptedDesk.view(vera, 5, State.DIALING)));
    ApiClient confused = client.with("Idempotency-Key", "click-1");
    confused.post("/api/v1/session/call", "{\"entry\":7}");

    Answer answer = confused.post("/api/v1/session/call", "{\"entry\":8}");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.code()).isEqualTo("idempotency-key-reused");
    assertThat(api.desk.commands()).hasSize(1);
  }

  @Test
  void a_refused_call_may_be_tried_again_with_the_same_key() {
    api.desk.answer(_ ->
        new Reply.Refused("no-channel", "All lines are busy.", Optional.empty(), Optional.empty()));
    ApiClient retrying = client.with("Idempotency-Key", "click-1");
    retrying.post("/api/v1/session/call", "{\"entry\":7}");
    api.desk.answer(_ -> new Reply.Done(ScriptedDesk.view(vera, 5, State.DIALING)));

    assertThat(retrying.post("/api/v1/session/call", "{\"entry\":7}").status()).isEqualTo(200);
  }

  @Test
  void a_disposition_carries_all_that_is_said_in_one_command() {
    api.desk.answer(_ -> new Reply.Done(ScriptedDesk.view(vera, 9, State.READY)));
    UUID attempt = new UUID(1, 2);
    String body =
        """
        {"attempt": "%s", "code": "CALL_BACK", "reached": [4], "wrongNumberFor": [5],
         "callBackAt": "2026-10-05T18:00:00Z", "notes": [{"voter": 4, "text": "after lunch"}],
         "answers": [{"voter": 4, "question": "q1", "values": ["yes"]}]}
        """
            .formatted(attempt);

    assertThat(
            client.with("Idempotency-Key", "d1").post("/api/v1/session/disposition", body).status())
        .isEqualTo(200);

    Command.Dispose dispose = api.desk.commandsOf(Command.Dispose.class).getFirst();
    assertThat(dispose.attempt().value()).isEqualTo(attempt);
    assertThat(dispose.key()).isEqualTo("d1");
    assertThat(dispose.disposition().action()).isEqualTo(Action.CALL_BACK);
    assertThat(dispose.disposition().callBackAt()).contains(Instant.parse("2026-10-05T18:00:00Z"));
    assertThat(dispose.disposition().answers()).hasSize(1);
  }

  @Test
  void a_disposition_whose_parts_do_not_fit_is_refused_by_name() {
    ApiClient sender = client.with("Idempotency-Key", "d1");
    String attempt = "{\"attempt\":\"" + new UUID(1, 2) + "\",";

    assertThat(errorOf(sender, attempt + "\"code\":\"CALL_BACK\"}")).isEqualTo("#/callBackAt");
    assertThat(errorOf(sender, attempt + "\"code\":\"WRONG_NUMBER\"}"))
        .isEqualTo("#/wrongNumberFor");
    assertThat(errorOf(sender, attempt + "\"code\":\"UNRESOLVED\"}")).isEqualTo("#/code");
    assertThat(errorOf(sender, attempt + "\"code\":\"MOON\"}")).isEqualTo("#/code");
    assertThat(api.desk.commands()).isEmpty();
  }

  private static String errorOf(ApiClient client, String body) {
    return client
        .post("/api/v1/session/disposition", body)
        .json()
        .at("/errors/0/pointer")
        .asString();
  }

  @Test
  void the_feed_begins_with_a_snapshot_and_goes_on_with_changes() {
    api.desk.show(ScriptedDesk.view(vera, 1, State.READY));
    try (Events feed = client.follow("/api/v1/session/feed")) {
      Event snapshot = feed.next();
      api.desk.show(ScriptedDesk.view(vera, 2, State.PREVIEWING));
      Event change = feed.next();

      assertThat(snapshot.name()).isEqualTo("snapshot");
      assertThat(snapshot.data().at("/session/state").asString()).isEqualTo("READY");
      assertThat(change.name()).isEqualTo("change");
      assertThat(change.data().path("from").asLong()).isEqualTo(1);
      assertThat(change.data().path("sequence").asLong()).isEqualTo(2);
      assertThat(change.data().path("patch").propertyNames())
          .containsExactlyInAnyOrder("sequence", "at", "state");
      assertThat(change.id()).endsWith(":2");
    }
  }

  @Test
  void the_feed_waits_for_a_session_and_outlives_it() {
    try (Events feed = client.follow("/api/v1/session/feed")) {
      assertThat(feed.next().data().path("session").isNull()).isTrue();

      api.desk.show(ScriptedDesk.view(vera, 1, State.READY));
      assertThat(feed.next().data().at("/session/state").asString()).isEqualTo("READY");

      api.desk.show(ScriptedDesk.view(vera, 2, State.GONE));
      assertThat(feed.next().data().at("/patch/state").asString()).isEqualTo("GONE");
      assertThat(feed.next().data().path("session").isNull()).isTrue();
    }
  }

  @Test
  void of_two_screens_of_one_volunteer_the_older_one_is_told_and_gets_nothing_more() {
    api.desk.show(ScriptedDesk.view(vera, 1, State.READY));
    try (Events older = client.follow("/api/v1/session/feed?screen=" + new UUID(1, 1));
        Events program = client.follow("/api/v1/session/feed")) {
      assertThat(older.next().name()).isEqualTo("snapshot");
      assertThat(program.next().name()).isEqualTo("snapshot");

      try (Events newer = client.follow("/api/v1/session/feed?screen=" + new UUID(2, 2))) {
        assertThat(newer.next().name()).isEqualTo("snapshot");
        assertThat(older.next().name()).isEqualTo("replaced");

        api.desk.show(ScriptedDesk.view(vera, 2, State.PREVIEWING));

        assertThat(newer.next().name()).isEqualTo("change");
        assertThat(program.next().name()).isEqualTo("change");
        assertThat(api.desk.followersOf(vera)).isEqualTo(2);
      }
    }
  }

  @Test
  void a_screen_that_reconnects_does_not_replace_itself() {
    api.desk.show(ScriptedDesk.view(vera, 1, State.READY));
    String path = "/api/v1/session/feed?screen=" + new UUID(1, 1);
    try (Events dying = client.follow(path)) {
      dying.next();
      try (Events again = client.follow(path)) {
        again.next();
        api.desk.show(ScriptedDesk.view(vera, 2, State.PREVIEWING));

        assertThat(dying.next().name()).isEqualTo("change");
        assertThat(again.next().name()).isEqualTo("change");
      }
    }
  }

  @Test
  void a_session_says_how_the_volunteer_is_connected_and_since_when() {
    api.desk.show(ScriptedDesk.view(vera, 1, State.READY));

    Answer answer = client.get("/api/v1/session");

    assertThat(answer.json().path("mode").asString()).isEqualTo("PHONE");
    assertThat(answer.json().path("startedAt").asString()).isEqualTo("2026-10-05T14:00:00Z");
  }

  @Test
  void whoever_comes_again_gets_a_snapshot_whatever_they_saw_last() {
    api.desk.show(ScriptedDesk.view(vera, 41, State.READY));
    try (Events feed = client.with("Last-Event-ID", "x:3").follow("/api/v1/session/feed")) {
      assertThat(feed.next().data().path("sequence").asLong()).isEqualTo(41);
    }
  }

  @Test
  void a_client_that_does_not_read_is_cut_off_and_counted() {
    api.desk.show(ScriptedDesk.view(vera, 1, State.READY));
    try (Events feed = client.follow("/api/v1/session/feed")) {
      feed.next();
      String bulk = "x".repeat(100_000);
      for (int i = 2; i < 400 && api.meters.counter("hustings.feed.cut").count() == 0; i++) {
        api.desk.show(withNotice(ScriptedDesk.view(vera, i, State.READY), i + bulk));
      }
      while (feed.nextOrEnd() != null) {
        // drain what had been sent before the cut
      }
    }

    assertThat(api.meters.counter("hustings.feed.cut").count()).isEqualTo(1);
    assertThat(api.desk.followersOf(vera)).isZero();
  }

  @Test
  void the_feed_lasts_no_longer_than_the_sign_in() {
    try (RunningApi watched = new RunningApi(watchful(), Map.of());
        Events feed = watched.client().signedIn("vera", "vera").follow("/api/v1/session/feed")) {
      assertThat(feed.next().name()).isEqualTo("snapshot");

      watched.clock.advance(Duration.ofHours(12));

      assertThat(feed.next().name()).isEqualTo("signed-out");
      assertThat(feed.nextOrEnd()).isNull();
    }
  }

  @Test
  void the_feed_outlives_a_database_that_is_away_and_nothing_is_thrown_unheard() throws Exception {
    List<Throwable> unheard = new CopyOnWriteArrayList<>();
    Thread.setDefaultUncaughtExceptionHandler((_, thrown) -> unheard.add(thrown));
    try (RunningApi watched = new RunningApi(watchful(), Map.of());
        Events feed = watched.client().signedIn("vera", "vera").follow("/api/v1/session/feed")) {
      assertThat(feed.next().name()).isEqualTo("snapshot");

      watched.register.goAway();
      watched.clock.advance(Duration.ofMinutes(1));
      assertThat(watched.register.wasAskedInVain(2)).isTrue();
      watched.register.comeBack();
      watched.clock.advance(Duration.ofHours(12));

      assertThat(feed.next().name()).isEqualTo("signed-out");
      assertThat(unheard).isEmpty();
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(null);
    }
  }

  /// Looks twenty times a second whether who follows is still signed in.
  private static HttpSettings watchful() {
    HttpSettings.Limits usual = HttpSettings.Limits.DEFAULT;
    return new HttpSettings(
        "127.0.0.1",
        0,
        Optional.empty(),
        Optional.empty(),
        false,
        new HttpSettings.Limits(
            usual.headerBytes(),
            usual.inFlight(),
            usual.turns(),
            usual.turnWait(),
            usual.bodyWait(),
            usual.silence(),
            Duration.ofMillis(50),
            usual.connections()));
  }

  private static SessionView withNotice(SessionView view, String notice) {
    return new SessionView(
        view.session(),
        view.volunteer(),
        view.mode(),
        view.startedAt(),
        view.sequence(),
        view.at(),
        view.state(),
        view.connected(),
        view.leg(),
        view.home(),
        view.allowed(),
        view.project(),
        view.entry(),
        view.screen(),
        view.call(),
        view.nothing(),
        Optional.of(new Notice("told", notice)),
        view.endsAt(),
        view.finishAfterCall(),
        view.line());
  }

  private static SessionView withLine(SessionView view, LineQuality line) {
    return new SessionView(
        view.session(),
        view.volunteer(),
        view.mode(),
        view.startedAt(),
        view.sequence(),
        view.at(),
        view.state(),
        view.connected(),
        view.leg(),
        view.home(),
        view.allowed(),
        view.project(),
        view.entry(),
        view.screen(),
        view.call(),
        view.nothing(),
        view.notice(),
        view.endsAt(),
        view.finishAfterCall(),
        Optional.of(line));
  }
}
