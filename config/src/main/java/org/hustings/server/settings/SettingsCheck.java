package org.hustings.server.settings;

import java.util.ArrayList;
import java.util.List;

/// What no single value shows: settings that do not go together.
final class SettingsCheck {
  private SettingsCheck() {}

  static List<String> problemsOf(Settings settings) {
    List<String> problems = new ArrayList<>();
    if (settings.admin().hasDefaultPassword() && !settings.http().listen().isLoopback()) {
      problems.add(
          "http.listen: the server does not listen beyond loopback ("
              + settings.http().listen()
              + ") with the default admin.password. Set admin.password, for example by"
              + " HUSTINGS_ADMIN_PASSWORD.");
    }
    if (settings.http().certificate().isEmpty() != settings.http().key().isEmpty()) {
      problems.add(
          "http: certificate and key go together; leave both out where a proxy speaks TLS.");
    }
    if (settings.database().pool() < 2) {
      problems.add(
          "database.pool: at least 2 connections are needed, got "
              + settings.database().pool()
              + ".");
    }
    if (settings.engine().callMePerHour() < 1) {
      problems.add(
          "engine.call-me-per-hour: 1 or more is expected, got "
              + settings.engine().callMePerHour()
              + ". Volunteers whose account names no telephone cannot have themselves called.");
    }
    Settings.Media media = settings.media();
    if (media.firstPort() < 1024
        || media.lastPort() > 65535
        || media.lastPort() - media.firstPort() < 3) {
      problems.add(
          "media: first-port and last-port must leave at least four ports between 1024 and 65535,"
              + " got "
              + media.firstPort()
              + "–"
              + media.lastPort()
              + ".");
    }
    if (!settings.browser().turn().isEmpty() && settings.browser().turnSecret().value().isEmpty()) {
      problems.add(
          "browser.turn-secret: TURN servers are named, but not the secret that they share with us"
              + " (coturn: static-auth-secret).");
    }
    new TrunkCheck(settings.sip(), problems).run();
    if (settings.twilio().isUsed()) {
      twilio(settings, problems);
    }
    return problems;
  }

  private static void twilio(Settings settings, List<String> problems) {
    Settings.Twilio twilio = settings.twilio();
    if (!twilio.accountSid().matches("AC[0-9a-fA-F]{32}")) {
      problems.add(
          "twilio.account-sid: AC and 32 hexadecimal digits are expected, as the console shows"
              + " them.");
    }
    if (twilio.authToken().value().isEmpty() == twilio.credentials().isEmpty()) {
      problems.add(
          "twilio: set either auth-token or credentials (a file); webhooks are checked with the"
              + " auth token.");
    }
    if (twilio.key().isEmpty() != twilio.keySecret().value().isEmpty()) {
      problems.add("twilio: key and key-secret go together; leave both out to use the auth token.");
    }
    if (!twilio.applicationSid().isEmpty()) {
      browsers(twilio, problems);
    }
    if (!twilio.region().isEmpty() && twilio.edge().isEmpty()) {
      problems.add("twilio.edge: a region needs an edge, for example dublin for ie1.");
    }
    if (twilio.publicUrl().isEmpty() && settings.http().publicUrl().isEmpty()) {
      problems.add(
          "twilio.public-url: Twilio must be told where it reaches us. Set it, or"
              + " http.public-url.");
    }
    if (twilio.channels() < 1 || twilio.cps() < 1) {
      problems.add("twilio: channels and cps must each be 1 or more.");
    }
    if (settings.sip().trunks().stream().anyMatch(trunk -> "twilio".equals(trunk.name()))) {
      problems.add(
          "sip.trunks: \"twilio\" is the Twilio account's own name; call the trunk otherwise.");
    }
  }

  private static void browsers(Settings.Twilio twilio, List<String> problems) {
    if (!twilio.applicationSid().matches("AP[0-9a-fA-F]{32}")) {
      problems.add(
          "twilio.application-sid: AP and 32 hexadecimal digits are expected, as the console shows"
              + " them.");
    }
    if (twilio.credentials().isEmpty() && twilio.keySecret().value().length() < 32) {
      problems.add(
          "twilio.application-sid: browsers' tokens are signed with an API key; set key and"
              + " key-secret, which has 32 characters.");
    }
  }
}
