package org.hustings.telephony.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.Function;
import org.hustings.core.callerid.CallerIds;
import org.hustings.core.callerid.CallerIds.Order;
import org.hustings.core.callerid.CallerIds.Standing;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.telephony.twilio.fake.FakeTwilio;
import org.hustings.telephony.twilio.rest.RestReply;
import org.hustings.telephony.twilio.rest.RestRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Verifying a caller ID, with Twilio and the telephone that it rings.
class TwilioCallerIdsTest {
  private static final PhoneNumber OFFICE = new PhoneNumber("+19195550144");

  private final TwilioWorld world = new TwilioWorld();
  private final CallerIds callerIds = world.telephony().callerIds();

  @AfterEach
  void close() {
    world.close();
  }

  /// What is done with orders on their way; the rest arrives.
  private void orders(
      Function<Function<RestRequest, RestReply>, Function<RestRequest, RestReply>> way) {
    world
        .fake()
        .weather(
            new FakeTwilio.Weather() {
              @Override
              public RestReply request(RestRequest request, Function<RestRequest, RestReply> done) {
                return (request.method() == RestRequest.Method.POST ? way.apply(done) : done)
                    .apply(request);
              }
            });
  }

  @Test
  void the_code_that_is_keyed_in_at_the_telephone_verifies_its_number() {
    assertThat(callerIds.verifies()).isTrue();
    assertThat(callerIds.standing(OFFICE)).isEqualTo(new Standing.NotVerified());

    assertThat(callerIds.order(OFFICE, "Office")).isEqualTo(new Order.Rings("111111"));
    assertThat(world.fake().callerIds().rung()).containsExactly(OFFICE.e164());
    assertThat(callerIds.standing(OFFICE)).isEqualTo(new Standing.NotVerified());

    world.time().advanceBy(Duration.ofSeconds(20));
    world.fake().callerIds().keyedIn(OFFICE.e164(), "111111");
    assertThat(callerIds.standing(OFFICE)).isEqualTo(new Standing.Verified(world.time().instant()));
  }

  @Test
  void a_wrong_code_verifies_nothing() {
    assertThat(callerIds.order(OFFICE, "Office")).isEqualTo(new Order.Rings("111111"));
    world.fake().callerIds().keyedIn(OFFICE.e164(), "111112");

    assertThat(callerIds.standing(OFFICE)).isEqualTo(new Standing.NotVerified());
  }

  @Test
  void a_number_that_is_verified_is_not_rung_again() {
    assertThat(callerIds.order(OFFICE, "Office")).isEqualTo(new Order.Rings("111111"));
    world.fake().callerIds().keyedIn(OFFICE.e164(), "111111");

    assertThat(callerIds.order(OFFICE, "Office")).isEqualTo(new Order.InTheBook());
    assertThat(world.fake().callerIds().rung()).hasSize(1);
  }

  @Test
  void r22_an_order_whose_answer_is_lost_is_unknown_and_rang_once() {
    orders(done ->
        request -> {
          RestReply _ = done.apply(request);
          return new RestReply.Unknown("timeout");
        });

    assertThat(callerIds.order(OFFICE, "Office")).isEqualTo(new Order.Unknown());
    assertThat(world.fake().callerIds().rung()).hasSize(1);
  }

  @Test
  void what_surely_was_not_sent_is_said_to_be_so() {
    orders(_ -> _ -> new RestReply.NotSent("no route"));

    assertThat(callerIds.order(OFFICE, "Office")).isEqualTo(new Order.NotSent());
    assertThat(world.fake().callerIds().rung()).isEmpty();
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "400, 13224, does not call",
    "400, 21211, no valid number",
    "400, 21215, Geo permissions",
    "400, 21216, support",
    "400, 21401, no valid number",
    "401, 20003, twilio.account-sid",
    "403, 10002, upgrade",
    "429, 20429, twilio.cps",
    "400, 29999, docs/api/errors"
  })
  void a_refusal_tells_the_manager_what_to_do(int status, int code, String words) {
    orders(_ -> _ -> FakeTwilio.refused(status, code));

    assertThat(callerIds.order(OFFICE, "Office"))
        .isInstanceOfSatisfying(
            Order.Refused.class, refused -> assertThat(refused.sentence()).contains(words));
  }

  @Test
  void a_silent_provider_says_neither_yes_nor_no_of_a_number() {
    world
        .fake()
        .weather(
            new FakeTwilio.Weather() {
              @Override
              public RestReply request(RestRequest request, Function<RestRequest, RestReply> done) {
                return new RestReply.Unknown("timeout");
              }
            });

    assertThat(callerIds.standing(OFFICE)).isEqualTo(new Standing.Unknown());
  }
}
