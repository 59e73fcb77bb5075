package org.hustings.server.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.hustings.server.client.ApiCaller;
import org.hustings.telephony.phonenet.Ring;
import org.hustings.telephony.phonenet.wire.Hearing;
import org.hustings.telephony.phonenet.wire.PhoneNetwork;
import org.hustings.telephony.phonenet.wire.VolunteerPhone;
import org.hustings.telephony.sip.stack.Transport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/// A volunteer of a bench: in the hand a telephone, before them the screen. Blocking, each in a
/// virtual thread.
final class Caller implements Contestant.Line, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Caller.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LISTENS_EVERY = Duration.ofMillis(10);

  private final Place place;
  private final int number;
  private final ApiCaller api;
  private final VolunteerPhone phone;
  private final LiveScreen screen;

  /// Where they work.
  ///
  /// @param client that all share
  /// @param clock of the server and of the telephone network
  record Place(
      ServerProcess server,
      PhoneNetwork network,
      HttpClient client,
      long project,
      InstantSource clock,
      Book book) {}

  private Caller(Place place, int number) throws IOException, InterruptedException {
    this.place = place;
    this.number = number;
    this.api = new ApiCaller(place.server().api(), place.client());
    api.useToken(House.token(number));
    this.phone = place.network().phone(Optional.of("+1%d".formatted(9_195_550_000L + number)));
    this.screen = LiveScreen.open(api);
  }

  /// Dials in with a code from the screen, chooses the project, and has the first number.
  static Caller join(Place place, int number) throws IOException, InterruptedException {
    Caller caller = new Caller(place, number);
    caller.dialIn();
    caller.api.post("/api/v1/session/project", Map.of("project", place.project())).orFail();
    caller.next();
    return caller;
  }

  private void dialIn() throws IOException, InterruptedException {
    String code = api.post("/api/v1/session/dial-in-code").orFail().path("code").asString();
    VolunteerPhone.Target target =
        new VolunteerPhone.Target(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), place.server().sipPort()),
            Transport.UDP,
            House.DIAL_IN);
    VolunteerPhone.Answer answer = phone.dial(target);
    if (!(answer instanceof VolunteerPhone.Answer.Connected)) {
      throw new IOException("volunteer " + number + " was not let in: " + answer);
    }
    phone.press(code + "#");
    screen.awaitState(PATIENCE, "READY");
  }

  private void next() throws IOException, InterruptedException {
    long began = System.nanoTime();
    api.post("/api/v1/session/next").orFail();
    JsonNode session = screen.await(now -> now.has("entry") || now.has("nothing"), PATIENCE);
    if (!session.has("entry")) {
      throw new IOException("there is nobody left to call");
    }
    place.book().claimed().add(since(began));
  }

  @Override
  public void call() throws InterruptedException {
    call(Pace.BRISK, 0);
  }

  /// Calls the number on the screen, talks, says how it went, and has the next one. What does not
  /// go as it should is counted, and the volunteer comes to a next number all the same.
  ///
  /// @param answers how many questions of the survey are answered
  void call(Pace pace, int answers) throws InterruptedException {
    long began = System.nanoTime();
    try {
      JsonNode shown = screen.await(now -> now.has("entry"), PATIENCE);
      Optional<Hearing> before = phone.hearing();
      Instant commanded = place.clock().instant();
      api.post("/api/v1/session/call", Map.of("entry", shown.get("entry").asLong())).orFail();
      JsonNode called = screen.awaitState(PATIENCE, "TALKING", "WRAP_UP");
      rest(pace.talks());
      note(shown.path("screen").path("number").asString(), commanded, before);
      if (called.path("state").asString().equals("TALKING")) {
        api.post("/api/v1/session/hang-up").orFail();
      }
      dispose(pace, answers);
      rest(pace.looks());
      place.book().whole().add(since(began));
    } catch (IOException e) {
      log.atWarn()
          .setMessage("an attempt of the bench went wrong; it is counted")
          .addKeyValue("event", "bench.attempt.failed")
          .addKeyValue("why", e.getMessage())
          .log();
      place.book().failed().add(since(began));
      startOver();
    }
  }

  /// As the carrier saw it. A call that was answered and never heard is a failure.
  private void note(String called, Instant commanded, Optional<Hearing> before)
      throws IOException, InterruptedException {
    List<Ring> rings = place.network().log().ringsOf(called);
    if (rings.isEmpty()) {
      throw new IOException("the call never reached the carrier");
    }
    Ring.Times times = rings.getLast().times();
    place.book().invited().add(Duration.between(commanded, times.arrivedAt()));
    if (times.answeredAt().isPresent()) {
      Hearing hearing = awaitVoice(before);
      place.book().bridged().add(Duration.between(times.answeredAt().get(), hearing.since()));
    }
  }

  /// The voice of who answered. Whoever hears nothing yet stays on the line, so that late bridges
  /// are measured as well.
  private Hearing awaitVoice(Optional<Hearing> before) throws IOException, InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < until) {
      Optional<Hearing> now = phone.hearing();
      if (now.isPresent() && (before.isEmpty() || now.get().speaker() != before.get().speaker())) {
        return now.get();
      }
      rest(LISTENS_EVERY);
    }
    throw new IOException("nothing was heard of who answered");
  }

  private void dispose(Pace pace, int answers) throws IOException, InterruptedException {
    JsonNode ended = screen.awaitState(PATIENCE, "WRAP_UP");
    rest(pace.writes());
    Map<String, Object> form = new HashMap<>();
    form.put("attempt", ended.at("/call/attempt").asString());
    boolean talked = ended.at("/call/answeredAt").isString();
    form.put("code", talked ? "SUCCESSFUL" : ended.at("/call/suggested").asString("NO_ANSWER"));
    if (talked) {
      long voter = ended.at("/screen/people/0/voter").asLong();
      form.put("reached", List.of(voter));
      form.put("answers", IntStream.range(0, answers).mapToObj(i -> answer(voter, i)).toList());
    }
    long began = System.nanoTime();
    api.post("/api/v1/session/disposition", form).orFail();
    place.book().disposed().add(since(began));
    screen.awaitState(PATIENCE, "READY");
    next();
  }

  private static Map<String, Object> answer(long voter, int question) {
    return Map.of("voter", voter, "question", "q" + question, "values", List.of("yes"));
  }

  private void startOver() throws InterruptedException {
    try {
      JsonNode now = api.get("/api/v1/session").orFail();
      if (now.path("state").asString().equals("TALKING")) {
        api.post("/api/v1/session/hang-up");
      }
      if (now.path("state").asString().equals("PREVIEWING")) {
        return;
      }
      JsonNode ended = screen.awaitState(PATIENCE, "WRAP_UP", "READY");
      if (ended.path("state").asString().equals("WRAP_UP")) {
        api.post(
            "/api/v1/session/disposition",
            Map.of("attempt", ended.at("/call/attempt").asString(), "code", "NO_ANSWER"));
        screen.awaitState(PATIENCE, "READY");
      }
      next();
    } catch (IOException _) {
      place.book().failed().add(Duration.ZERO);
    }
  }

  /// A person's pause.
  private static void rest(Duration pause) throws InterruptedException {
    boolean _ = new CountDownLatch(1).await(pause.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  @Override
  public void close() throws IOException {
    phone.hangUp();
    screen.close();
  }
}
