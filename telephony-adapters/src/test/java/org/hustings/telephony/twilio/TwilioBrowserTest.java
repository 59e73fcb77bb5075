package org.hustings.telephony.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.BrowserMessage;
import org.hustings.core.telephony.BrowserReply;
import org.hustings.core.telephony.LegEnd;
import org.hustings.telephony.twilio.fake.FakePhone;
import org.hustings.telephony.twilio.fake.FakeToken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A volunteer's browser comes in by Twilio's own library: one token, one browser, one leg.
class TwilioBrowserTest {
  private static final BrowserMessage OFFER = new BrowserMessage("application/sdp", "v=0");

  private final TwilioWorld world = new TwilioWorld();
  private final LegId leg = new LegId(UUID.randomUUID());

  @AfterEach
  void close() {
    world.close();
  }

  private JsonNode given() {
    BrowserReply reply = world.telephony().connectBrowser(leg, OFFER).join();
    return content(reply);
  }

  private static JsonNode content(BrowserReply reply) {
    BrowserMessage message = ((BrowserReply.Agreed) reply).message().orElseThrow();
    assertThat(message.mediaType()).isEqualTo("application/vnd.hustings.voice-token+json");
    return new JsonMapper().readTree(message.content());
  }

  private FakePhone calls(JsonNode given, String legItNames) {
    FakePhone phone =
        world.fake().browser(given.path("token").asString(), Map.of("leg", legItNames));
    world.time().advanceBy(Duration.ofSeconds(1));
    return phone;
  }

  private FakePhone comes(JsonNode given) {
    return calls(given, given.path("leg").asString());
  }

  @Test
  void a_token_lets_one_leg_call_one_application_for_five_minutes_and_nothing_else() {
    FakeToken token = FakeToken.read(given().path("token").asString(), TwilioWorld.ACCOUNT);
    assertThat(token.header().path("alg").asString()).isEqualTo("HS256");
    assertThat(token.header().path("cty").asString()).isEqualTo("twilio-fpa;v=1");
    assertThat(token.isSignedWith(TwilioWorld.KEY.secret())).isTrue();
    assertThat(token.isSignedWith("another secret of thirty-two letters")).isFalse();
    assertThat(token.claims().path("iss").asString()).isEqualTo(TwilioWorld.KEY.sid());
    // Twilio judges by its own clock, and so does its library, whatever the time is here.
    assertThat(Duration.between(InstantSource.system().instant(), token.expiresAt()))
        .isBetween(Duration.ofSeconds(290), Duration.ofSeconds(300));
    assertThat(token.claims().path("grants"))
        .isEqualTo(
            new JsonMapper()
                .readTree(
                    """
                    {"identity": "%s", "voice": {"incoming": {"allow": false},
                     "outgoing": {"application_sid": "%s"}}}
                    """
                        .formatted(leg, TwilioWorld.APPLICATION)));
  }

  @Test
  void a_browser_with_its_token_is_up_at_once_and_waits_in_quiet() {
    FakePhone browser = comes(given());
    assertThat(world.kinds(leg)).containsExactly("Established", "Answered");
    assertThat(browser.call().status()).isEqualTo("in-progress");
    browser.hangUp();
    world.time().advanceBy(Duration.ofSeconds(1));
    assertThat(world.end(leg).map(LegEnd::by)).contains(LegEnd.By.FAR_END);
    assertThat(world.telephony().openLegs()).isZero();
  }

  @Test
  void a_token_that_is_used_again_is_hung_up_on_and_the_first_browser_stays() {
    JsonNode given = given();
    FakePhone first = comes(given);
    FakePhone again = comes(given);
    assertThat(again.call().isOver()).isTrue();
    assertThat(first.call().isOver()).isFalse();
    assertThat(world.odd("second-call")).isEqualTo(1);
    assertThat(world.kinds(leg)).containsExactly("Established", "Answered");
  }

  @Test
  void a_token_of_a_leg_that_is_over_is_hung_up_on_and_counted() {
    JsonNode given = given();
    world.telephony().hangUp(leg);
    assertThat(world.kinds(leg)).containsExactly("Ended");
    assertThat(comes(given).call().isOver()).isTrue();
    // The call, and its end.
    assertThat(world.odd("stale")).isEqualTo(2);
  }

  @Test
  void a_browser_that_names_another_leg_than_its_token_is_hung_up_on_and_counted() {
    JsonNode given = given();
    LegId other = new LegId(UUID.randomUUID());
    world.telephony().connectBrowser(other, OFFER).join();
    assertThat(calls(given, other.toString()).call().isOver()).isTrue();
    assertThat(calls(given, "nonsense").call().isOver()).isTrue();
    assertThat(world.odd("other-leg")).isEqualTo(2);
    assertThat(world.kinds(other)).isEmpty();
    assertThat(comes(given).call().isOver()).isFalse();
  }

  @Test
  void a_browser_that_does_not_come_leaves_no_leg_behind() {
    JsonNode given = given();
    world.time().advanceBy(Duration.ofSeconds(29));
    assertThat(world.kinds(leg)).isEmpty();
    world.time().advanceBy(Duration.ofSeconds(2));
    assertThat(world.end(leg).map(LegEnd::placed)).contains(LegEnd.Placed.SURELY_NOT);
    assertThat(world.telephony().openLegs()).isZero();
    assertThat(comes(given).call().isOver()).isTrue();
  }

  @Test
  void a_leg_that_is_there_gets_a_fresh_token_and_one_that_is_not_gets_none() {
    FakePhone browser = comes(given());
    BrowserMessage lost = new BrowserMessage("application/trickle-ice-sdpfrag", "");
    JsonNode fresh = content(world.telephony().changeBrowser(leg, lost, Optional.empty()).join());
    assertThat(FakeToken.read(fresh.path("token").asString(), TwilioWorld.ACCOUNT).identity())
        .isEqualTo(leg.toString());
    browser.hangUp();
    world.time().advanceBy(Duration.ofSeconds(1));
    assertThat(world.telephony().changeBrowser(leg, lost, Optional.empty()).join())
        .isInstanceOf(BrowserReply.Refused.class);
  }
}
