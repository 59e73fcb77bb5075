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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// What volunteers at a real browser read and can do when their voice, their sign-in or their
/// window is not there. All at one server and one Chromium, each with a browser of their own.
@EnabledIf("org.hustings.server.wire.Browser#isHere")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LostLineTest {
  private static final String FIRST = "+12125550111";
  private static final String SECOND = "+12125550122";
  private static final String THIRD = "+12125550133";
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration FOUR_TRIES = Duration.ofMinutes(1);
  private static final Duration FOR_GOOD = Duration.ofHours(1);
  private static final Duration A_SHIFT = Duration.ofMinutes(10);
  private static final Behaviour NEVER_SILENT =
      new Behaviour.Answers(Duration.ofMillis(300), A_SHIFT, A_SHIFT);

  private final ShiftedClock clock = ShiftedClock.inTheMorning();
  private Carrier carrier;
  private Cable cable;
  private Cable blocked;
  private RunningServer server;
  private Campaign campaign;
  private Browser browser;
  private int blockedOne;

  /// Somebody whom no voice reaches begins at once, since trying takes its time.
  @BeforeAll
  void begin(@TempDir Path directory) {
    int port = FreePorts.one();
    List<Behaviour> answers = List.of(NEVER_SILENT);
    carrier =
        Carrier.with(clock, directory, Map.of(FIRST, answers, SECOND, answers, THIRD, answers));
    server =
        RunningServer.withTrunkTo(
            carrier.port(), clock, directory, "browser: {listen: '127.0.0.1:%d'}".formatted(port));
    campaign = server.campaign();
    cable = Cable.to(port);
    blocked = Cable.to(port);
    blocked.cutFor(FOR_GOOD);
    browser = Browser.open();
    blockedOne = browser.somebodyBehind(blocked);
    Volunteer bob = campaign.volunteer("bob", "102");
    campaign.projectFor(bob, THIRD);
    Pages.signIn(browser, server, bob);
    browser.button("Start calling");
    Pages.connect(browser);
  }

  @AfterAll
  void end() {
    browser.close();
    blocked.close();
    cable.close();
    server.close();
    carrier.close();
  }

  @Test
  void r24_a_line_that_is_cut_for_5_s_comes_back_in_the_same_call_and_other_windows_take_it_over() {
    Volunteer ada = campaign.volunteer("ada", "101");
    campaign.projectFor(ada, FIRST);
    Api session = campaign.signedIn(ada);
    int window = browser.somebodyBehind(cable);
    Pages.withThisDevice(browser, server, ada);
    Pages.callNext(browser);
    browser.awaitVoice();

    cable.cutFor(Duration.ofSeconds(5));
    browser.awaitText("Reconnecting");
    browser.awaitText("good");
    browser.awaitVoice();
    browser.awaitBand("Talking");
    assertThat(carrier.rings(FIRST)).singleElement().matches(Ring::open);

    String first = legOf(session);
    browser.anotherWindow();
    browser.goTo(server.api() + "/#/call");
    String second = awaitOtherLeg(session, first);
    browser.awaitBand("Talking");
    browser.awaitVoice();
    browser.window(window);
    browser.seeHeading("You are working in another window");
    assertThat(carrier.rings(FIRST)).singleElement().matches(Ring::open);

    browser.button("Work here instead");
    awaitOtherLeg(session, second);
    browser.awaitBand("Talking");
    browser.awaitVoice();
    assertThat(carrier.rings(FIRST)).singleElement().matches(Ring::open);
    assertThat(browser.errors()).isEmpty();
  }

  /// A page that goes away closes its connection, which the server cannot tell from a volunteer who
  /// leaves.
  @Test
  void r24_a_reload_ends_the_voters_call_and_loses_nothing_else_nor_does_a_sign_in_that_ran_out() {
    Volunteer eve = campaign.volunteer("eve", "103");
    campaign.projectFor(eve, SECOND);
    Api session = campaign.signedIn(eve);
    browser.somebodyElse();
    Pages.withThisDevice(browser, server, eve);
    Pages.callNext(browser);
    browser.awaitVoice();
    browser.check("Surely");
    browser.fill("Add a note", "Before the reload.");

    String first = legOf(session);
    browser.reload();
    String second = awaitOtherLeg(session, first);
    browser.awaitBand("Write down");
    assertKept();
    assertThat(carrier.rings(SECOND)).singleElement().matches(ring -> !ring.open());

    browser.signedOut();
    browser.press("Escape");
    browser.press("1");
    browser.awaitText("You were signed out. Sign in again and you find your call as you left it.");
    browser.fill("Login", eve.login());
    browser.fill("Password", Campaign.PASSWORD);
    browser.press("Enter");
    awaitOtherLeg(session, second);
    browser.awaitBand("Write down");
    assertKept();
    browser.press("Escape");
    browser.press("1");
    assertThat(campaign.awaitDisposed(SECOND).action()).isEqualTo("SUCCESSFUL");
    assertThat(browser.errors()).isEmpty();
  }

  private void assertKept() {
    assertThat(browser.isChecked("Surely")).isTrue();
    assertThat(browser.valueOf("Add a note")).isEqualTo("Before the reload.");
  }

  @Test
  void without_a_microphone_the_page_says_how_to_get_it_and_what_can_be_done_without() {
    Volunteer cleo = campaign.volunteer("cleo", "104");
    browser.somebodyElse();
    Pages.signIn(browser, server, cleo);
    browser.goTo(server.api() + "/#/connect");
    browser.forbidMicrophone();
    browser.button("With this device");
    browser.button("Test my microphone");

    browser.awaitText("This page may not use your microphone. Allow it in the address bar");
    browser.seeButton("With my phone");
    browser.button("By hand");
    browser.button("Start");
    browser.awaitBand("Ready");
  }

  /// Last: to try everything takes a page most of a minute.
  @Test
  @Order(Integer.MAX_VALUE)
  void where_no_udp_gets_through_the_page_says_so_and_what_can_be_done_instead() {
    browser.window(blockedOne);

    browser.awaitText(
        "Your voice does not get through this network. Try another network", FOUR_TRIES);
    browser.seeButton("With my phone");
    browser.button("By hand");
    browser.button("Start");
    browser.awaitBand("Ready");
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
