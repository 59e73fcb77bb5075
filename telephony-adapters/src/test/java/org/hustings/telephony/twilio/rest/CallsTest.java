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
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hustings.core.voter.PhoneNumber;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Our requests as Twilio publishes them, and its answers as they come, on real sockets.
class CallsTest {
  private static final String ACCOUNT = "AC00000000000000000000000000000001";
  private static final String CALLS = "/2010-04-01/Accounts/" + ACCOUNT + "/Calls.json";
  private static final String ONE = "/2010-04-01/Accounts/" + ACCOUNT + "/Calls/CA1.json";
  private static final PhoneNumber VOTER = new PhoneNumber("+19195550182");
  private static final CallOrder ORDER =
      new CallOrder(
          VOTER,
          new PhoneNumber("+19195550140"),
          URI.create("https://calls.example.org/twilio/leg/7/next"),
          URI.create("https://calls.example.org/twilio/leg/7/events"),
          Duration.ofSeconds(60),
          Optional.empty());

  private static final WireMockServer TWILIO =
      new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));

  private volatile Credentials credentials = Credentials.of("token");
  private final HttpWire wire = wire(Duration.ofSeconds(20));
  private final Calls calls = over(wire);

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

  private HttpWire wire(Duration patience) {
    URI root = URI.create("http://127.0.0.1:" + TWILIO.port());
    return new HttpWire(root, patience);
  }

  private Calls over(RestWire any) {
    return new Calls(new TwilioApi(any, ACCOUNT, () -> credentials));
  }

  private static ResponseDefinitionBuilder json(int status, String body) {
    return aResponse()
        .withStatus(status)
        .withHeader("Content-Type", "application/json")
        .withBody(body);
  }

  /// A call as twilio.com/docs/voice/api/call-resource shows one.
  private static String call(String sid, String status, String created) {
    return """
    {"account_sid": "%s", "annotation": null, "answered_by": null, "api_version": "2010-04-01",
     "caller_name": null, "date_created": "%s", "date_updated": null, "direction": "outbound-api",
     "duration": null, "end_time": null, "forwarded_from": null, "from": "+19195550140",
     "from_formatted": "(919) 555-0140", "group_sid": null, "parent_call_sid": null,
     "phone_number_sid": "PN1", "price": null, "price_unit": "USD", "queue_time": "0",
     "sid": "%s", "start_time": null, "status": "%s",
     "subresource_uris": {"recordings": "/2010-04-01/…"}, "to": "+19195550182",
     "to_formatted": "(919) 555-0182", "trunk_sid": null, "uri": "/2010-04-01/…"}
    """
        .formatted(ACCOUNT, created, sid, status);
  }

  private static LoggedRequest onlyRequest() {
    List<LoggedRequest> all = TWILIO.findAll(postRequestedFor(urlPathEqualTo(CALLS)));
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  @Test
  void a_call_is_ordered_with_the_parameters_that_twilio_publishes() {
    TWILIO.stubFor(
        post(CALLS)
            .withBasicAuth(ACCOUNT, "token")
            .willReturn(json(201, call("CA1", "queued", "Tue, 31 Aug 2010 20:36:28 +0000"))));
    assertThat(calls.create(ORDER))
        .isEqualTo(
            new Answer.Done<>(
                new CallResource(
                    "CA1",
                    CallResource.Status.QUEUED,
                    "outbound-api",
                    Optional.of(Instant.parse("2010-08-31T20:36:28Z")))));
    LoggedRequest sent = onlyRequest();
    assertThat(sent.getHeader("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
    assertThat(List.of(sent.getBodyAsString().split("&")))
        .containsExactlyInAnyOrder(
            "To=%2B19195550182",
            "From=%2B19195550140",
            "Url=https%3A%2F%2Fcalls.example.org%2Ftwilio%2Fleg%2F7%2Fnext",
            "Method=POST",
            "StatusCallback=https%3A%2F%2Fcalls.example.org%2Ftwilio%2Fleg%2F7%2Fevents",
            "StatusCallbackMethod=POST",
            "StatusCallbackEvent=initiated",
            "StatusCallbackEvent=ringing",
            "StatusCallbackEvent=answered",
            "StatusCallbackEvent=completed",
            "Timeout=55");
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504})
  void r22_a_server_error_after_an_order_is_unknown_and_the_order_is_sent_once(int status) {
    TWILIO.stubFor(post(CALLS).willReturn(json(status, "{}")));
    assertThat(calls.create(ORDER)).isInstanceOf(Answer.Unknown.class);
    onlyRequest();
  }

  @Test
  void r22_an_answer_that_does_not_come_is_unknown_and_the_order_is_sent_once() {
    TWILIO.stubFor(post(CALLS).willReturn(json(201, "{}").withFixedDelay(4_000)));
    try (HttpWire hasty = wire(Duration.ofSeconds(2))) {
      assertThat(over(hasty).create(ORDER)).isInstanceOf(Answer.Unknown.class);
    }
    onlyRequest();
  }

  @ParameterizedTest
  @ValueSource(strings = {"EMPTY_RESPONSE", "MALFORMED_RESPONSE_CHUNK", "CONNECTION_RESET_BY_PEER"})
  void r22_a_connection_that_breaks_is_unknown_and_the_order_is_sent_once(String fault) {
    TWILIO.stubFor(post(CALLS).willReturn(aResponse().withFault(Fault.valueOf(fault))));
    assertThat(calls.create(ORDER)).isInstanceOf(Answer.Unknown.class);
    onlyRequest();
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>welcome</html>", "{}", "[]", "null", ""})
  void r22_an_answer_that_is_not_understood_is_unknown(String body) {
    TWILIO.stubFor(post(CALLS).willReturn(json(201, body)));
    assertThat(calls.create(ORDER)).isInstanceOf(Answer.Unknown.class);
    TWILIO.stubFor(get(urlPathEqualTo(CALLS)).willReturn(json(200, body)));
    assertThat(calls.to(VOTER, Instant.EPOCH)).isInstanceOf(Answer.Unknown.class);
  }

  @Test
  void a_status_that_twilios_library_lacks_ends_no_call() {
    TWILIO.stubFor(
        get(ONE)
            .willReturn(json(200, call("CA1", "initiated", "Mon, 02 Nov 2026 14:00:01 +0000"))));
    assertThat(calls.look("CA1"))
        .isInstanceOfSatisfying(
            Answer.Done.class,
            done ->
                assertThat(((CallResource) done.value()).status())
                    .isEqualTo(CallResource.Status.INITIATED));
  }

  @Test
  void r22_nothing_is_sent_where_nobody_listens() throws IOException {
    int port;
    try (ServerSocket taken = new ServerSocket(0)) {
      port = taken.getLocalPort();
    }
    try (HttpWire nowhere =
        new HttpWire(URI.create("http://127.0.0.1:" + port), Duration.ofSeconds(1))) {
      assertThat(over(nowhere).create(ORDER)).isInstanceOf(Answer.NotSent.class);
    }
  }

  @Test
  void a_refusal_has_twilios_code_and_how_long_to_wait() {
    TWILIO.stubFor(
        post(CALLS)
            .willReturn(
                json(
                        429,
                        """
                        {"code": 20429, "message": "Too Many Requests",
                         "more_info": "https://www.twilio.com/docs/errors/20429", "status": 429}
                        """)
                    .withHeader("Retry-After", "3")));
    assertThat(calls.create(ORDER))
        .isEqualTo(new Answer.Refused<>(429, 20429, Optional.of(Duration.ofSeconds(3))));
  }

  @Test
  void a_refusal_without_a_word_is_known_by_its_status() {
    TWILIO.stubFor(post(CALLS).willReturn(aResponse().withStatus(403)));
    assertThat(calls.create(ORDER)).isEqualTo(new Answer.Refused<>(403, 0, Optional.empty()));
  }

  @Test
  void r22_a_call_without_an_answer_is_found_among_the_calls_to_its_number_since() {
    TWILIO.stubFor(
        get(urlPathEqualTo(CALLS))
            .withQueryParam("To", equalTo("+19195550182"))
            .willReturn(
                json(
                    200,
                    "{\"calls\": [%s, %s], \"page\": 0, \"page_size\": 20}"
                        .formatted(
                            call("CA2", "ringing", "Mon, 02 Nov 2026 14:00:01 +0000"),
                            call("CA1", "no-answer", "Mon, 02 Nov 2026 13:20:00 +0000")))));
    assertThat(calls.to(VOTER, Instant.parse("2026-11-02T14:00:00Z")))
        .isInstanceOfSatisfying(
            Answer.Done.class,
            done ->
                assertThat((List<?>) done.value())
                    .singleElement()
                    .hasFieldOrPropertyWithValue("sid", "CA2"));
  }

  @Test
  void a_call_is_ended_redirected_and_looked_at_by_its_sid() {
    String going = call("CA1", "in-progress", "Mon, 02 Nov 2026 14:00:01 +0000");
    TWILIO.stubFor(post(ONE).willReturn(json(200, going)));
    TWILIO.stubFor(get(ONE).willReturn(json(200, going)));
    assertThat(calls.look("CA1")).isInstanceOf(Answer.Done.class);
    assertThat(calls.end("CA1")).isInstanceOf(Answer.Done.class);
    assertThat(calls.redirect("CA1", URI.create("https://x.example/next")))
        .isInstanceOf(Answer.Done.class);
    assertThat(TWILIO.findAll(postRequestedFor(urlPathEqualTo(ONE))))
        .extracting(sent -> Set.of(sent.getBodyAsString().split("&")))
        .containsExactly(
            Set.of("Status=completed"),
            Set.of("Url=https%3A%2F%2Fx.example%2Fnext", "Method=POST"));
  }

  @Test
  void credentials_that_are_rotated_are_used_from_the_next_request_on() {
    TWILIO.stubFor(
        get(ONE)
            .withBasicAuth("SK1", "secret")
            .willReturn(json(200, call("CA1", "ringing", "Mon, 02 Nov 2026 14:00:01 +0000"))));
    assertThat(calls.look("CA1")).isInstanceOf(Answer.Refused.class);
    credentials =
        new Credentials(
            "token", Optional.empty(), Optional.of(new Credentials.ApiKey("SK1", "secret")));
    assertThat(calls.look("CA1")).isInstanceOf(Answer.Done.class);
  }
}
