package org.hustings.telephony.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hustings.telephony.sip.TrunkHealth.Sign;
import org.hustings.telephony.sip.call.CallEnd;
import org.hustings.telephony.sip.call.CallEnd.GivenUpFor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// When a trunk is taken out, and when it comes back.
class TrunkHealthTest {
  private static final Instant NOON = Instant.parse("2026-11-03T17:00:00Z");
  private static final String WELL = "well";

  private static Sign refused() {
    return new Sign.Refused(Optional.empty());
  }

  private static Sign refusedFor(int seconds) {
    return new Sign.Refused(Optional.of(Duration.ofSeconds(seconds)));
  }

  private static Sign reached() {
    return new Sign.Reached();
  }

  private static Sign unsent() {
    return new Sign.Unsent();
  }

  private static Sign unheard() {
    return new Sign.Unheard();
  }

  /// Each sign comes when the rest before it is over, or ten seconds after the sign before.
  static Stream<Arguments> stories() {
    return Stream.of(
        arguments("one odd number", List.of(refused()), WELL),
        arguments("two odd numbers", List.of(refused(), refused()), WELL),
        arguments("three in a row", List.of(refused(), refused(), refused()), "2 s"),
        arguments(
            "odd numbers among others",
            List.of(refused(), refused(), reached(), refused(), refused()),
            WELL),
        arguments(
            "still refused after the rest",
            List.of(refused(), refused(), refused(), refused(), refused()),
            "8 s"),
        arguments(
            "well again after the rest",
            List.of(refused(), refused(), refused(), reached(), refused(), refused()),
            WELL),
        arguments("nothing can be sent", List.of(unsent()), "2 s"),
        arguments("nothing can be sent, again", List.of(unsent(), unsent(), unsent()), "8 s"),
        arguments(
            "nothing can be sent for long",
            List.of(unsent(), unsent(), unsent(), unsent(), unsent(), unsent(), unsent()),
            "60 s"),
        arguments("no answer whatsoever", List.of(unheard()), "2 s"),
        arguments("one number unheard, others heard", List.of(reached(), unheard()), WELL),
        arguments("one number unheard, others refused", List.of(refused(), unheard()), WELL),
        arguments("asked to come again in a while", List.of(reached(), refusedFor(30)), "30 s"),
        arguments("asked to come again next week", List.of(refusedFor(604_800)), "300 s"),
        arguments("asked to come again at once", List.of(refusedFor(0)), WELL),
        arguments("nothing to learn", List.of(new Sign.None(), new Sign.None()), WELL));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("stories")
  void r15_rests_as_the_table_says(String label, List<Sign> signs, String expected) {
    TrunkHealth health = new TrunkHealth();
    Instant now = NOON;
    for (Sign sign : signs) {
      now = now.plusSeconds(10);
      now = health.restsUntil().isAfter(now) ? health.restsUntil() : now;
      boolean _ = health.take(sign, now);
    }
    Duration left = Duration.between(now, later(now, health.restsUntil()));
    assertThat(left.isPositive() ? left.toSeconds() + " s" : WELL).as(label).isEqualTo(expected);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  @Test
  void calls_that_were_begun_before_the_rest_do_not_make_it_longer() {
    TrunkHealth health = new TrunkHealth();
    for (int i = 0; i < 50; i++) {
      boolean _ = health.take(refused(), NOON);
      boolean _ = health.take(unsent(), NOON);
    }
    assertThat(health.restsUntil()).isEqualTo(NOON.plusSeconds(2));
  }

  static Stream<Arguments> ends() {
    return Stream.of(
        arguments(new CallEnd.Refused(503, List.of(), false), refused()),
        arguments(
            new CallEnd.Refused(503, List.of(), false, Optional.of(Duration.ofSeconds(9))),
            refusedFor(9)),
        // When to call this number again, not this trunk.
        arguments(
            new CallEnd.Refused(500, List.of(), false, Optional.of(Duration.ofSeconds(9))),
            refused()),
        arguments(new CallEnd.Refused(503, List.of(), true), reached()),
        arguments(new CallEnd.Refused(403, List.of(), false), refused()),
        arguments(new CallEnd.Refused(302, List.of(), false), refused()),
        arguments(new CallEnd.Refused(486, List.of(), false), reached()),
        arguments(new CallEnd.Refused(404, List.of(), false), reached()),
        arguments(new CallEnd.Refused(503, List.of("Q.850;cause=17"), false), reached()),
        arguments(new CallEnd.Silence(), unheard()),
        arguments(new CallEnd.NotSent("no route", true), unsent()),
        arguments(new CallEnd.NotSent("connection lost", false), unsent()),
        arguments(new CallEnd.GivenUp(GivenUpFor.RING_TIME_OVER, true, true), reached()),
        arguments(new CallEnd.GivenUp(GivenUpFor.HANG_UP, true, false), new Sign.None()),
        arguments(new CallEnd.FarEndLeft(List.of()), reached()),
        arguments(new CallEnd.WeLeft(), new Sign.None()),
        arguments(new CallEnd.Vanished(), new Sign.None()));
  }

  @ParameterizedTest
  @MethodSource("ends")
  void each_end_of_a_call_is_a_sign(CallEnd end, Sign sign) {
    assertThat(Sign.of(end, new SipCauses(_ -> {}).legEnd(end))).isEqualTo(sign);
  }
}
