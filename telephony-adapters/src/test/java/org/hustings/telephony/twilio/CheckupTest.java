package org.hustings.telephony.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.telephony.twilio.Checkup.Finding;
import org.hustings.telephony.twilio.TwilioConfig.Browsers;
import org.hustings.telephony.twilio.fake.FakeTwilio;
import org.hustings.telephony.twilio.rest.Credentials;
import org.hustings.telephony.twilio.rest.Credentials.ApiKey;
import org.hustings.telephony.twilio.rest.Region;
import org.hustings.telephony.twilio.rest.RestReply;
import org.hustings.telephony.twilio.rest.RestRequest;
import org.hustings.telephony.twilio.webhook.WebhookReply;
import org.hustings.telephony.twilio.webhook.WebhookRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Each thing that keeps calls from being made is found, and said with what to do.
class CheckupTest {
  private static final Instant NOW = Instant.parse("2026-11-02T14:00:00Z");
  private static final String CALL = TwilioWorld.ROOT + "/call";
  private static final String NUMBERS = "/IncomingPhoneNumbers.json";

  private final TwilioWorld world = new TwilioWorld();
  private final Map<String, RestReply> api = new HashMap<>();
  private Optional<String> token = Optional.of(TwilioWorld.TOKEN);
  private Optional<Browsers> browsers = Optional.empty();
  private Optional<ApiKey> key = Optional.empty();

  CheckupTest() {
    answers("/Calls.json", "{\"calls\": []}");
    answers(NUMBERS, numbers(CALL, "POST", CALL + "/events"));
    answers("/OutgoingCallerIds.json", "{\"outgoing_caller_ids\": []}");
  }

  @AfterEach
  void close() {
    world.close();
  }

  private void answers(String resource, String body) {
    api.put(resource, new RestReply.Answered(200, body, Optional.empty(), Optional.of(NOW)));
  }

  private static String numbers(String voice, String method, String status) {
    return """
    {"incoming_phone_numbers": [{"phone_number": "+19195550140", "voice_url": "%s",
     "voice_method": "%s", "status_callback": "%s", "sid": "PN1"}]}
    """
        .formatted(voice, method, status);
  }

  private RestReply ask(RestRequest request) {
    String root = "/2010-04-01/Accounts/" + TwilioWorld.ACCOUNT;
    return Optional.ofNullable(api.get(request.path().substring(root.length()))).orElseThrow();
  }

  /// The world's own webhooks, as somebody outside reaches them.
  private Optional<Checkup.Seen> visit(
      URI url, Optional<String> signature, Map<String, String> form) {
    String body =
        "AccountSid=%s&CallSid=%s&CallStatus=%s"
            .formatted(form.get("AccountSid"), form.get("CallSid"), form.get("CallStatus"));
    String target = url.toString().substring(TwilioWorld.ROOT.length());
    WebhookReply reply =
        world.telephony().webhooks().answer(new WebhookRequest("POST", target, signature, body));
    return token.map(_ -> new Checkup.Seen(reply.status(), reply.text()));
  }

  private List<Finding> findings() {
    TwilioConfig config =
        new TwilioConfig(
            "twilio",
            TwilioWorld.ACCOUNT,
            Optional.of(new PhoneNumber("+19195550140")),
            new TwilioConfig.Capacity(10, 1),
            URI.create(TwilioWorld.ROOT),
            TwilioConfig.Limits.usual());
    return new Checkup(
            browsers.map(config::with).orElse(config),
            this::ask,
            () -> new Credentials(token.orElse(TwilioWorld.TOKEN), Optional.empty(), key),
            this::visit,
            () -> NOW)
        .findings();
  }

  private List<String> toMend() {
    return findings().stream().filter(found -> !found.well()).map(Finding::sentence).toList();
  }

  @Test
  void finds_nothing_to_mend_where_all_is_well() {
    assertThat(findings()).hasSize(6).allMatch(Finding::well);
  }

  @Test
  void says_what_twilio_says_of_the_credentials() {
    api.put("/Calls.json", FakeTwilio.refused(401, 20003));
    assertThat(toMend()).singleElement().asString().contains("20003", "twilio.account-sid");
  }

  @Test
  void says_that_the_api_cannot_be_reached() {
    api.put("/Calls.json", new RestReply.NotSent("ConnectException"));
    assertThat(toMend()).singleElement().asString().contains("cannot be reached");
  }

  @Test
  void says_that_the_clock_is_wrong() {
    api.put(
        "/Calls.json",
        new RestReply.Answered(
            200, "{\"calls\": []}", Optional.empty(), Optional.of(NOW.minusSeconds(90))));
    assertThat(toMend()).singleElement().asString().contains("90 s", "NTP");
  }

  @Test
  void says_which_number_leads_elsewhere_asks_wrongly_or_does_not_tell_its_end() {
    answers(NUMBERS, numbers("https://demo.twilio.com/welcome", "POST", ""));
    assertThat(toMend()).singleElement().asString().contains(CALL, "/call/events");
    answers(NUMBERS, numbers(CALL, "GET", ""));
    assertThat(toMend()).hasSize(2).anyMatch(sentence -> sentence.contains("HTTP POST"));
    assertThat(toMend()).noneMatch(sentence -> sentence.contains("9195550140"));
  }

  @Test
  void says_that_the_caller_id_is_not_verified() {
    answers(NUMBERS, "{\"incoming_phone_numbers\": []}");
    assertThat(toMend()).anyMatch(sentence -> sentence.contains("Verified caller IDs"));
    answers("/OutgoingCallerIds.json", "{\"outgoing_caller_ids\": [{\"sid\": \"PN2\"}]}");
    assertThat(toMend()).noneMatch(sentence -> sentence.contains("Verified caller IDs"));
  }

  private static String application(String voice, String events) {
    return """
    {"sid": "%s", "voice_url": "%s", "voice_method": "POST", "status_callback": "%s",
     "status_callback_method": "POST"}
    """
        .formatted(TwilioWorld.APPLICATION, voice, events);
  }

  @Test
  void says_that_browsers_have_no_key_or_that_their_application_is_missing_or_leads_elsewhere() {
    String resource = "/Applications/" + TwilioWorld.APPLICATION + ".json";
    browsers = Optional.of(Browsers.of(TwilioWorld.APPLICATION, Region.DEFAULT));
    key = Optional.of(TwilioWorld.KEY);
    answers(resource, application(CALL, CALL + "/events"));
    assertThat(findings()).hasSize(7).allMatch(Finding::well);

    answers(resource, application("https://demo.twilio.com/welcome", CALL + "/events"));
    assertThat(toMend()).singleElement().asString().contains("voice request URL", CALL);
    answers(resource, application(CALL, ""));
    assertThat(toMend()).singleElement().asString().contains("/call/events");
    api.put(resource, FakeTwilio.refused(404, 20404));
    assertThat(toMend()).singleElement().asString().contains("no TwiML application");
    answers(resource, application(CALL, CALL + "/events"));
    key = Optional.empty();
    assertThat(toMend()).singleElement().asString().contains("twilio.key-secret");
  }

  @Test
  void says_that_the_webhooks_are_not_reached_or_have_another_token() {
    token = Optional.empty();
    assertThat(toMend()).singleElement().asString().contains("Nobody answers");
    token = Optional.of("another");
    assertThat(toMend()).singleElement().asString().contains("another auth token");
  }
}
