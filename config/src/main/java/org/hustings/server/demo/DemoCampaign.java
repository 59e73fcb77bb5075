package org.hustings.server.demo;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hustings.server.client.ApiCaller;
import org.hustings.telephony.media.g711.G711;
import org.hustings.telephony.media.wav.WavWriter;
import org.hustings.telephony.prompt.Prompts;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Sets up the demo's campaign through the HTTP API, as a manager would: two projects on the same
/// voters, a voicemail message, volunteers with PINs.
final class DemoCampaign {
  static final String DIAL_IN = "+19195550199";
  private static final String CALLER_ID = "+19195550140";
  private static final List<String> NAMES =
      List.of(
          "Maria", "Jamal", "Priya", "Noah", "Wei", "Ruth", "Mateo", "Keisha", "Henry", "Fatima",
          "Grace", "Oscar");

  private final ApiCaller admin;

  /// Signed in as an admin.
  DemoCampaign(ApiCaller admin) {
    this.admin = admin;
  }

  /// A volunteer of the demo.
  ///
  /// @param number what they key in when they dial in
  record Account(String name, String login, String password, String number, String pin) {}

  /// @param projects their ids
  /// @param volunteers for the simulated shift; the last one is for whoever watches
  record SetUp(List<Long> projects, List<Account> volunteers, JsonNode voterImport) {}

  SetUp setUp(int volunteers) throws IOException, InterruptedException {
    admin.post("/api/v1/dial-in-numbers", Map.of("number", DIAL_IN)).orFail();
    admin.post("/api/v1/caller-ids", Map.of("number", CALLER_ID)).orFail();
    admin.post("/api/v1/credit/top-ups", Map.of("microdollars", 250_000_000L)).orFail();
    long message =
        admin
            .upload("/api/v1/recordings?name=Election%20day%20message", "audio/wav", message())
            .orFail()
            .get("id")
            .asLong();
    List<Long> projects =
        List.of(
            project(
                "Saturday GOTV",
                "Hi, this is {volunteer.first} with the Ward 3 campaign. Is {voter.first} there?",
                message),
            project(
                "Yard signs",
                "Hi {voter.first}, this is {volunteer.first}. Would you take a yard sign?",
                message));
    JsonNode imported = voters(projects);
    List<Account> accounts = new ArrayList<>();
    for (int i = 0; i <= volunteers; i++) {
      accounts.add(volunteer(i, i == volunteers));
    }
    return new SetUp(projects, accounts, imported);
  }

  private long project(String name, String script, long message)
      throws IOException, InterruptedException {
    List<Map<String, String>> windows =
        Stream.of("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
            .map(day -> Map.of("day", day, "opensAt", "08:00", "closesAt", "21:00"))
            .toList();
    Map<String, Object> choice = Map.of("key", "yes", "text", "Yes");
    Map<String, Object> question =
        Map.of(
            "key",
            "will-vote",
            "text",
            "Will you vote on the 3rd?",
            "kind",
            "ONE_OF",
            "choices",
            List.of(choice, Map.of("key", "no", "text", "No")));
    return admin
        .post(
            "/api/v1/projects",
            Map.of(
                "name", name,
                "hours", Map.of("zone", "America/New_York", "windows", windows),
                "callerId", CALLER_ID,
                "ringForSeconds", 25,
                "script", script,
                "survey", Map.of("questions", List.of(question)),
                "voicemail", message))
        .orFail()
        .get("id")
        .asLong();
  }

  private JsonNode voters(List<Long> projects) throws IOException, InterruptedException {
    byte[] file = resource("/demo/voters.csv");
    @Nullable JsonNode last = null;
    for (long project : projects) {
      last =
          admin
              .upload("/api/v1/imports?name=voters.csv&project=" + project, "text/csv", file)
              .orFail();
    }
    return requireNonNull(last);
  }

  private Account volunteer(int index, boolean guest) throws IOException, InterruptedException {
    String name =
        guest
            ? "You"
            : NAMES.get(index % NAMES.size())
                + (index < NAMES.size() ? "" : " " + (index / NAMES.size() + 1));
    String number = guest ? "100" : Integer.toString(101 + index);
    Account account =
        new Account(
            name,
            guest ? "you@demo" : "volunteer" + number + "@demo",
            "demo-password-" + number,
            number,
            guest ? "2468" : "47" + number);
    admin
        .post(
            "/api/v1/users",
            Map.of(
                "login", account.login(),
                "password", account.password(),
                "name", account.name(),
                "role", "VOLUNTEER",
                "volunteerNumber", account.number(),
                "pin", account.pin()))
        .orFail();
    return account;
  }

  /// The campaign's message to answering machines, in the voice that ships with the project.
  private static byte[] message() {
    ByteArrayOutputStream sound = new ByteArrayOutputStream();
    for (String prompt : List.of("welcome", "goodbye")) {
      sound.writeBytes(Prompts.shipped().clip(prompt).bytes(G711.PCMU));
    }
    return WavWriter.muLaw(sound.toByteArray(), Optional.empty());
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = DemoCampaign.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("resource " + name + " is missing");
      }
      return in.readAllBytes();
    }
  }
}
