package org.hustings.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.hustings.server.wire.Browser.Mark;
import org.hustings.telephony.media.listen.Correlation;
import org.hustings.telephony.media.listen.Sounds;
import org.hustings.telephony.phonenet.Behaviour;
import org.hustings.telephony.phonenet.Ring;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A volunteer's first shift at a real browser that carries the voice: from the link of the
/// invitation through calls that end in every way, to the end of the calling hours.
@EnabledIf("org.hustings.server.wire.Browser#isHere")
class FirstShiftTest {
  private static final String MACHINE = "+12125550111";
  private static final String PERSON = "+12125550112";
  private static final String BUSY = "+12125550113";
  private static final String RINGS_OUT = "+12125550114";
  private static final String NO_SUCH = "+12125550115";
  private static final String HANGS_UP = "+12125550116";
  private static final String ABUSIVE = "+12125550117";
  private static final String LAST = "+12125550118";
  private static final String AFTER_HOURS = "+12125550119";
  private static final List<String> IN_ORDER =
      List.of(MACHINE, PERSON, BUSY, RINGS_OUT, NO_SUCH, HANGS_UP, ABUSIVE, LAST, AFTER_HOURS);
  private static final Duration SOON = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofMinutes(9);
  private static final Behaviour ANSWERS = new Behaviour.Answers(SOON, LONG, LONG);
  private static final Map<String, List<Behaviour>> VOTERS =
      Map.of(
          MACHINE,
              List.of(
                  new Behaviour.Machine(
                      SOON, Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofSeconds(5))),
          PERSON, List.of(ANSWERS),
          BUSY, List.of(new Behaviour.Busy()),
          RINGS_OUT, List.of(new Behaviour.RingsOut()),
          HANGS_UP, List.of(new Behaviour.HangsUp(SOON, Duration.ofMillis(500))),
          ABUSIVE, List.of(ANSWERS),
          LAST, List.of(ANSWERS));
  private static final short[] MESSAGE = Sounds.chirp(600, 2400, Duration.ofSeconds(8));

  @TempDir private Path directory;

  private final ShiftedClock clock = ShiftedClock.inTheMorning();

  @Test
  void
      from_the_link_to_the_end_of_the_hours_every_call_ends_on_the_screen_as_it_did_in_the_world() {
    try (Carrier carrier = Carrier.with(clock, directory, VOTERS);
        RunningServer server = RunningServer.withTrunkTo(carrier.port(), clock, directory);
        Browser browser = Browser.withEars()) {
      Campaign campaign = server.campaign();
      Map<String, Object> settings = settings(campaign);
      long project = campaign.project(settings, MESSAGE);
      for (int i = 0; i < IN_ORDER.size(); i++) {
        campaign.voter(project, IN_ORDER.get(i), 90 - i);
      }
      joinAndConnect(browser, server, campaign);
      browser.press("Space");
      Pages.callOnScreen(browser);
      // The link counts as one, the rest was pressed or filled in.
      assertThat(browser.presses() + 1).isLessThanOrEqualTo(12);

      voicemailWhileTheNextCallStarts(browser, carrier);
      assertThat(campaign.awaitDisposed(PERSON).action()).isEqualTo("REFUSED");
      assertNameBeforeSound(browser);
      whatTheNetworkSaysIsSuggested(browser, campaign);
      aProjectThatPausesSaysSo(browser, campaign, project, settings);
      abuseIsReported(browser, campaign, project);
      hoursEnd(browser, carrier, campaign);
      short[] heardByMachine = carrier.heardBy(MACHINE);
      assertThat(Correlation.of(MESSAGE, heardByMachine).coefficient()).isGreaterThan(0.99);
      assertThat(campaign.phone(MACHINE).status()).isEqualTo("VOICEMAIL_LEFT");
      assertThat(browser.errors()).isEmpty();
    }
  }

  private static Map<String, Object> settings(Campaign campaign) {
    Map<String, Object> settings = campaign.settings(Duration.ofSeconds(5));
    settings.remove("wrapUpGraceSeconds");
    settings.put("script", "Hello {voter}, this is {volunteer}.");
    settings.put(
        "hours",
        Map.of(
            "zone",
            "America/New_York",
            "windows",
            List.of(
                Map.of("day", "WEDNESDAY", "opensAt", "08:00", "closesAt", "10:20"),
                Map.of("day", "THURSDAY", "opensAt", "08:00", "closesAt", "21:00"))));
    return settings;
  }

  private static void joinAndConnect(Browser browser, RunningServer server, Campaign campaign) {
    JsonNode invited =
        campaign
            .manager()
            .post("/api/v1/invitations", Map.of("email", "ada@example.org", "name", "Ada"))
            .json();
    browser.goTo(server.api().resolve(invited.path("link").asString()).toString());
    browser.fill("Password", Campaign.PASSWORD);
    browser.press("Enter");
    browser.button("See my projects");
    browser.button("Start calling");
    Pages.connect(browser);
    browser.awaitBand("Ready");
  }

