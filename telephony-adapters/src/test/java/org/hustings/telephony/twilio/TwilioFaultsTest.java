package org.hustings.telephony.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.FarEnd;
import org.hustings.core.telephony.LegEnd.Blame;
import org.hustings.core.telephony.LegEnd.Outcome;
import org.hustings.core.telephony.LegEnd.Placed;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.Telephony.Admission;
import org.hustings.telephony.twilio.fake.FakeCall;
import org.hustings.telephony.twilio.fake.FakeTwilio;
import org.hustings.telephony.twilio.rest.RestReply;
import org.hustings.telephony.twilio.rest.RestRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What goes wrong between Twilio and us: nobody is rung twice, and no leg is left hanging.
class TwilioFaultsTest {
  private static final Duration SHORT = Duration.ofSeconds(10);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final TwilioWorld world = new TwilioWorld();

  @AfterEach
  void close() {
    world.close();
  }

  private static boolean creates(RestRequest request) {
    return request.method() == RestRequest.Method.POST && request.path().endsWith("/Calls.json");
  }

  /// Twilio does what is asked, and its answer to the first `most` orders is another.
  private static FakeTwilio.Weather ordersAnswered(int most, boolean done, RestReply answer) {
    return new FakeTwilio.Weather() {
      private int orders;

      @Override
      public RestReply request(RestRequest request, Function<RestRequest, RestReply> act) {
        if (!creates(request) || ++orders > most) {
          return act.apply(request);
        }
        if (done) {
          RestReply _ = act.apply(request);
        }
        return answer;
      }
    };
  }

  private static FakeTwilio.Weather callbacks(Function<String, List<Duration>> ways) {
    return new FakeTwilio.Weather() {
      @Override
      public List<Duration> callback(String event) {
        return ways.apply(event);
      }
    };
  }

  private int ringsOf(FarEnd farEnd) {
    return world.rings().ringsOf(TwilioWorld.number(farEnd).e164()).size();
  }

  @Test
  void r22_a_call_that_was_created_without_an_answer_is_found_and_not_dialed_again() {
    world.fake().weather(ordersAnswered(1, true, new RestReply.Unknown("timeout")));
    LegId leg = world.call(FarEnd.ANSWERS);
    world.time().advanceBy(SHORT);
    assertThat(world.kinds(leg)).contains("Accepted", "Answered").doesNotContain("Ended");
    assertThat(ringsOf(FarEnd.ANSWERS)).isEqualTo(1);
  }

  @Test
  void r22_such_a_call_is_found_without_any_callback_too() {
    world
        .fake()
        .weather(
            new FakeTwilio.Weather() {
              private final FakeTwilio.Weather lost =
                  ordersAnswered(1, true, new RestReply.Answered(502, "", Optional.empty()));

              @Override
              public RestReply request(RestRequest request, Function<RestRequest, RestReply> act) {
                return lost.request(request, act);
              }

              @Override
              public List<Duration> callback(String event) {
                return List.of();
              }
            });
    LegId leg = world.call(FarEnd.RINGS);
    world.time().advanceBy(SHORT);
    assertThat(world.kinds(leg)).contains("Accepted", "Ringing");
    assertThat(ringsOf(FarEnd.RINGS)).isEqualTo(1);
  }

