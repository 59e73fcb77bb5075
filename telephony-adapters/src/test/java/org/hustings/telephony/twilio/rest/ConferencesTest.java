package org.hustings.telephony.twilio.rest;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Conferences as Twilio's API gives them, on real sockets.
class ConferencesTest {
  private static final String ACCOUNT = "AC00000000000000000000000000000001";
  private static final String ONE = "CF00000000000000000000000000000001";
  private static final String ALL = "/2010-04-01/Accounts/" + ACCOUNT + "/Conferences";

  private static final WireMockServer TWILIO =
      new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));

  private final HttpWire wire =
      new HttpWire(URI.create("http://127.0.0.1:" + TWILIO.port()), Duration.ofSeconds(20));
  private final Conferences conferences =
      new Conferences(new TwilioApi(wire, ACCOUNT, () -> Credentials.of("token")));

  @BeforeAll
  static void open() {
    TWILIO.start();
  }

  @AfterAll
  static void closeTwilio() {
    TWILIO.stop();
  }

  @AfterEach
  void close() {
    wire.close();
    TWILIO.resetAll();
  }

  private static ResponseDefinitionBuilder json(int status, String body) {
    return aResponse()
        .withStatus(status)
        .withHeader("Content-Type", "application/json")
        .withBody(body);
  }

  private static String page(String name, String... items) {
    return """
    {"%s": [%s], "first_page_uri": "/x", "next_page_uri": null, "page": 0, "page_size": 1000,
     "previous_page_uri": null, "start": 0, "end": 0, "uri": "/x"}
    """
        .formatted(name, String.join(",", items));
  }

  /// As twilio.com/docs/voice/api/conference-resource shows one.
  private static String conference(String sid, String name) {
    return """
    {"account_sid": "%s", "api_version": "2010-04-01",
     "date_created": "Mon, 22 Aug 2011 20:58:45 +0000",
     "date_updated": "Mon, 22 Aug 2011 20:58:46 +0000", "friendly_name": "%s", "region": "us1",
     "sid": "%s", "status": "in-progress", "uri": "/x", "subresource_uris": {},
     "reason_conference_ended": null, "call_sid_ending_conference": null}
    """
        .formatted(ACCOUNT, name, sid);
  }

  /// As twilio.com/docs/voice/api/conference-participant-resource shows one.
  private static String participant(String call) {
    return """
    {"account_sid": "%s", "call_sid": "%s", "label": null, "conference_sid": "%s",
     "date_created": "Fri, 18 Feb 2011 21:07:19 +0000",
     "date_updated": "Fri, 18 Feb 2011 21:07:19 +0000", "end_conference_on_exit": false,
     "muted": false, "hold": false, "status": "connected", "start_conference_on_enter": true,
     "coaching": false, "call_sid_to_coach": null, "queue_time": null, "uri": "/x"}
    """
        .formatted(ACCOUNT, call, ONE);
  }

  @Test
  void those_in_progress_are_listed_by_name() {
    TWILIO.stubFor(
        get(urlPathEqualTo(ALL + ".json"))
            .withBasicAuth(ACCOUNT, "token")
            .withQueryParam("Status", equalTo("in-progress"))
            .withQueryParam("PageSize", equalTo("1000"))
            .willReturn(
                json(
                    200,
                    page("conferences", conference(ONE, "room one"), conference("CF2", "two")))));

    assertThat(conferences.inProgress())
        .isEqualTo(
            new Answer.Done<>(
                List.of(
                    new ConferenceResource(ONE, "room one"),
                    new ConferenceResource("CF2", "two"))));
  }

  @Test
  void the_calls_in_one_are_listed_and_one_that_is_over_says_so() {
    TWILIO.stubFor(
        get(urlPathEqualTo(ALL + "/" + ONE + "/Participants.json"))
            .withBasicAuth(ACCOUNT, "token")
            .willReturn(json(200, page("participants", participant("CA1"), participant("CA2")))));
    assertThat(conferences.callsIn(ONE)).isEqualTo(new Answer.Done<>(List.of("CA1", "CA2")));

    TWILIO.stubFor(
        get(urlPathEqualTo(ALL + "/CF2/Participants.json"))
            .willReturn(json(404, "{\"code\": 20404, \"message\": \"gone\", \"status\": 404}")));
    assertThat(conferences.callsIn("CF2"))
        .isInstanceOfSatisfying(
            Answer.Refused.class, refused -> assertThat(refused.isGone()).isTrue());
  }
}
