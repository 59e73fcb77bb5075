package org.hustings.server.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hustings.telephony.peers.BaresipEvent.Kind.CALL_ESTABLISHED;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hustings.server.wire.Campaign.Volunteer;
import org.hustings.telephony.peers.Baresip;
import org.hustings.telephony.peers.BaresipLine;
import org.hustings.telephony.phonenet.Behaviour;
import org.hustings.telephony.prompt.Prompts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A volunteer at a real browser, against the whole server.
@EnabledIf("org.hustings.server.wire.Browser#isHere")
class CallScreenTest {
  private static final String ANSWERS = "+12125550111";
  private static final String RINGS_OUT = "+12125550122";
  private static final String BUSY = "+12125550133";
  private static final Behaviour TALKATIVE =
      new Behaviour.Answers(Duration.ofMillis(300), Duration.ofSeconds(4), Duration.ofMinutes(1));

  @TempDir private Path directory;

  private final ShiftedClock clock = ShiftedClock.inTheMorning();

  @Test
  void a_volunteer_calls_in_with_the_code_on_the_screen_and_calls_voters_with_keys_alone() {
    Map<String, List<Behaviour>> voters =
        Map.of(ANSWERS, List.of(TALKATIVE), BUSY, List.of(new Behaviour.Busy()));
    try (Carrier carrier = Carrier.with(clock, directory, voters);
        RunningServer server = RunningServer.withTrunkTo(carrier.port(), clock, directory);
        Baresip phone = Baresip.start(directory, BaresipLine.named("ada"));
        Browser browser = Browser.open()) {
      Campaign campaign = server.campaign();
      long project = campaign.project(Duration.ofSeconds(20));
      campaign.voter(project, ANSWERS, 90);
      campaign.voter(project, BUSY, 80);
      Pages.signIn(browser, server, campaign.volunteer("ada", "101"));

      browser.button("Start calling");
      browser.button("With my phone");
      browser.awaitText("Key in this code");
      String code = browser.text(".code").replace(" ", "");
      phone.dial(server.dialIn());
      phone.await(CALL_ESTABLISHED);
      phone.listenUntil(Prompts.shipped().length("welcome").plusMillis(500));
      phone.press(code + "#");

      browser.awaitBand("Ready");
      browser.press("Space");
      browser.awaitBand("Your next call");
      assertThat(browser.text(".person-name")).contains("Voter At Home");
      assertThat(carrier.rings()).isEmpty();
      browser.press("Space");
      browser.awaitBand("Talking");
      browser.button("Reached Voter At Home");
      browser.fill("Add a note about Voter At Home", "Has a dog.");
      browser.reload();
      browser.awaitBand("Talking");
      assertThat(browser.valueOf("Add a note about Voter At Home")).isEqualTo("Has a dog.");
      browser.press("Space");
      browser.awaitBand("Write down");
      browser.press("Space");

      browser.awaitBand("Your next call");
      assertThat(campaign.phone(ANSWERS).status()).isEqualTo("COMPLETED");
      browser.press("Space");
      browser.seeButton("Save: Busy");
      assertThat(browser.text(".band-detail")).contains("The line is busy.");
      browser.press("Space");
      browser.awaitBand("Nobody to call just now");
      assertThat(campaign.awaitDisposed(BUSY).action()).isEqualTo("BUSY");
      browser.button("End session");
      browser.awaitText("End your session?");
      browser.press("Tab");
      browser.press("Tab");
      browser.press("Enter");
      browser.seeHeading("Thank you!");
      assertThat(browser.errors()).isEmpty();
    }
  }

  @Test
  void a_volunteer_talks_with_the_device_alone_through_a_reload_and_goes_on_by_phone() {
    try (Carrier carrier = Carrier.with(clock, directory, Map.of(ANSWERS, List.of(TALKATIVE)));
        RunningServer server = RunningServer.withTrunkTo(carrier.port(), clock, directory);
        Baresip phone = Baresip.start(directory, BaresipLine.named("ada"));
        Browser browser = Browser.open()) {
      Campaign campaign = server.campaign();
      Volunteer ada = campaign.volunteer("ada", "101");
      campaign.projectFor(ada, ANSWERS);
      Pages.signIn(browser, server, ada);
      browser.button("Start calling");
      browser.button("With this device");
      browser.button("Test my microphone");
      browser.awaitText("We can hear you.");
      browser.button("Connect");
      browser.awaitBand("Ready");
      browser.press("Space");
      browser.awaitBand("Your next call");
      browser.press("Space");
      browser.awaitBand("Talking");
      browser.awaitHeard(0.001);
      browser.fill("Add a note", "Before the reload.");

      browser.reload();
      browser.seeButton("Mute");
      browser.awaitHeard(0);
      assertThat(browser.valueOf("Add a note")).isEqualTo("Before the reload.");

      browser.button("Another device");
      browser.button("With my phone");
      browser.awaitText("Key in this code");
      String code = browser.text(".code").replace(" ", "");
      phone.dial(server.dialIn());
      phone.await(CALL_ESTABLISHED);
      phone.listenUntil(Prompts.shipped().length("welcome").plusMillis(500));
      phone.press(code + "#");
      browser.awaitText("by phone");
      assertThat(browser.text(".person-name")).contains("Voter At Home");
      assertThat(browser.count(".voice")).isZero();
      browser.press("1");
      browser.awaitBand("Nobody to call just now");
      browser.button("End session");
      browser.seeButton("Stay");
      browser.press("Tab");
      browser.press("Tab");
      browser.press("Enter");
      browser.seeHeading("Thank you!");

      assertThat(loudness(carrier.heardBy(ANSWERS))).isGreaterThan(100);
      assertThat(browser.errors()).isEmpty();
    }
  }

