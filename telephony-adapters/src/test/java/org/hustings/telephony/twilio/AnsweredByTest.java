package org.hustings.telephony.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.FarEnd;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.LegEvent.AnsweredBy.Who;
import org.hustings.telephony.twilio.fake.FakeTwilio;
import org.hustings.telephony.twilio.webhook.Elsewhere;
import org.hustings.telephony.twilio.webhook.WebhookReply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Twilio's answering machine detection: a hint that the call never waits for.
class AnsweredByTest {
  private final TwilioWorld world = new TwilioWorld();

  @AfterEach
  void close() {
    world.close();
  }

  /// @param detection how long each copy of Twilio's guess takes
  /// @param others how long each copy of everything else takes
  private void onTheWay(List<Duration> detection, List<Duration> others) {
    world
        .fake()
        .weather(
            new FakeTwilio.Weather() {
              @Override
              public List<Duration> callback(String event) {
                return event.equals("answered-by") ? detection : others;
              }
            });
  }

  private List<Who> told(LegId leg) {
    return world.told(leg).stream()
        .filter(LegEvent.AnsweredBy.class::isInstance)
        .map(event -> ((LegEvent.AnsweredBy) event).who())
        .toList();
  }

  private WebhookReply tells(LegId leg, Function<String, Map<String, String>> form) {
    String sid = world.callOf(leg).sid();
    return world.fake().post(TwilioWorld.ROOT + "/leg/" + leg + "/answered-by", form.apply(sid));
  }

  private WebhookReply tells(LegId leg, String who) {
    return tells(
        leg, sid -> Map.of("CallSid", sid, "AccountSid", TwilioWorld.ACCOUNT, "AnsweredBy", who));
  }

  @Test
  void a_machine_is_told_while_the_two_are_bridged_and_stay_so() {
    var _ = world.fake().phone("+19195550111", "+19195550140");
    world.time().advanceBy(Duration.ofSeconds(1));
    LegId volunteer = world.offered().leg();
    world.telephony().answer(volunteer);
    LegId voter = world.call(FarEnd.MACHINE, true);
    world.listen(event -> {
      if (event instanceof LegEvent.Answered && event.leg().equals(voter)) {
        world.telephony().bridge(volunteer, voter);
      }
    });
    world.time().advanceBy(Duration.ofSeconds(5));
    assertThat(told(voter)).isEmpty();
    assertThat(world.callOf(voter).talksWith()).hasSize(1);

    world.time().advanceBy(Duration.ofSeconds(5));

    assertThat(told(voter)).containsExactly(Who.MACHINE);
    assertThat(world.callOf(voter).talksWith()).hasSize(1);
  }

  @Test
  void what_is_lost_is_missed_by_nobody() {
    onTheWay(List.of(), List.of(Duration.ofMillis(60)));
    LegId leg = world.call(FarEnd.MACHINE, true);
    world.time().advanceBy(Duration.ofSeconds(30));
    assertThat(world.kinds(leg)).contains("Answered").doesNotContain("AnsweredBy", "Ended");
  }

  @Test
  void what_comes_twice_after_the_end_is_counted_and_not_told() {
    onTheWay(List.of(Duration.ofMinutes(2), Duration.ofMinutes(2)), List.of(Duration.ofMillis(60)));
    LegId leg = world.call(FarEnd.MACHINE, true);
    world.time().advanceBy(Duration.ofSeconds(30));
    world.telephony().hangUp(leg);
    world.time().advanceBy(Duration.ofSeconds(10));
    double before = world.odd("stale");
    world.time().advanceBy(Duration.ofMinutes(3));
    assertThat(world.kinds(leg)).endsWith("Ended").doesNotContain("AnsweredBy");
    assertThat(world.odd("stale")).isEqualTo(before + 2);
  }

  @Test
  void what_comes_before_the_answer_is_told_says_that_it_was_answered() {
    LegId leg = world.call(FarEnd.RINGS, true);
    world.time().advanceBy(Duration.ofSeconds(3));
    assertThat(tells(leg, "machine_start").status()).isEqualTo(204);
    assertThat(world.kinds(leg)).endsWith("Answered", "AnsweredBy");
  }

  @Test
  void each_word_of_twilios_is_understood_and_one_that_is_new_is_unknown() {
    LegId leg = world.call(FarEnd.ANSWERS);
    world.time().advanceBy(Duration.ofSeconds(5));
    for (String word :
        List.of("human", "machine_start", "machine_end_beep", "fax", "unknown", "a parrot")) {
      assertThat(tells(leg, word).status()).isEqualTo(204);
    }
    assertThat(told(leg))
        .containsExactly(
            Who.HUMAN, Who.MACHINE, Who.MACHINE, Who.MACHINE, Who.UNKNOWN, Who.UNKNOWN);
  }

  @Test
  void who_says_nothing_or_of_another_call_is_not_followed() {
    LegId leg = world.call(FarEnd.ANSWERS);
    world.time().advanceBy(Duration.ofSeconds(5));
    assertThat(
            tells(leg, sid -> Map.of("CallSid", sid, "AccountSid", TwilioWorld.ACCOUNT)).status())
        .isEqualTo(403);
    assertThat(world.odd("malformed")).isOne();
    WebhookReply _ =
        tells(
            leg,
            _ ->
                Map.of(
                    "CallSid",
                    "CA" + "f".repeat(32),
                    "AccountSid",
                    TwilioWorld.ACCOUNT,
                    "AnsweredBy",
                    "human"));
    assertThat(told(leg)).isEmpty();
    assertThat(world.odd("second-call")).isOne();
  }

  @Test
  void a_server_that_does_not_have_the_leg_asks_the_others() {
    LegId leg = world.call(FarEnd.ANSWERS);
    world.time().advanceBy(Duration.ofSeconds(5));
    try (TwilioWorld other = new TwilioWorld()) {
      other.elsewhere(
          request -> new Elsewhere.Found.There(world.telephony().webhooks().answer(request)));
      WebhookReply reply =
          other
              .fake()
              .post(
                  TwilioWorld.ROOT + "/leg/" + leg + "/answered-by",
                  Map.of(
                      "CallSid",
                      world.callOf(leg).sid(),
                      "AccountSid",
                      TwilioWorld.ACCOUNT,
                      "AnsweredBy",
                      "machine_start"));
      assertThat(reply.status()).isEqualTo(204);
    }
    assertThat(told(leg)).containsExactly(Who.MACHINE);
  }

  @Test
  void nothing_is_asked_of_twilio_where_nobody_wants_to_know() {
    LegId leg = world.call(FarEnd.MACHINE);
    world.time().advanceBy(Duration.ofSeconds(30));
    assertThat(Optional.of(leg).map(this::told)).contains(List.of());
    assertThat(world.fake().told()).doesNotContain("answered-by");
  }
}
