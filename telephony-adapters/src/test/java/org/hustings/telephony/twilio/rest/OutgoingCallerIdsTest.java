package org.hustings.telephony.twilio.rest;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hustings.core.voter.PhoneNumber;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Verified caller IDs as Twilio's API has them, on real sockets.
class OutgoingCallerIdsTest {
  private static final String ACCOUNT = "AC00000000000000000000000000000001";
  private static final String ALL = "/2010-04-01/Accounts/" + ACCOUNT + "/OutgoingCallerIds.json";
  private static final PhoneNumber OFFICE = new PhoneNumber("+19195550144");

  private static final WireMockServer TWILIO =
      new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));

  private final HttpWire wire =
      new HttpWire(URI.create("http://127.0.0.1:" + TWILIO.port()), Duration.ofSeconds(20));
  private final OutgoingCallerIds callerIds =
      new OutgoingCallerIds(new TwilioApi(wire, ACCOUNT, () -> Credentials.of("token")));

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

  private static LoggedRequest onlyOrder() {
    List<LoggedRequest> all = TWILIO.findAll(postRequestedFor(urlPathEqualTo(ALL)));
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  @Test
  void a_number_is_rung_with_the_parameters_that_twilio_publishes_and_answered_with_the_code() {
    TWILIO.stubFor(
        post(ALL)
            .withBasicAuth(ACCOUNT, "token")
            .willReturn(
                json(
                    200,
                    """
                    {"account_sid": "AC00000000000000000000000000000001",
                     "call_sid": "CA00000000000000000000000000000001",
                     "friendly_name": "Our office", "phone_number": "+19195550144",
                     "validation_code": "012345"}
                    """)));

    assertThat(callerIds.verify(OFFICE, "Our office")).isEqualTo(new Answer.Done<>("012345"));
    assertThat(List.of(onlyOrder().getBodyAsString().split("&")))
        .containsExactlyInAnyOrder(
            "PhoneNumber=%2B19195550144", "FriendlyName=Our+office", "CallDelay=5");
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503})
  void r22_a_server_error_is_unknown_and_rings_once(int status) {
    TWILIO.stubFor(post(ALL).willReturn(json(status, "{}")));

    assertThat(callerIds.verify(OFFICE, "Office")).isInstanceOf(Answer.Unknown.class);
    onlyOrder();
  }

  @Test
  void r22_a_connection_that_breaks_is_unknown_and_rings_once() {
    TWILIO.stubFor(post(ALL).willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));

    assertThat(callerIds.verify(OFFICE, "Office")).isInstanceOf(Answer.Unknown.class);
    onlyOrder();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "null", "", "<html>welcome</html>"})
  void r22_an_answer_without_a_code_is_unknown(String body) {
    TWILIO.stubFor(post(ALL).willReturn(json(200, body)));

    assertThat(callerIds.verify(OFFICE, "Office")).isInstanceOf(Answer.Unknown.class);
    onlyOrder();
  }

  @Test
  void a_number_that_is_verified_already_is_refused_with_twilios_code() {
    TWILIO.stubFor(
        post(ALL)
            .willReturn(
                json(
                    400,
                    """
                    {"code": 21450, "message": "Phone number already validated for this account",
                     "more_info": "https://www.twilio.com/docs/errors/21450", "status": 400}
                    """)));

    assertThat(callerIds.verify(OFFICE, "Office"))
        .isEqualTo(new Answer.Refused<>(400, 21450, Optional.empty()));
  }

  @Test
  void the_book_tells_since_when_a_number_is_verified() {
    TWILIO.stubFor(
        get(urlPathEqualTo(ALL))
            .withBasicAuth(ACCOUNT, "token")
            .withQueryParam("PhoneNumber", equalTo("+19195550144"))
            .willReturn(
                json(
                    200,
                    """
                    {"outgoing_caller_ids": [
                      {"account_sid": "AC00000000000000000000000000000001",
                       "date_created": "Fri, 21 Aug 2009 00:11:24 +0000",
                       "date_updated": "Fri, 21 Aug 2009 00:11:24 +0000",
                       "friendly_name": "Our office", "phone_number": "+19195550144",
                       "sid": "PN00000000000000000000000000000001", "uri": "/x"}],
                     "page": 0, "page_size": 50, "uri": "/x", "first_page_uri": "/x",
                     "next_page_uri": null}
                    """)));

    assertThat(callerIds.verifiedSince(OFFICE))
        .isEqualTo(new Answer.Done<>(Optional.of(Instant.parse("2009-08-21T00:11:24Z"))));
  }

  @Test
  void a_number_that_is_not_in_the_book_is_not_verified() {
    TWILIO.stubFor(
        get(urlPathEqualTo(ALL))
            .willReturn(
                json(
                    200,
                    """
                    {"outgoing_caller_ids": [], "page": 0, "page_size": 50, "uri": "/x",
                     "first_page_uri": "/x", "next_page_uri": null}
                    """)));

    assertThat(callerIds.verifiedSince(OFFICE)).isEqualTo(new Answer.Done<>(Optional.empty()));
  }
}
