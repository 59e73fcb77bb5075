package org.hustings.server.demo;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.hustings.server.client.ApiCaller;
import org.hustings.telephony.phonenet.wire.PhoneNetwork;
import org.hustings.telephony.phonenet.wire.VolunteerPhone;
import org.hustings.telephony.sip.stack.Transport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/// A simulated volunteer: dials in with number and PIN like anybody, then works through the API
/// until told to stop. What they decide is drawn from a seed.
final class DemoVolunteer implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(DemoVolunteer.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(400);
  private static final Duration LONGEST_TALK = Duration.ofSeconds(25);

  private final DemoCampaign.Account account;
  private final Place place;
  private final RandomGenerator random;
  private final CountDownLatch stop;

  /// Where the volunteer works.
  record Place(
      URI api,
      InetSocketAddress sip,
      PhoneNetwork network,
      List<Long> projects,
      InstantSource clock) {}

  DemoVolunteer(
      DemoCampaign.Account account, Place place, RandomGenerator random, CountDownLatch stop) {
    this.account = account;
    this.place = place;
    this.random = random;
    this.stop = stop;
  }

  @Override
  public void run() {
    try (ApiCaller api = new ApiCaller(place.api())) {
      api.signIn(account.login(), account.password());
      while (!rest(Duration.ofMillis(random.nextLong(500, 3_000)))) {
        shift(api);
      }
    } catch (IOException e) {
      log.atWarn()
          .addKeyValue("volunteer", account.number())
          .setCause(e)
          .log("demo.volunteer.stopped");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Waits; true if it is time to stop.
  private boolean rest(Duration duration) throws InterruptedException {
    return stop.await(duration.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// From dialing in until the line drops or the demo stops.
  private void shift(ApiCaller api) throws IOException, InterruptedException {
    try (VolunteerPhone phone =
        place.network().phone(Optional.of("+1919555" + "01" + account.number().substring(1)))) {
      VolunteerPhone.Answer answer =
          phone.dialIn(
              new VolunteerPhone.Target(place.sip(), Transport.UDP, DemoCampaign.DIAL_IN),
              account.number(),
              account.pin());
      if (!(answer instanceof VolunteerPhone.Answer.Connected)) {
        log.atWarn()
            .addKeyValue("volunteer", account.number())
            .addKeyValue("answer", answer)
            .log("demo.dial-in.failed");
        return;
      }
      while (phone.isUp() && !rest(LOOK_EVERY)) {
        step(api);
      }
      api.post("/api/v1/session/leave");
    }
  }

  private void step(ApiCaller api) throws IOException, InterruptedException {
    ApiCaller.Answer answer = api.get("/api/v1/session");
    if (!answer.isDone()) {
      return;
    }
    JsonNode session = answer.body();
    switch (session.path("state").asString("")) {
      case "READY" -> ready(api, session);
      case "PREVIEWING" ->
          api.post("/api/v1/session/call", Map.of("entry", session.get("entry").asLong()));
      case "TALKING" -> talking(api);
      case "WRAP_UP" -> dispose(api, session);
      case String _ -> {}
    }
  }

  private void ready(ApiCaller api, JsonNode session) throws IOException, InterruptedException {
    if (!session.has("project")) {
      long project = place.projects().get(random.nextInt(place.projects().size()));
      api.post("/api/v1/session/project", Map.of("project", project));
      return;
    }
    if (!api.post("/api/v1/session/next").isDone() || session.has("nothing")) {
      rest(Duration.ofSeconds(5));
    }
  }

  /// Talks for a while; hears a machine in about half of the cases, and then drops the message.
  private void talking(ApiCaller api) throws IOException, InterruptedException {
    boolean machine = random.nextInt(100) < 40;
    rest(Duration.ofMillis(random.nextLong(4_000, machine ? 8_000 : LONGEST_TALK.toMillis())));
    JsonNode now = api.get("/api/v1/session").body();
    if (now.path("state").asString("").equals("TALKING")) {
      boolean may = now.path("allowed").toString().contains("DROP_VOICEMAIL");
      api.post(machine && may ? "/api/v1/session/voicemail" : "/api/v1/session/hang-up");
    }
  }

  private void dispose(ApiCaller api, JsonNode session) throws IOException, InterruptedException {
    rest(Duration.ofMillis(random.nextLong(500, 3_000)));
    JsonNode call = session.path("call");
    if (call.has("recorded")) {
      return;
    }
    boolean talked = call.has("answeredAt");
    String code = talked ? outcome() : call.path("suggested").asString("NO_ANSWER");
    api.post("/api/v1/session/disposition", form(session, call.get("attempt").asString(), code));
  }

  private String outcome() {
    int draw = random.nextInt(100);
    return draw < 60
        ? "SUCCESSFUL"
        : draw < 78
            ? "REFUSED"
            : draw < 88 ? "WRONG_NUMBER" : draw < 92 ? "DO_NOT_CALL" : "CALL_BACK";
  }

  private Map<String, Object> form(JsonNode session, String attempt, String code) {
    Map<String, Object> form = new java.util.HashMap<>(Map.of("attempt", attempt, "code", code));
    JsonNode people = session.path("screen").path("people");
    if (!people.isEmpty() && code.equals("WRONG_NUMBER")) {
      form.put("wrongNumberFor", List.of(people.get(0).get("voter").asLong()));
    }
    if (!people.isEmpty() && code.equals("SUCCESSFUL")) {
      long voter = people.get(0).get("voter").asLong();
      form.put("reached", List.of(voter));
      form.put(
          "answers",
          List.of(
              Map.of(
                  "voter",
                  voter,
                  "question",
                  "will-vote",
                  "values",
                  List.of(random.nextInt(3) > 0 ? "yes" : "no"))));
    }
    if (code.equals("CALL_BACK")) {
      form.put("callBackAt", place.clock().instant().plus(Duration.ofHours(1)).toString());
    }
    return form;
  }
}
