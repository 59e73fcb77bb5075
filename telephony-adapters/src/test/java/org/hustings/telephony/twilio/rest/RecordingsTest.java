package org.hustings.telephony.twilio.rest;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
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
import org.hustings.telephony.twilio.rest.RecordingResource.Status;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Recordings as Twilio's API gives them, on real sockets.
class RecordingsTest {
  private static final String ACCOUNT = "AC00000000000000000000000000000001";
  private static final String CALL = "CA00000000000000000000000000000007";
  private static final String ONE = "RE00000000000000000000000000000001";
  private static final String ALL = "/2010-04-01/Accounts/" + ACCOUNT + "/Recordings";

  private static final WireMockServer TWILIO =
      new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));

  private final HttpWire wire =
      new HttpWire(URI.create("http://127.0.0.1:" + TWILIO.port()), Duration.ofSeconds(20));
  private final Recordings recordings =
      new Recordings(new TwilioApi(wire, ACCOUNT, () -> Credentials.of("token")));

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

  /// As twilio.com/docs/voice/api/recording shows one.
  private static String recording(String sid, String status) {
    return """
    {"account_sid": "%s", "api_version": "2010-04-01", "call_sid": "%s", "conference_sid": null,
     "channels": 1, "date_created": "Fri, 14 Oct 2016 21:56:34 +0000",
     "date_updated": "Fri, 14 Oct 2016 21:56:34 +0000",
     "start_time": "Fri, 14 Oct 2016 21:56:34 +0000", "price": "-0.00250", "price_unit": "USD",
     "duration": "4", "sid": "%s", "source": "RecordVerb", "status": "%s", "error_code": null,
     "uri": "/2010-04-01/Accounts/x/Recordings/y.json", "encryption_details": null,
     "subresource_uris": {}, "media_url": "https://api.twilio.com/2010-04-01/…"}
    """
        .formatted(ACCOUNT, CALL, sid, status);
  }

  @Test
  void the_recordings_of_a_call_are_listed_with_how_far_they_are() {
    TWILIO.stubFor(
        get(urlPathEqualTo(ALL + ".json"))
            .withBasicAuth(ACCOUNT, "token")
            .withQueryParam("CallSid", equalTo(CALL))
            .willReturn(
                json(
                    200,
                    "{\"recordings\": ["
                        + String.join(
                            ",",
                            recording("RE1", "processing"),
                            recording("RE2", "completed"),
                            recording("RE3", "absent"))
                        + "], \"page\": 0, \"page_size\": 50, \"uri\": \"/x\","
                        + " \"first_page_uri\": \"/x\", \"next_page_uri\": null}")));

    assertThat(recordings.of(CALL))
        .isEqualTo(
            new Answer.Done<>(
                List.of(
                    new RecordingResource("RE1", Status.UNDER_WAY),
                    new RecordingResource("RE2", Status.COMPLETED),
                    new RecordingResource("RE3", Status.ABSENT))));
  }

  @Test
  void a_sound_comes_octet_for_octet() {
    byte[] wav = new byte[4_096];
    for (int i = 0; i < wav.length; i++) {
      wav[i] = (byte) (i * 7);
    }
    TWILIO.stubFor(
        get(urlPathEqualTo(ALL + "/" + ONE + ".wav"))
            .withBasicAuth(ACCOUNT, "token")
            .willReturn(
                aResponse()
                    .withStatus(200)
                    .withHeader("Content-Type", "audio/x-wav")
                    .withBody(wav)));

    assertThat(recordings.sound(ONE))
        .isInstanceOfSatisfying(
            Answer.Done.class, done -> assertThat((byte[]) done.value()).isEqualTo(wav));
  }

  @Test
  void one_that_is_not_there_and_one_that_cannot_be_had_are_told_apart() {
    TWILIO.stubFor(
        get(urlPathEqualTo(ALL + "/" + ONE + ".wav")).willReturn(json(404, "{\"code\": 20404}")));
    assertThat(recordings.sound(ONE))
        .isInstanceOfSatisfying(
            Answer.Refused.class, refused -> assertThat(refused.isGone()).isTrue());

    TWILIO.stubFor(get(urlPathEqualTo(ALL + "/" + ONE + ".wav")).willReturn(json(503, "")));
    assertThat(recordings.sound(ONE)).isInstanceOf(Answer.Unknown.class);
  }

  @Test
  void a_recording_is_deleted_and_one_that_is_gone_says_so() {
    TWILIO.stubFor(
        delete(urlPathEqualTo(ALL + "/" + ONE + ".json"))
            .withBasicAuth(ACCOUNT, "token")
            .willReturn(aResponse().withStatus(204)));
    assertThat(recordings.delete(ONE)).isEqualTo(new Answer.Done<>(true));

    TWILIO.stubFor(
        delete(urlPathEqualTo(ALL + "/" + ONE + ".json"))
            .willReturn(json(404, "{\"code\": 20404, \"message\": \"gone\", \"status\": 404}")));
    assertThat(recordings.delete(ONE))
        .isInstanceOfSatisfying(
            Answer.Refused.class, refused -> assertThat(refused.isGone()).isTrue());
  }
}
