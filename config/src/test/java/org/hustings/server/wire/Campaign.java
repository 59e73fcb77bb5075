package org.hustings.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.hustings.telephony.media.g711.G711;
import org.hustings.telephony.media.wav.WavWriter;
import tools.jackson.databind.JsonNode;

/// The campaign of a server, set up and looked at over the HTTP API alone, as a customer's manager
/// would.
final class Campaign {
  static final String DIAL_IN = "+19195550100";
  static final String PASSWORD = "a long pass phrase";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final URI server;
  private final Api manager;

  private Campaign(URI server, Api manager) {
    this.server = server;
    this.manager = manager;
  }

  /// Signs in with the first account of an empty house, and makes the campaign ready to be dialed
  /// and paid for.
  static Campaign found(URI server) {
    Campaign campaign = of(server);
    campaign.manager.post("/api/v1/dial-in-numbers", Map.of("number", DIAL_IN)).json();
    campaign
        .manager
        .post(
            "/api/v1/credit/top-ups",
            Map.of("microdollars", 1_000_000_000L),
            "Idempotency-Key",
            UUID.randomUUID().toString())
        .json();
    return campaign;
  }

  /// Signs in to a campaign that was founded before.
  static Campaign of(URI server) {
    return new Campaign(
        server, Api.signedIn(server, SettingsText.ADMIN_LOGIN, SettingsText.ADMIN_PASSWORD));
  }

  /// A volunteer with number and PIN, and an account for the screen.
  record Volunteer(String login, String number, String pin) {}

