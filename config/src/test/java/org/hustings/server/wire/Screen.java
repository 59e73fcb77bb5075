package org.hustings.server.wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A volunteer's screen: follows the live feed and presses buttons, by the API alone.
final class Screen implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int TRIES = 100;

  private final Api api;
  private final InputStream feed;
  private final Semaphore news = new Semaphore(0);
  private volatile @Nullable JsonNode last;

  private Screen(Api api) {
    this.api = api;
    this.feed = api.stream("/api/v1/session/feed");
    Thread.ofVirtual().name("screen").start(this::follow);
  }

  static Screen of(Api api) {
    return new Screen(api);
  }

  private void follow() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(feed, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("data:")) {
          news.release();
        }
      }
    } catch (IOException _) {
      // The test closed the screen, or the server is gone: whoever waits will say so.
    }
    news.release();
  }

  /// Waits until the session is in one of these states, and shows it.
  JsonNode awaitState(String... states) {
    Set<String> wanted = Set.of(states);
    return await(
        session -> wanted.contains(session.path("state").asString("")),
        "state " + Arrays.toString(states));
  }

  JsonNode await(Predicate<JsonNode> looksSo, String what) {
    return await(PATIENCE, looksSo, what);
  }

  /// Waits until the session looks so. The feed says when to look; what there is to see is asked
  /// for.
  JsonNode await(Duration patience, Predicate<JsonNode> looksSo, String what) {
    long until = System.nanoTime() + patience.toNanos();
    do {
      news.drainPermits();
      Api.Answer answer = api.tryGet("/api/v1/session");
      if (answer.status() == 200) {
        last = answer.json();
        if (looksSo.test(answer.json())) {
          return answer.json();
        }
      }
    } while (heardNewsBefore(until));
    throw new AssertionError("the screen never showed " + what + ", but " + last);
  }

  private boolean heardNewsBefore(long until) {
    try {
      return news.tryAcquire(until - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted before the screen", interrupted);
    }
  }

  void choose(long project) {
    press("project", Map.of("project", project));
  }

  /// Asks for the next number, and shows it or why there is none.
  JsonNode next() {
    press("next", Map.of());
    return await(session -> session.has("entry") || session.has("nothing"), "a number or none");
  }

  /// Asks for the next number again and again until there is one: what falls due becomes callable
  /// within a moment, not at once.
  void awaitNext() {
    for (int i = 0; i < TRIES; i++) {
      if (next().has("entry")) {
        return;
      }
    }
    throw new AssertionError("there is still no next number: " + last);
  }

  /// Asks for the next number, which must be there, and dials it.
  ///
  /// @return the number
  String callNext() {
    JsonNode session = next();
    if (!session.has("entry")) {
      throw new AssertionError("there is no next number: " + session);
    }
    return call();
  }

  /// Dials the number on the screen, and gives it.
  String call() {
    JsonNode session = show();
    press("call", Map.of("entry", session.path("entry").asLong()));
    return session.path("screen").path("number").asString();
  }

  void hangUp() {
    press("hang-up", Map.of());
  }

  JsonNode dropVoicemail() {
    return press("voicemail", Map.of());
  }

  void leave() {
    press("leave", Map.of());
  }

  /// Says how the present call went.
  JsonNode dispose(String code) {
    return dispose(code, Map.of());
  }

  /// Says how the present call went, with more that the form has.
  JsonNode dispose(String code, Map<String, ?> more) {
    Map<String, Object> form = new TreeMap<>(more);
    form.put("attempt", attempt());
    form.put("code", code);
    return press("disposition", form);
  }

  /// Says how a call went, once more or while nothing can be saved; the same key says the same.
  Api.Answer tryDispose(String attempt, String code, String key) {
    return api.post(
        "/api/v1/session/disposition",
        Map.of("attempt", attempt, "code", code),
        "Idempotency-Key",
        key);
  }

  /// The attempt on the screen.
  String attempt() {
    return show().path("call").path("attempt").asString();
  }

  /// The voters at the number on the screen.
  List<Long> people() {
    return show()
        .path("screen")
        .path("people")
        .valueStream()
        .map(person -> person.path("voter").asLong())
        .toList();
  }

  JsonNode show() {
    return api.get("/api/v1/session");
  }

  /// Dials what is on the screen, if it may still be dialed.
  Api.Answer tryCall() {
    return tryPress("call", Map.of("entry", show().path("entry").asLong()));
  }

  /// Skips what is on the screen, if something still is.
  void trySkip() {
    JsonNode session = show();
    if (session.has("entry")) {
      tryPress("skip", Map.of("entry", session.path("entry").asLong()));
    }
  }

  /// Hangs up, unless the other side was quicker.
  void tryHangUp() {
    tryPress("hang-up", Map.of());
  }

  /// Drops the message, unless the other side hung up before.
  void tryDropVoicemail() {
    tryPress("voicemail", Map.of());
  }

  private JsonNode press(String button, Map<String, ?> body) {
    return tryPress(button, body).json();
  }

  private Api.Answer tryPress(String button, Map<String, ?> body) {
    return api.post(
        "/api/v1/session/" + button, body, "Idempotency-Key", UUID.randomUUID().toString());
  }

  @Override
  public void close() {
    try {
      feed.close();
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }
}