  /// The loudest sample.
  private static int loudness(short[] sound) {
    int loudest = 0;
    for (short sample : sound) {
      loudest = Math.max(loudest, Math.abs((int) sample));
    }
    return loudest;
  }

  @Test
  void r26_by_hand_every_outcome_is_written_as_it_is_said() {
    List<String> numbers =
        List.of(
            "+12125550201",
            "+12125550202",
            "+12125550203",
            "+12125550204",
            "+12125550205",
            "+12125550206",
            "+12125550207",
            "+12125550208",
            "+12125550209");
    List<String> actions =
        List.of(
            "SUCCESSFUL",
            "REFUSED",
            "CALL_BACK",
            "WRONG_NUMBER",
            "DO_NOT_CALL",
            "NO_ANSWER",
            "BUSY",
            "VOICEMAIL",
            "FAILED");
    try (Carrier carrier = Carrier.with(clock, directory, Map.of());
        RunningServer server = RunningServer.withTrunkTo(carrier.port(), clock, directory);
        Browser browser = Browser.open()) {
      Campaign campaign = server.campaign();
      long project = campaign.project(Duration.ofSeconds(20));
      for (int i = 0; i < numbers.size(); i++) {
        campaign.voter(project, numbers.get(i), 90 - i);
      }
      Pages.byHand(browser, server, campaign.volunteer("ada", "101"));
      browser.press("Space");
      for (int i = 0; i < numbers.size(); i++) {
        browser.awaitText(Pages.american(numbers.get(i)));
        browser.press("Space");
        browser.awaitBand("You are calling");
        browser.press(Integer.toString(i + 1));
        switch (actions.get(i)) {
          case "CALL_BACK" -> browser.button("In an hour");
          case "WRONG_NUMBER" -> browser.button("Save the wrong number");
          case "DO_NOT_CALL" -> browser.button("Yes, do not call");
          case String _ -> {}
        }
        assertThat(campaign.awaitDisposed(numbers.get(i)).action()).isEqualTo(actions.get(i));
      }
      browser.awaitBand("Nobody to call just now");
      assertThat(carrier.rings()).isEmpty();
      assertThat(browser.errors()).isEmpty();
    }
  }

  @Test
  void of_two_windows_the_older_one_says_so_and_stops_and_can_take_over_again() {
    try (Carrier carrier = Carrier.with(clock, directory, Map.of());
        RunningServer server = RunningServer.withTrunkTo(carrier.port(), clock, directory);
        Browser browser = Browser.open()) {
      Campaign campaign = server.campaign();
      campaign.voter(campaign.project(Duration.ofSeconds(20)), RINGS_OUT, 90);
      Pages.byHand(browser, server, campaign.volunteer("ada", "101"));
      browser.press("Space");
      browser.awaitBand("Your next call");

      browser.anotherWindow();
      browser.goTo(server.api() + "/#/call");
      browser.awaitBand("Your next call");
      browser.window(0);

      browser.seeHeading("You are working in another window");
      browser.button("Work here instead");
      browser.awaitBand("Your next call");
    }
  }

  @Test
  void r17_a_number_that_must_not_be_called_is_taken_from_the_screen() {
    try (Carrier carrier = Carrier.with(clock, directory, Map.of());
        RunningServer server = RunningServer.withTrunkTo(carrier.port(), clock, directory);
        Browser browser = Browser.open()) {
      Campaign campaign = server.campaign();
      campaign.voter(campaign.project(Duration.ofSeconds(20)), RINGS_OUT, 90);
      Pages.byHand(browser, server, campaign.volunteer("ada", "101"));
      browser.press("Space");
      browser.awaitText(Pages.american(RINGS_OUT));

      campaign.manager().post("/api/v1/do-not-call", Map.of("number", RINGS_OUT)).json();

      browser.awaitText("must not be called any more");
      assertThat(browser.count(".person-name")).isZero();
    }
  }

  @Test
  void without_the_network_nothing_typed_is_lost_and_html_in_a_name_stays_text() {
    try (Carrier carrier = Carrier.with(clock, directory, Map.of());
        RunningServer server = RunningServer.withTrunkTo(carrier.port(), clock, directory);
        Browser browser = Browser.open()) {
      Campaign campaign = server.campaign();
      long project = campaign.project(Duration.ofSeconds(20));
      campaign.voters(
          project,
          """
          external_id,first_name,last_name,state,zip,phone1,phone1_score
          V1,<img src=x onerror=alert(1)>,O'Brien & Co,NY,10001,%s,90
          """
              .formatted(RINGS_OUT));
      Pages.byHand(browser, server, campaign.volunteer("ada", "101"));
      browser.press("Space");
      browser.awaitBand("Your next call");
      assertThat(browser.text(".person-name")).contains("<img src=x onerror=alert(1)> O'Brien");
      assertThat(browser.count("img")).isZero();

      browser.press("Space");
      browser.awaitBand("You are calling");
      browser.offline(true);
      browser.awaitBand("No network");
      browser.fill("Add a note", "Typed in the dark.");
      browser.offline(false);
      browser.awaitBand("You are calling");
      browser.press("Escape");
      browser.press("1");

      JsonNode attempt = campaign.awaitDisposed(RINGS_OUT).latest();
      assertThat(attempt.at("/dispositions/0/action").asString()).isEqualTo("SUCCESSFUL");
      assertThat(browser.errors()).isEmpty();
    }
  }
}