  @Test
  void r22_an_order_that_left_no_trace_ends_as_unknown_and_is_not_dialed_again() {
    world.fake().weather(ordersAnswered(1, false, new RestReply.Unknown("timeout")));
    LegId leg = world.call(FarEnd.ANSWERS);
    world.time().advanceBy(Duration.ofSeconds(34));
    assertThat(world.kinds(leg)).isEmpty();
    world.time().advanceBy(Duration.ofSeconds(2));
    assertThat(world.end(leg).orElseThrow().outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(world.end(leg).orElseThrow().placed()).isEqualTo(Placed.UNKNOWN);
    assertThat(ringsOf(FarEnd.ANSWERS)).isZero();
  }

  @Test
  void r22_what_is_hung_up_while_its_order_is_unknown_is_ended_as_soon_as_it_is_found() {
    world.fake().weather(ordersAnswered(1, true, new RestReply.Unknown("timeout")));
    LegId leg = world.call(FarEnd.ANSWERS);
    world.time().runUntilQuiet();
    world.telephony().hangUp(leg);
    world.time().advanceBy(SHORT);
    assertThat(world.end(leg).orElseThrow().outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(world.kinds(leg)).doesNotContain("Answered");
    assertThat(world.callOf(leg).isOver()).isTrue();
  }

  @Test
  void a_storm_of_429_is_weathered_one_order_at_a_time_and_the_account_rests() {
    world.fake().weather(ordersAnswered(2, false, FakeTwilio.refused(429, 20429)));
    LegId leg = world.call(FarEnd.ANSWERS);
    world.time().runUntilQuiet();
    assertThat(world.telephony().admit(world.time().instant()))
        .isInstanceOfSatisfying(
            Admission.NotNow.class, refusal -> assertThat(refusal.reason()).isEqualTo("no-trunk"));
    world.time().advanceBy(SHORT);
    assertThat(world.kinds(leg)).contains("Answered");
    assertThat(ringsOf(FarEnd.ANSWERS)).isEqualTo(1);
  }

  @Test
  void r15_a_storm_that_does_not_end_counts_for_nothing() {
    world.fake().weather(ordersAnswered(100, false, FakeTwilio.refused(429, 20429)));
    LegId leg = world.call(FarEnd.ANSWERS);
    world.time().advanceBy(MINUTE);
    assertThat(world.end(leg).orElseThrow().placed()).isEqualTo(Placed.SURELY_NOT);
    assertThat(world.end(leg).orElseThrow().outcome()).isEqualTo(Outcome.NOT_CONNECTED);
  }

  @Test
  void r15_wrong_credentials_count_for_nothing_and_the_account_rests() {
    world.fake().weather(ordersAnswered(1, false, FakeTwilio.refused(401, 20003)));
    LegId leg = world.call(FarEnd.ANSWERS);
    world.time().runUntilQuiet();
    assertThat(world.end(leg).orElseThrow().blame()).isEqualTo(Blame.US);
    assertThat(world.end(leg).orElseThrow().code()).isEqualTo("Twilio 20003");
    assertThat(world.telephony().well()).isFalse();
  }

  @Test
  void without_any_callback_a_whole_call_is_learned_from_twilios_books() {
    world.fake().weather(callbacks(_ -> List.of()));
    LegId rings = world.call(FarEnd.RINGS);
    world.time().advanceBy(Duration.ofSeconds(11));
    LegId short_ = world.call(FarEnd.ANSWERS_AND_HANGS_UP);
    world.time().advanceBy(Duration.ofSeconds(90));
    assertThat(world.kinds(rings)).containsSubsequence("Accepted", "Ringing", "Ended");
    assertThat(world.end(rings).orElseThrow().outcome()).isEqualTo(Outcome.NO_ANSWER);
    assertThat(world.kinds(short_)).containsSubsequence("Answered", "Ended");
    assertThat(world.fake().told()).isEmpty();
  }

  @Test
  void callbacks_that_come_twice_and_in_any_order_tell_a_whole_call_once() {
    world
        .fake()
        .weather(
            callbacks(event ->
                switch (event) {
                  case "initiated" -> List.of(Duration.ofSeconds(9), Duration.ofMillis(50));
                  case "ringing" -> List.of(Duration.ofSeconds(4), Duration.ofMillis(50));
                  case "answered" -> List.of(Duration.ofSeconds(8), Duration.ofSeconds(1));
                  default -> List.of(Duration.ofMillis(10), Duration.ofSeconds(3));
                }));
    LegId leg = world.call(FarEnd.ANSWERS_AND_HANGS_UP);
    world.time().advanceBy(MINUTE);
    assertThat(world.kinds(leg))
        .containsExactly("Accepted", "Established", "Ringing", "Answered", "Ended");
  }

  @Test
  void an_end_that_overtakes_everything_else_still_tells_that_it_was_answered() {
    world
        .fake()
        .weather(
            callbacks(
                event -> event.equals("completed") ? List.of(Duration.ofMillis(1)) : List.of()));
    LegId leg = world.call(FarEnd.ANSWERS_AND_HANGS_UP);
    world.time().advanceBy(MINUTE);
    assertThat(world.kinds(leg)).containsSubsequence("Accepted", "Answered", "Ended");
  }

  @Test
  void r23_a_call_of_a_server_that_died_before_the_answer_is_hung_up_when_it_is_answered() {
    LegId leg = world.call(FarEnd.ANSWERS);
    world.time().runUntilQuiet();
    world.startAnew();
    world.time().advanceBy(SHORT);
    assertThat(world.callOf(leg).isOver()).isTrue();
    assertThat(ringsOf(FarEnd.ANSWERS)).isLessThanOrEqualTo(1);
  }

  @Test
  void r23_a_call_of_a_server_that_died_is_ended_while_it_still_rings() {
    LegId leg = world.call(FarEnd.RINGS);
    world.time().runUntilQuiet();
    world.startAnew();
    world.time().advanceBy(Duration.ofSeconds(3));
    assertThat(world.callOf(leg).status()).isEqualTo("canceled");
  }

  @Test
  void r23_a_leg_that_nobody_owns_is_ended_within_a_minute() {
    LegId leg = world.call(FarEnd.ANSWERS);
    world.time().advanceBy(SHORT);
    assertThat(world.callOf(leg).status()).isEqualTo("in-progress");
    world.startAnew();
    world.time().advanceBy(MINUTE);
    assertThat(world.callOf(leg).isOver()).isTrue();
  }

  @Test
  void r23_another_server_ends_a_leg_by_what_was_stored_of_it() {
    LegId leg = world.call(FarEnd.ANSWERS);
    world.time().advanceBy(SHORT);
    String stored =
        world.told(leg).stream()
            .filter(LegEvent.Established.class::isInstance)
            .map(event -> ((LegEvent.Established) event).dialog())
            .findFirst()
            .orElseThrow();
    world.startAnew();
    world.telephony().hangUpStored(leg, stored);
    world.time().runUntilQuiet();
    assertThat(world.callOf(leg).isOver()).isTrue();
  }

  @Test
  void a_hang_up_that_did_not_get_through_is_asked_for_again() {
    LegId leg = world.call(FarEnd.ANSWERS);
    world.time().advanceBy(SHORT);
    List<RestRequest> tried = new ArrayList<>();
    world
        .fake()
        .weather(
            new FakeTwilio.Weather() {
              @Override
              public RestReply request(RestRequest request, Function<RestRequest, RestReply> act) {
                tried.add(request);
                return tried.size() < 3 ? new RestReply.Unknown("timeout") : act.apply(request);
              }
            });
    world.telephony().hangUp(leg);
    world.time().advanceBy(SHORT);
    assertThat(world.end(leg).orElseThrow().outcome()).isEqualTo(Outcome.ANSWERED);
    FakeCall call = world.callOf(leg);
    assertThat(call.isOver()).isTrue();
  }
}
