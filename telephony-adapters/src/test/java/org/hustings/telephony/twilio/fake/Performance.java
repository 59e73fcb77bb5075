package org.hustings.telephony.twilio.fake;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hustings.telephony.twilio.fake.Twiml.Verb;
import org.jspecify.annotations.Nullable;

/// One TwiML document being performed on one call, verb by verb, until it ends, is replaced, or the
/// call is over.
final class Performance {
  private static final Duration KEY = Duration.ofMillis(200);

  private final FakeCall call;
  private final Deque<Verb> left;
  private @Nullable Listening listening;
  private @Nullable FakeConference room;
  private @Nullable Taking taking;
  private boolean over;

  /// A `Record` that records.
  private static final class Taking {
    final Verb verb;
    final FakeRecordings.Take take;

    Taking(Verb verb, FakeRecordings.Take take) {
      this.verb = verb;
      this.take = take;
    }
  }

  /// A `Gather` that listens.
  private static final class Listening {
    final Verb gather;
    final StringBuilder keys = new StringBuilder();
    int since;

    Listening(Verb gather) {
      this.gather = gather;
    }
  }

  Performance(FakeCall call, List<Verb> verbs) {
    this.call = call;
    this.left = new ArrayDeque<>(verbs);
  }

  /// Goes on with the next verb; a document that ends, ends the call.
  void proceed() {
    if (over) {
      return;
    }
    Verb verb = left.poll();
    if (verb == null) {
      call.hungUpByTwilio();
      return;
    }
    if (call.isUnanswered() && !List.of("Pause", "Redirect", "Reject").contains(verb.name())) {
      call.pickedUpByTwilio();
    }
    switch (verb.name()) {
      case "Gather" -> gather(verb);
      case "Record" -> record(verb);
      case "Dial" -> enter(verb.inside().getFirst());
      case "Redirect" -> call.fetch(verb.text(), Map.of());
      case "Hangup" -> call.hungUpByTwilio();
      case "Reject" -> call.rejected(verb.attribute("reason", "rejected"));
      default -> after(perform(verb), this::proceed);
    }
  }

  /// How long a simple verb takes; its effect is done.
  private Duration perform(Verb verb) {
    return switch (verb.name()) {
      case "Pause" -> Duration.ofSeconds(Integer.parseInt(verb.attribute("length", "1")));
      case "Say" -> Duration.ofMillis(60L * verb.text().length());
      case "Play" -> play(verb);
      default -> throw new AssertionError("nobody performs " + verb.name());
    };
  }

  private Duration play(Verb verb) {
    String digits = verb.attribute("digits", "");
    if (digits.isEmpty()) {
      return call.twilio().soundAt(verb.text(), call);
    }
    call.hearKeys(digits);
    return KEY.multipliedBy(digits.length());
  }

  private void enter(Verb conference) {
    room = call.twilio().conference(conference.text());
    room.join(call);
  }

  // ── recording ──────────────────────────────────────────────────────────────

  private void record(Verb verb) {
    FakeRecordings.Take take =
        call.twilio().recordings().begin(call, verb.attribute("recordingStatusCallback", ""));
    Taking begun = new Taking(verb, take);
    taking = begun;
    boolean silent = call.said().length == 0;
    int seconds = Integer.parseInt(verb.attribute(silent ? "timeout" : "maxLength", "5"));
    after(
        Duration.ofSeconds(seconds),
        () -> {
          if (taking == begun && silent) {
            taking = null;
            call.twilio().recordings().forget(take);
            proceed();
          } else if (taking == begun) {
            submit(begun, "");
          }
        });
  }

  private void submit(Taking begun, String key) {
    taking = null;
    call.twilio().recordings().end(begun.take, call.said());
    call.fetch(
        begun.verb.attribute("action", ""),
        Map.of(
            "RecordingUrl",
            call.twilio().recordings().url(begun.take),
            "RecordingSid",
            begun.take.sid,
            "RecordingDuration",
            Integer.toString(call.said().length / 8_000),
            "Digits",
            key));
  }

  // ── keys ───────────────────────────────────────────────────────────────────

  private void gather(Verb verb) {
    Listening ear = new Listening(verb);
    listening = ear;
    Duration inside =
        verb.inside().stream().map(this::perform).reduce(Duration.ZERO, Duration::plus);
    after(inside.plus(timeout(verb)), () -> unlessKeyed(ear));
  }

  private void unlessKeyed(Listening ear) {
    if (listening == ear && ear.keys.isEmpty()) {
      listening = null;
      proceed();
    }
  }

  /// A key outside a `Gather` is heard by nobody.
  void pressed(char key) {
    Taking begun = taking;
    if (begun != null && begun.verb.attribute("finishOnKey", "1234567890*#").indexOf(key) >= 0) {
      submit(begun, String.valueOf(key));
      return;
    }
    Listening ear = listening;
    if (ear == null || over) {
      return;
    }
    if (ear.gather.attribute("finishOnKey", "#").indexOf(key) >= 0) {
      submit(ear, Optional.of(key));
      return;
    }
    ear.keys.append(key);
    int now = ++ear.since;
    after(
        timeout(ear.gather),
        () -> {
          if (listening == ear && ear.since == now) {
            submit(ear, Optional.empty());
          }
        });
  }

  private void submit(Listening ear, Optional<Character> last) {
    listening = null;
    call.fetch(
        ear.gather.attribute("action", ""),
        Map.of(
            "Digits", ear.keys.toString(),
            "FinishedOnKey", last.map(String::valueOf).orElse(""),
            "msg", "Gather End"));
  }

  private static Duration timeout(Verb gather) {
    return Duration.ofSeconds(Integer.parseInt(gather.attribute("timeout", "5")));
  }

  // ── ending ─────────────────────────────────────────────────────────────────

  /// Another document takes its place, or the call is over.
  void stop() {
    over = true;
    listening = null;
    Taking begun = taking;
    if (begun != null) {
      taking = null;
      call.twilio().recordings().end(begun.take, call.said());
    }
    if (room != null) {
      room.leave(call);
    }
  }

  Optional<FakeConference> room() {
    return over ? Optional.empty() : Optional.ofNullable(room);
  }

  private void after(Duration delay, Runnable what) {
    call.twilio()
        .after(
            delay,
            () -> {
              if (!over) {
                what.run();
              }
            });
  }
}
