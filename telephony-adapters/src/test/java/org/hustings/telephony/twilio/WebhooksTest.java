package org.hustings.telephony.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.FarEnd;
import org.hustings.telephony.twilio.fake.FakeCall;
import org.hustings.telephony.twilio.webhook.WebhookReply;
import org.hustings.telephony.twilio.webhook.WebhookRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is not Twilio's, not of our account, not of a living leg or not new changes nothing.
class WebhooksTest {
  private final TwilioWorld world = new TwilioWorld();

  @AfterEach
  void close() {
    world.close();
  }

  private LegId ringing() {
    LegId leg = world.call(FarEnd.RINGS);
    world.time().advanceBy(Duration.ofSeconds(2));
    return leg;
  }

  private static Map<String, String> form(String sid, String status) {
    return new HashMap<>(
        Map.of("CallSid", sid, "AccountSid", TwilioWorld.ACCOUNT, "CallStatus", status));
  }

  private static String url(LegId leg, String what) {
    return TwilioWorld.ROOT + "/leg/" + leg + what;
  }

  private WebhookReply send(String method, String target, Optional<String> signature, String body) {
    return world.telephony().webhooks().answer(new WebhookRequest(method, target, signature, body));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/call", "/call/events", "/leg/x/next", "/nothing"})
  void a_forged_request_gets_a_403_and_is_counted(String target) {
    assertThat(send("POST", target, Optional.of("bm9uc2Vuc2U="), "CallSid=CA1").status())
        .isEqualTo(403);
    assertThat(send("POST", target, Optional.empty(), "CallSid=CA1").status()).isEqualTo(403);
    assertThat(world.odd("forged")).isEqualTo(2);
  }

  @Test
  void a_request_of_another_account_gets_a_403_though_it_is_signed() {
    Map<String, String> form = form("CA1", "ringing");
    form.put("AccountSid", "AC000000000000000000000000000000bb");
    assertThat(world.fake().post(TwilioWorld.ROOT + "/call", form).status()).isEqualTo(403);
    assertThat(world.odd("other-account")).isEqualTo(1);
  }

  @Test
  void an_enormous_body_gets_a_403_unread() {
    String enormous = "a=" + "b".repeat(Webhooks.LONGEST_BODY);
    assertThat(send("POST", "/call", Optional.of("x"), enormous).status()).isEqualTo(403);
    assertThat(world.odd("malformed")).isEqualTo(1);
  }

  @Test
  void a_document_of_a_leg_that_is_gone_is_a_polite_hang_up() {
    WebhookReply reply =
        world.fake().post(url(new LegId(new UUID(1, 2)), "/next?n=4"), form("CA1", "in-progress"));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text()).contains("<Hangup/>");
    assertThat(world.odd("stale")).isEqualTo(1);
  }

  @Test
  void an_event_that_comes_twice_or_late_tells_nothing_twice() {
    LegId leg = ringing();
    String sid = world.callOf(leg).sid();
    world.fake().post(url(leg, "/events"), form(sid, "ringing"));
    world.fake().post(url(leg, "/events"), form(sid, "in-progress"));
    world.fake().post(url(leg, "/events"), form(sid, "ringing"));
    world.fake().post(url(leg, "/events"), form(sid, "initiated"));
    world.fake().post(url(leg, "/events"), form(sid, "in-progress"));
    assertThat(world.kinds(leg)).containsExactly("Accepted", "Established", "Ringing", "Answered");
  }

  @Test
  void an_end_after_the_end_is_stale() {
    LegId leg = ringing();
    String sid = world.callOf(leg).sid();
    world.fake().post(url(leg, "/events"), form(sid, "busy"));
    world.time().runUntilQuiet();
    world.fake().post(url(leg, "/events"), form(sid, "completed"));
    world.fake().post(url(leg, "/events"), form(sid, "in-progress"));
    assertThat(world.kinds(leg)).containsOnlyOnce("Ended").endsWith("Ended");
    assertThat(world.odd("stale")).isEqualTo(2);
  }

  @Test
  void r22_a_second_call_under_one_legs_name_is_ended() {
    LegId leg = ringing();
    LegId other = ringing();
    FakeCall second = world.callOf(other);
    world.fake().post(url(leg, "/events"), form(second.sid(), "ringing"));
    world.time().advanceBy(Duration.ofSeconds(1));
    assertThat(second.isOver()).isTrue();
    assertThat(world.callOf(leg).isOver()).isFalse();
    assertThat(world.odd("second-call")).isEqualTo(1);
  }

  @Test
  void keys_that_are_replayed_are_pressed_once() {
    LegId leg = world.call(FarEnd.ANSWERS);
    world.time().advanceBy(Duration.ofSeconds(5));
    Map<String, String> keyed = form(world.callOf(leg).sid(), "in-progress");
    keyed.put("Digits", "4");
    world.fake().post(url(leg, "/next?n=1"), keyed);
    world.fake().post(url(leg, "/next?n=1"), keyed);
    assertThat(world.kinds(leg)).containsOnlyOnce("Digit");
    assertThat(world.odd("repeated")).isEqualTo(1);
  }

  @Test
  void a_sound_is_given_to_whoever_has_its_signed_url_and_to_nobody_else() {
    assertThat(send("GET", "/sound/a-1-0?e=9999999999&t=00", Optional.empty(), "").status())
        .isEqualTo(403);
    assertThat(world.odd("sound-refused")).isEqualTo(1);
  }
}