  /// R12: the machine is spoken to while the volunteer talks with the next voter.
  private static void voicemailWhileTheNextCallStarts(Browser browser, Carrier carrier) {
    browser.button("Leave voicemail");
    browser.awaitText("You are free for the next call.");
    Pages.callOnScreen(browser);
    assertThat(carrier.rings(MACHINE)).singleElement().matches(Ring::open);
    assertThat(carrier.rings(PERSON)).singleElement().matches(Ring::open);
    browser.awaitVoice();
    browser.press("Space");
    browser.awaitBand("Write down");
    browser.press("2");
    browser.awaitBand("Your next call");
  }

  /// By one clock, that of the page, and for sound of any kind: even the ringing tone comes later.
  private static void assertNameBeforeSound(Browser browser) {
    List<Mark> marks = browser.marks();
    // Enter joined, the first space bar asked for a number, the second one called it.
    Instant call = marks.stream().filter(of("press")).skip(2).findFirst().orElseThrow().at();
    Instant sound =
        marks.stream()
            .filter(of("sound").and(mark -> mark.at().isAfter(call)))
            .findFirst()
            .orElseThrow()
            .at();
    assertThat(marks)
        .anyMatch(
            of("name")
                .and(mark -> mark.text().contains("Voter At Home") && mark.at().isBefore(sound)))
        .anyMatch(
            of("script")
                .and(mark ->
                    mark.text().contains("Hello Voter, this is Ada.")
                        && mark.at().isBefore(sound)));
  }

  private static Predicate<Mark> of(String what) {
    return mark -> mark.what().equals(what);
  }

  /// R20: each end is said in plain words and with the outcome that it suggests, which the space
  /// bar confirms.
  private static void whatTheNetworkSaysIsSuggested(Browser browser, Campaign campaign) {
    confirmed(browser, campaign, BUSY, "The line is busy.", "BUSY");
    confirmed(browser, campaign, RINGS_OUT, "Nobody answered.", "NO_ANSWER");
    confirmed(browser, campaign, NO_SUCH, "The number cannot be reached.", "FAILED");
    browser.awaitText(Pages.american(HANGS_UP));
    browser.press("Space");
    browser.awaitText("They hung up.");
    browser.press("1");
    assertThat(campaign.awaitDisposed(HANGS_UP).action()).isEqualTo("SUCCESSFUL");
  }

  private static void confirmed(
      Browser browser, Campaign campaign, String number, String words, String action) {
    browser.awaitText(Pages.american(number));
    browser.press("Space");
    browser.awaitText(words);
    browser.seeButton("Save: ");
    browser.press("Space");
    assertThat(campaign.awaitDisposed(number).action()).isEqualTo(action);
  }

  private static void aProjectThatPausesSaysSo(
      Browser browser, Campaign campaign, long project, Map<String, Object> settings) {
    browser.awaitText(Pages.american(ABUSIVE));
    campaign.change(project, settings, "PAUSED");
    browser.press("Space");
    browser.awaitText("The organizer has paused this project.");
    campaign.change(project, settings, "ACTIVE");
    browser.press("Space");
  }

  private static void abuseIsReported(Browser browser, Campaign campaign, long project) {
    browser.awaitText(Pages.american(ABUSIVE));
    Pages.callOnScreen(browser);
    browser.button("Report abuse");
    browser.fill("What happened?", "Threatened me.");
    browser.button("End the call and report");
    browser.button("Take a pause");
    browser.awaitBand("Having a pause");
    assertThat(campaign.awaitDisposed(ABUSIVE).status()).isEqualTo("DO_NOT_CALL");
    JsonNode incident = campaign.manager().get("/api/v1/incidents").at("/items/0");
    assertThat(incident.path("text").asString()).isEqualTo("Threatened me.");
    assertThat(incident.path("project").asLong()).isEqualTo(project);
    browser.press("Space");
  }

  /// R6: a window that ends cuts no call short, and no new one starts.
  private void hoursEnd(Browser browser, Carrier carrier, Campaign campaign) {
    browser.awaitText(Pages.american(LAST));
    Pages.callOnScreen(browser);
    clock.jump(Duration.ofMinutes(20));
    browser.awaitVoice();
    assertThat(carrier.rings(LAST)).singleElement().matches(Ring::open);
    browser.press("Space");
    browser.awaitBand("Write down");
    browser.press("1");
    assertThat(campaign.awaitDisposed(LAST).action()).isEqualTo("SUCCESSFUL");
    browser.awaitText("This project is closed now.");
    browser.awaitText("The next one can be called tomorrow, 8:00 AM.");
    assertThat(carrier.rings(AFTER_HOURS)).isEmpty();
  }
}
