package org.hustings.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.hustings.server.wire.Campaign.Volunteer;
import org.hustings.telephony.peers.FreePorts;
import org.hustings.telephony.phonenet.Behaviour;
import org.hustings.telephony.phonenet.Subscribers;
import org.hustings.telephony.twilio.fake.FakeToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// A volunteer at a real browser whose voice Twilio's own client carries: the whole server, the
/// whole call screen and the client as it ships, with Twilio faked from its signalling on.
@EnabledIf("org.hustings.server.wire.Browser#isHere")
class TwilioBrowserCallTest {
  private static final String VOTER = "+12125550111";
  private static final Subscribers ALL_ANSWER =
      Subscribers.all(
          new Behaviour.Answers(
              Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ofMinutes(2)));

  @TempDir private Path directory;

  private final ShiftedClock clock = ShiftedClock.inTheMorning();

  @Test
  void a_volunteer_talks_with_this_device_and_the_screen_is_the_same() {
    try (TwilioOnTheWire twilio = new TwilioOnTheWire(clock, ALL_ANSWER);
        RunningServer server =
            RunningServer.withTrunkTo(
                FreePorts.one(), clock, directory, twilio.settingsWithBrowsers());
        Browser browser = Browser.thatReaches(twilio.edge())) {
      twilio.leadsTo(server.api());
      Campaign campaign = server.campaign();
      Volunteer ada = campaign.volunteer("ada", "101");
      campaign.projectFor(ada, VOTER);
      Pages.withThisDevice(browser, server, ada);

      FakeToken token = twilio.tokens().getFirst();
      assertThat(token.isSignedWith(TwilioOnTheWire.KEY_SECRET)).isTrue();
      assertThat(token.claims().at("/grants/voice/outgoing/application_sid").asString())
          .isEqualTo(TwilioOnTheWire.APPLICATION);
      assertThat(token.claims().at("/grants/voice/incoming/allow").asBoolean(true)).isFalse();

      Pages.callNext(browser);
      Until.so(
          Duration.ofSeconds(10),
          "the browser and the voter are in one room",
          () ->
              twilio.look(
                      fake -> fake.calls().stream().filter(c -> c.talksWith().size() == 1).count())
                  == 2);
      assertThat(browser.text(".person-name")).contains("Voter At Home");
      browser.awaitHeard(0.001);
      browser.button("Mute");
      browser.seeButton("Unmute");
      browser.press("1");
      browser.awaitBand("Nobody to call just now");

      browser.button("End session");
      browser.seeButton("Stay");
      browser.press("Tab");
      browser.press("Tab");
      browser.press("Enter");
      browser.seeHeading("Thank you!");
      Until.so(
          Duration.ofSeconds(10),
          "all calls are over",
          () -> twilio.look(fake -> fake.calls().stream().allMatch(c -> c.isOver())));
      assertThat(twilio.log().ringsOf(VOTER)).hasSize(1);
      assertThat(browser.errors()).isEmpty();
    }
  }
}
