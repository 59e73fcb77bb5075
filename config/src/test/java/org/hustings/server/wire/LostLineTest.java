package org.hustings.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hustings.server.wire.Campaign.Volunteer;
import org.hustings.telephony.peers.FreePorts;
import org.hustings.telephony.phonenet.Behaviour;
import org.hustings.telephony.phonenet.Ring;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// What volunteers with real browsers read and can do when their voice, their sign-in or their
/// window is not there.
@EnabledIf("org.hustings.server.wire.Browser#isHere")
class LostLineTest {
  private static final String VOTER = "+12125550111";
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration A_SHIFT = Duration.ofMinutes(10);
  private static final Behaviour NEVER_SILENT =
      new Behaviour.Answers(Duration.ofMillis(300), A_SHIFT, A_SHIFT);

  @TempDir private Path directory;

  private final ShiftedClock clock = ShiftedClock.inTheMorning();
  private final int port = FreePorts.one();

  private RunningServer server(Carrier carrier) {
    return RunningServer.withTrunkTo(
        carrier.port(), clock, directory, "browser: {listen: '127.0.0.1:%d'}".formatted(port));
  }

  @Test
  void r24_a_line_that_is_cut_for_5_s_comes_back_in_the_same_call_and_other_windows_take_it_over() {
    try (Carrier carrier = Carrier.with(clock, directory, Map.of(VOTER, List.of(NEVER_SILENT)));
        RunningServer server = server(carrier);
        Cable cable = Cable.to(port);
        Browser browser = Browser.behind(cable)) {
      Campaign campaign = server.campaign();
      campaign.voter(campaign.project(Duration.ofSeconds(20)), VOTER, 90);
      Volunteer ada = campaign.volunteer("ada", "101");
      Api session = campaign.signedIn(ada);
      Pages.withThisDevice(browser, server, ada);
      Pages.callNext(browser);
      browser.awaitVoice();

      cable.cutFor(Duration.ofSeconds(5));
      browser.awaitText("Reconnecting");
      browser.awaitText("good");
      browser.awaitVoice();
      browser.awaitBand("Talking");
      assertThat(carrier.rings(VOTER)).singleElement().matches(Ring::open);

      String first = legOf(session);
      browser.anotherWindow();
      browser.goTo(server.api() + "/#/call");
      String second = awaitOtherLeg(session, first);
      browser.awaitBand("Talking");
      browser.awaitVoice();
      browser.window(0);
      browser.seeHeading("You are working in another window");
      assertThat(carrier.rings(VOTER)).singleElement().matches(Ring::open);

      browser.button("Work here instead");
      awaitOtherLeg(session, second);
      browser.awaitBand("Talking");
      browser.awaitVoice();
      browser.window(1);
      browser.seeHeading("You are working in another window");
      assertThat(carrier.rings(VOTER)).singleElement().matches(Ring::open);
      assertThat(browser.errors()).isEmpty();
    }
  }

  private static String legOf(Api session) {
    return session.get("/api/v1/session").path("leg").asString("");
  }

  private static String awaitOtherLeg(Api session, String former) {
    return Until.present(
        PATIENCE,
        "the session has another leg",
        () -> Optional.of(legOf(session)).filter(leg -> !leg.isEmpty() && !leg.equals(former)));
  }
}
