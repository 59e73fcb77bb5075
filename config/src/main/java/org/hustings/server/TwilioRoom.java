package org.hustings.server;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.hustings.api.http.Annex;
import org.hustings.core.dialing.EnginePorts;
import org.hustings.core.telephony.Telephony;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.server.settings.Settings;
import org.hustings.telephony.prompt.Prompts;
import org.hustings.telephony.twilio.TwilioConfig;
import org.hustings.telephony.twilio.TwilioTelephony;
import org.hustings.telephony.twilio.Webhooks;
import org.hustings.telephony.twilio.rest.CredentialFile;
import org.hustings.telephony.twilio.rest.CredentialSource;
import org.hustings.telephony.twilio.rest.Credentials;
import org.hustings.telephony.twilio.rest.HttpWire;
import org.hustings.telephony.twilio.rest.Region;
import org.hustings.telephony.twilio.webhook.Elsewhere;
import org.hustings.telephony.twilio.webhook.WebhookReply;
import org.hustings.telephony.twilio.webhook.WebhookRequest;

/// Opens the Twilio account, and joins its webhooks with the API's port.
final class TwilioRoom {
  /// The account's name among the trunks.
  static final String TRUNK = "twilio";

  private static final String PATH = "/twilio";

  /// What the voice client in volunteers' browsers talks to: signalling, statistics and its sounds.
  private static final List<String> CLIENTS_REACH =
      List.of("https://*.twilio.com", "wss://*.twilio.com");

  /// For an answer of Twilio's API. What takes longer is looked for, so no call is lost by it.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private TwilioRoom() {}

  static TwilioTelephony open(
      Settings settings,
      Prompts prompts,
      EnginePorts.Time time,
      MeterRegistry meters,
      Closing closing)
      throws IOException {
    Settings.Twilio twilio = settings.twilio();
    CredentialSource credentials = credentials(twilio, time.clock());
    HttpWire api = closing.add("twilio", new HttpWire(api(twilio), PATIENCE));
    return new TwilioTelephony(
        config(settings),
        new TwilioTelephony.Parts(api, credentials, elsewhere(twilio, closing), prompts, meters),
        new TwilioTelephony.Surroundings(
            time.runners(), time.timers(), time.clock(), new SecureRandom()));
  }

  private static Elsewhere elsewhere(Settings.Twilio twilio, Closing closing) {
    if (twilio.servers().isEmpty()) {
      return Elsewhere.NOWHERE;
    }
    List<URI> others = twilio.servers().stream().map(server -> URI.create(server + PATH)).toList();
    return closing.add("twilio neighbours", new TwilioNeighbours(others));
  }

  static CredentialSource credentials(Settings.Twilio twilio, InstantSource clock)
      throws IOException {
    if (!twilio.credentials().isEmpty()) {
      return CredentialFile.open(Path.of(twilio.credentials()), clock);
    }
    Optional<Credentials.ApiKey> key =
        twilio.key().isEmpty()
            ? Optional.empty()
            : Optional.of(new Credentials.ApiKey(twilio.key(), twilio.keySecret().value()));
    Credentials fixed = new Credentials(twilio.authToken().value(), Optional.empty(), key);
    return () -> fixed;
  }

  static URI api(Settings.Twilio twilio) {
    return twilio.api().isEmpty() ? region(twilio).api() : URI.create(twilio.api());
  }

  private static Region region(Settings.Twilio twilio) {
    return new Region(named(twilio.region()), named(twilio.edge()));
  }

  static TwilioConfig config(Settings settings) {
    Settings.Twilio twilio = settings.twilio();
    TwilioConfig config =
        new TwilioConfig(
            TRUNK,
            twilio.accountSid(),
            named(twilio.callerId()).map(PhoneNumber::new),
            new TwilioConfig.Capacity(twilio.channels(), twilio.cps()),
            webhooks(settings),
            TwilioConfig.Limits.usual());
    return named(twilio.applicationSid())
        .map(application -> config.with(TwilioConfig.Browsers.of(application, region(twilio))))
        .orElse(config);
  }

  /// Where Twilio reaches our webhooks.
  static URI webhooks(Settings settings) {
    String root = named(settings.twilio().publicUrl()).orElseGet(() -> settings.http().publicUrl());
    return URI.create(root.replaceFirst("/+$", "") + PATH);
  }

  private static Optional<String> named(String value) {
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  /// The webhooks as a corner of the API's address space.
  static Annex annex(TwilioTelephony twilio) {
    return new Annex(
        PATH,
        Webhooks.LONGEST_BODY,
        question -> answer(twilio.webhooks(), question),
        twilio.capabilities().contains(Telephony.Capability.BROWSER) ? CLIENTS_REACH : List.of());
  }

  private static Annex.Answer answer(Webhooks webhooks, Annex.Question question) {
    WebhookReply reply =
        webhooks.answer(
            new WebhookRequest(
                question.method(),
                question.target(),
                question.header().apply("X-Twilio-Signature"),
                question.body(),
                question.header().apply(TwilioNeighbours.FORWARDED).isPresent()));
    return new Annex.Answer(reply.status(), reply.contentType(), reply::content);
  }
}
