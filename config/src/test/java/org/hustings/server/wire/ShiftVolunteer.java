package org.hustings.server.wire;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/// A volunteer of a simulated shift, already dialed in: works through the API while it is time to
/// work, finishes the call in hand when it is not, and then waits for the others. What they decide
/// is drawn from a seed.
final class ShiftVolunteer implements Runnable {
  private static final Duration ASK_AGAIN = Duration.ofMillis(400);

  private final Screen screen;
  private final List<Long> projects;
  private final RandomGenerator random;
  private final Shift shift;

  /// What the volunteers of a shift share.
  ///
  /// @param together where all meet when a stretch of work is over, and again when the next begins
  /// @param working whether new calls may be begun
  /// @param over whether the shift is
  /// @param failures of volunteers, for the test to look at
  record Shift(
      Phaser together, BooleanSupplier working, BooleanSupplier over, List<Throwable> failures) {}

  ShiftVolunteer(Screen screen, List<Long> projects, RandomGenerator random, Shift shift) {
    this.screen = screen;
    this.projects = projects;
    this.random = random;
    this.shift = shift;
  }

  @Override
  public void run() {
    try {
      while (!shift.over().getAsBoolean()) {
        screen.choose(projects.get(random.nextInt(projects.size())));
        while (shift.working().getAsBoolean()) {
          callOne();
        }
        shift.together().arriveAndAwaitAdvance();
        shift.together().arriveAndAwaitAdvance();
      }
    } catch (AssertionError | RuntimeException | InterruptedException failure) {
      shift.failures().add(failure);
    } finally {
      shift.together().arriveAndDeregister();
    }
  }

  private void callOne() throws InterruptedException {
    JsonNode session = screen.next();
    if (!session.has("entry")) {
      rest(ASK_AGAIN);
      return;
    }
    Api.Answer called = screen.tryCall();
    if (called.status() / 100 != 2) {
      // Its time, or a trunk, may have gone by while it was on the screen.
      screen.trySkip();
    }
    finish();
  }

  /// Sees the call through until there is none.
  private void finish() throws InterruptedException {
    while (true) {
      JsonNode session = screen.awaitState("READY", "PREVIEWING", "TALKING", "WRAP_UP");
      switch (session.path("state").asString()) {
        case "TALKING" -> talk(session);
        case "WRAP_UP" -> dispose(session);
        case "PREVIEWING" -> screen.trySkip();
        case String _ -> {
          return;
        }
      }
    }
  }

  private void talk(JsonNode session) throws InterruptedException {
    rest(Duration.ofMillis(random.nextLong(200, 1500)));
    boolean machine = random.nextInt(100) < 35;
    boolean may = session.path("allowed").toString().contains("DROP_VOICEMAIL");
    if (machine && may) {
      screen.tryDropVoicemail();
    } else {
      screen.tryHangUp();
    }
    screen.await(
        now -> !now.path("state").asString().equals("TALKING"), "the end of the conversation");
  }

  private void dispose(JsonNode session) {
    // Of a call that was withdrawn in its last moment, for its time was over, there is nothing to
    // say.
    boolean asked = session.path("allowed").toString().contains("DISPOSE");
    if (session.at("/call/recorded").isString() || !asked) {
      screen.awaitState("READY");
      return;
    }
    boolean talked = session.at("/call/answeredAt").isString();
    String code = talked ? outcome() : session.at("/call/suggested").asString("NO_ANSWER");
    Map<String, Object> more =
        code.equals("SUCCESSFUL")
            ? Map.of("reached", screen.people())
            : code.equals("WRONG_NUMBER") ? Map.of("wrongNumberFor", screen.people()) : Map.of();
    screen.dispose(code, more);
    screen.awaitState("READY");
  }

  private String outcome() {
    int draw = random.nextInt(100);
    return draw < 50
        ? "SUCCESSFUL"
        : draw < 65 ? "REFUSED" : draw < 75 ? "WRONG_NUMBER" : draw < 80 ? "DO_NOT_CALL" : "BUSY";
  }

  /// A person's pause.
  private static void rest(Duration duration) throws InterruptedException {
    boolean _ = new CountDownLatch(1).await(duration.toMillis(), TimeUnit.MILLISECONDS);
  }
}
