package org.hustings.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.hustings.server.wire.Campaign.Volunteer;
import org.hustings.telephony.media.listen.Sounds;
import org.hustings.telephony.peers.FreePorts;
import org.hustings.telephony.phonenet.Behaviour;
import org.hustings.telephony.phonenet.Subscribers;
import org.hustings.telephony.twilio.fake.FakePhone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A volunteer who came in by Twilio calls voters by Twilio, on the whole server and real sockets,
/// while a trunk stands beside it.
class TwilioCallTest {
  private static final String VOTER = "+12125550111";
  private static final Subscribers ALL_ANSWER =
      Subscribers.all(
          new Behaviour.Answers(
              Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ofMinutes(2)));

  @TempDir private Path directory;

  private final ShiftedClock clock = ShiftedClock.inTheMorning();

  @Test
  void a_volunteer_comes_in_by_twilio_and_talks_with_a_voter_by_twilio()
      throws IOException, InterruptedException {
    try (TwilioOnTheWire twilio = new TwilioOnTheWire(clock, ALL_ANSWER);
        RunningServer server =
            RunningServer.withTrunkTo(FreePorts.one(), clock, directory, twilio.settings())) {
      twilio.leadsTo(server.api());
      Campaign campaign = server.campaign();
      long project = campaign.project(Duration.ofSeconds(20));
      campaign.voter(project, VOTER, 90);
      Volunteer ada = campaign.volunteer("ada", "101");
      try (Screen screen = campaign.screenOf(ada)) {
        FakePhone phone = twilio.dials("+19195550177", Campaign.DIAL_IN);
        comesIn(twilio, phone, ada, screen);
        screen.choose(project);

        assertThat(screen.callNext()).isEqualTo(VOTER);
        screen.awaitState("TALKING");
        Until.so(
            Duration.ofSeconds(10),
            "the two hear each other",
            () -> twilio.look(_ -> phone.call().talksWith()).size() == 1);
        screen.hangUp();
        screen.awaitState("WRAP_UP");
        screen.dispose("SUCCESSFUL", Map.of("reached", screen.people()));
        screen.awaitState("READY");
        screen.leave();
        Until.so(
            Duration.ofSeconds(10), "the volunteer's call is over", () -> phone.call().isOver());

        assertThat(campaign.phone(VOTER).status()).isEqualTo("COMPLETED");
        assertThat(twilio.log().ringsOf(VOTER)).hasSize(1);
      }
      assertThat(forged(server.api())).isEqualTo(403);
    }
  }

  @Test
  void r12_a_manager_speaks_a_message_by_twilio_and_it_stays_with_us_alone() {
    short[] words = Sounds.chirp(500, 2700, Duration.ofSeconds(3));
    try (TwilioOnTheWire twilio = new TwilioOnTheWire(clock, ALL_ANSWER);
        RunningServer server =
            RunningServer.withTrunkTo(FreePorts.one(), clock, directory, twilio.settings())) {
      twilio.leadsTo(server.api());
      Api manager =
          Api.signedIn(server.api(), SettingsText.ADMIN_LOGIN, SettingsText.ADMIN_PASSWORD);
      JsonNode opened =
          manager.post("/api/v1/recordings/spoken", Map.of("name", "Greeting")).json();
      String path = "/api/v1/recordings/spoken/" + opened.path("id").asLong();
      FakePhone phone = twilio.dials("+19195550177", Campaign.DIAL_IN);
      phone.says(words);
      awaitSound(twilio, 0);
      twilio.presses(phone, opened.path("code").asString() + "#");
      awaitState(manager, path, "SPEAKING");
      // On to the tone.
      twilio.presses(phone, "#");
      Until.so(
          Duration.ofSeconds(15),
          "Twilio records",
          () -> twilio.look(fake -> fake.recordings().kept()).size() == 1);
      int before = twilio.look(fake -> fake.soundsFetched());
      twilio.presses(phone, "#");
      awaitSound(twilio, before);
      twilio.presses(phone, "1");
      awaitState(manager, path, "KEPT");

      JsonNode kept = manager.get("/api/v1/recordings").path("items").path(0);
      assertThat(kept.path("seconds").asDouble()).isBetween(2.7, 3.1);
      Until.so(
          Duration.ofSeconds(15),
          "nothing is left at Twilio",
          () -> twilio.look(fake -> fake.recordings().kept()).isEmpty());
    }
  }

  private static void awaitState(Api manager, String path, String state) {
    Until.so(
        Duration.ofSeconds(20),
        "the message is " + state,
        () -> manager.get(path).path("state").asString().equals(state));
  }

  private static void awaitSound(TwilioOnTheWire twilio, int before) {
    Until.so(
        Duration.ofSeconds(20),
        "the next prompt is played",
        () -> twilio.look(fake -> fake.soundsFetched()) > before);
  }

  /// Keys once the prompts are cut short by the first key.
  private static void comesIn(
      TwilioOnTheWire twilio, FakePhone phone, Volunteer who, Screen screen) {
    Until.so(
        Duration.ofSeconds(10),
        "the call is answered",
        () -> phone.call().status().equals("in-progress"));
    Until.so(
        Duration.ofSeconds(15),
        "a prompt is played",
        () -> twilio.look(fake -> fake.soundsFetched()) > 0);
    twilio.presses(phone, who.number() + "#");
    int before = twilio.look(fake -> fake.soundsFetched());
    Until.so(
        Duration.ofSeconds(15),
        "the PIN is asked for",
        () -> twilio.look(fake -> fake.soundsFetched()) > before);
    twilio.presses(phone, who.pin() + "#");
    screen.awaitState("READY");
  }

  private static int forged(URI server) throws IOException, InterruptedException {
    try (HttpClient stranger = HttpClient.newHttpClient()) {
      return stranger
          .send(
              HttpRequest.newBuilder(URI.create(server + "/twilio/call"))
                  .header("X-Twilio-Signature", "bm9uc2Vuc2U=")
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(
                      BodyPublishers.ofString("CallSid=CA1&AccountSid=" + TwilioOnTheWire.ACCOUNT))
                  .build(),
              BodyHandlers.discarding())
          .statusCode();
    }
  }
}