  /// A project that is called from eight to nine, every day.
  Map<String, Object> settings(Duration ringFor) {
    List<Map<String, String>> windows =
        Stream.of("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
            .map(day -> Map.of("day", day, "opensAt", "08:00", "closesAt", "21:00"))
            .toList();
    return new HashMap<>(
        Map.of(
            "name",
            "Project " + UUID.randomUUID(),
            "hours",
            Map.of("zone", "America/New_York", "windows", windows),
            "ringForSeconds",
            ringFor.toSeconds(),
            "wrapUpGraceSeconds",
            10));
  }

  /// @param settings as the API takes them
  /// @return its id
  long project(Map<String, Object> settings) {
    return manager.post("/api/v1/projects", settings).json().path("id").asLong();
  }

  /// A project with default limits and delays.
  ///
  /// @param ringFor at least five seconds
  long project(Duration ringFor) {
    return project(settings(ringFor));
  }

  /// A project for one volunteer, with a survey and a script, and one voter. It waits for them as
  /// long as usual.
  long projectFor(Volunteer who, String number) {
    Map<String, Object> settings = settings(Duration.ofSeconds(20));
    settings.remove("wrapUpGraceSeconds");
    settings.put("access", Map.of("users", List.of(idOf(who)), "groups", List.of()));
    settings.put("script", "Hello {voter}, this is {volunteer}.");
    List<Map<String, String>> choices =
        List.of(Map.of("key", "yes", "text", "Surely"), Map.of("key", "no", "text", "Never"));
    Map<String, Object> question =
        Map.of("key", "q1", "text", "Will you vote?", "kind", "ONE_OF", "choices", choices);
    settings.put("survey", Map.of("questions", List.of(question)));
    long project = project(settings);
    voter(project, number, 90);
    return project;
  }

  private long idOf(Volunteer who) {
    return signedIn(who).get("/api/v1/me").path("user").asLong();
  }

  /// A project with a message to answering machines.
  long project(Duration ringFor, short[] voicemail) {
    return project(settings(ringFor), voicemail);
  }

  /// @param settings to which the message is added
  long project(Map<String, Object> settings, short[] voicemail) {
    byte[] wav = WavWriter.muLaw(G711.PCMU.encode(voicemail), Optional.empty());
    String upload = "/api/v1/recordings?name=" + UUID.randomUUID();
    settings.put("voicemail", manager.upload(upload, "audio/wav", wav).json().path("id").asLong());
    return project(settings);
  }

  /// Gives a project another status.
  ///
  /// @param settings all others, as they were
  void change(long project, Map<String, Object> settings, String status) {
    settings.put("status", status);
    String path = "/api/v1/projects/" + project;
    String version = manager.tryGet(path).response().headers().firstValue("ETag").orElseThrow();
    manager.put(path, settings, "If-Match", version).json();
  }

  /// Imports a voter file into a project.
  JsonNode voters(long project, String csv) {
    return manager
        .upload(
            "/api/v1/imports?name=voters.csv&project=" + project, "text/csv", csv.getBytes(UTF_8))
        .json();
  }

  /// Imports a voter file into no project, if that can be done.
  Api.Answer tryVoters(String csv) {
    return manager.upload("/api/v1/imports?name=voters.csv", "text/csv", csv.getBytes(UTF_8));
  }

  /// Imports one voter in New York, alone at a number.
  void voter(long project, String number, int score) {
    voters(
        project,
        """
        external_id,first_name,last_name,state,zip,phone1,phone1_score
        %s,Voter,At Home,NY,10001,%s,%d
        """
            .formatted("V" + number, number, score));
  }

  Volunteer volunteer(String name, String number) {
    Volunteer volunteer = new Volunteer(name + "@example.org", number, "47" + number);
    manager
        .post(
            "/api/v1/users",
            Map.of(
                "login",
                volunteer.login(),
                "password",
                PASSWORD,
                "name",
                name,
                "role",
                "VOLUNTEER",
                "volunteerNumber",
                volunteer.number(),
                "pin",
                volunteer.pin()))
        .json();
    return volunteer;
  }

  /// Writes down on which telephone a volunteer may have themselves called.
  void ownPhone(Volunteer volunteer, String number) {
    String path = "/api/v1/users/" + idOf(volunteer);
    String version = manager.tryGet(path).response().headers().firstValue("ETag").orElseThrow();
    manager
        .put(
            path,
            Map.of(
                "name",
                volunteer.login(),
                "role",
                "VOLUNTEER",
                "volunteerNumber",
                volunteer.number(),
                "ownPhone",
                number),
            "If-Match",
            version)
        .json();
  }

  Api signedIn(Volunteer volunteer) {
    return Api.signedIn(server, volunteer.login(), PASSWORD);
  }

  Screen screenOf(Volunteer volunteer) {
    return Screen.of(signedIn(volunteer));
  }

  /// All that is known of a number.
  Phone phone(String number) {
    return new Phone(manager.get("/api/v1/phones?number=" + number.replace("+", "%2B")));
  }

  /// All numbers at which there was an attempt.
  Set<String> numbersWithAttempts() {
    Set<String> numbers = new HashSet<>();
    String after = "";
    do {
      JsonNode page = manager.get("/api/v1/attempts?limit=200" + after);
      page.path("items").forEach(attempt -> numbers.add(attempt.path("number").asString()));
      after = page.path("next").isString() ? "&cursor=" + page.path("next").asString() : "";
    } while (!after.isEmpty());
    return numbers;
  }

  /// Waits for what is written after the volunteer was told.
  Phone awaitStatus(String number, String status) {
    return Until.present(
        PATIENCE,
        number + " is " + status,
        () -> Optional.of(phone(number)).filter(phone -> phone.status().equals(status)));
  }

  /// Waits until the latest attempt at a number has a disposition that stands. The number is then
  /// looked at anew: a look during the writing may show some of it before and some after.
  Phone awaitDisposed(String number) {
    Until.so(
        PATIENCE,
        "something was said of the attempt at " + number,
        () -> phone(number).isDisposed());
    return phone(number);
  }

  /// Why the project's queue gives what it gives.
  JsonNode queue(long project) {
    return manager.get("/api/v1/projects/" + project + "/queue");
  }

  Api manager() {
    return manager;
  }

  /// A number as the API shows it to managers.
  record Phone(JsonNode json) {
    String status() {
      return json.path("status").asString();
    }

    int attemptCount() {
      return json.path("attemptCount").asInt();
    }

    /// Of its entry in the one project that has it.
    String entryState() {
      return json.at("/entries/0/state").asString();
    }

    Optional<Instant> waitingUntil() {
      String text = json.at("/entries/0/waitingUntil").asString("");
      return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
    }

    /// All attempts at it, latest first.
    List<JsonNode> attempts() {
      return json.path("attempts").valueStream().toList();
    }

    JsonNode latest() {
      return attempts().getFirst();
    }

    boolean isDisposed() {
      return !attempts().isEmpty() && !latest().path("dispositions").isEmpty();
    }

    /// What the disposition of the latest attempt does.
    String action() {
      return latest().at("/dispositions/0/action").asString();
    }
  }
}
