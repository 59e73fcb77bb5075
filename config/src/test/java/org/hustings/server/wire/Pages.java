package org.hustings.server.wire;

import org.hustings.server.wire.Campaign.Volunteer;

/// The ways that volunteers take through the screens, by mouse and keys.
final class Pages {
  private Pages() {}

  /// From the empty browser to the list of projects.
  static void signIn(Hands browser, RunningServer server, Volunteer who) {
    browser.goTo(server.api() + "/");
    browser.fill("Login", who.login());
    browser.fill("Password", Campaign.PASSWORD);
    browser.press("Enter");
    browser.seeHeading("My projects");
  }

  /// On to the call screen, to dial oneself.
  static void byHand(Hands browser, RunningServer server, Volunteer who) {
    signIn(browser, server, who);
    browser.button("Start calling");
    browser.button("By hand");
    browser.button("Start");
    browser.awaitBand("Ready");
  }

  /// On to the call screen, with the browser's microphone.
  static void withThisDevice(Hands browser, RunningServer server, Volunteer who) {
    signIn(browser, server, who);
    browser.button("Start calling");
    connect(browser);
    browser.awaitBand("Ready");
  }

  /// From the choice of ways to the first try to be heard.
  static void connect(Hands browser) {
    browser.button("With this device");
    browser.button("Test my microphone");
    browser.button("Connect");
  }

  /// Asks for the next number and rings it, until there is talk.
  static void callNext(Hands browser) {
    browser.press("Space");
    callOnScreen(browser);
  }

  static void callOnScreen(Hands browser) {
    browser.awaitBand("Your next call");
    browser.press("Space");
    browser.awaitBand("Talking");
  }

  /// As it stands on the screen.
  static String american(String number) {
    return "(" + number.substring(2, 5) + ") " + number.substring(5, 8) + "-" + number.substring(8);
  }
}
