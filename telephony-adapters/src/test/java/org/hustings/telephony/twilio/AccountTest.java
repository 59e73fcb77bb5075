package org.hustings.telephony.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.hustings.core.telephony.Telephony.Admission;
import org.hustings.core.telephony.Telephony.Permit;
import org.junit.jupiter.api.Test;

class AccountTest {
  private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");
  private final Account account = new Account("twilio", new TwilioConfig.Capacity(3, 2));

  private static Permit permit(Admission admission) {
    return ((Admission.Admitted) admission).permit();
  }

  @Test
  void begins_no_more_calls_in_a_second_than_the_account_may() {
    Permit _ = permit(account.admit(NOON));
    assertThat(account.admit(NOON)).isEqualTo(new Admission.NotNow("cps", NOON.plusMillis(500)));
    Permit _ = permit(account.admit(NOON.plusMillis(500)));
  }

  @Test
  void has_no_more_calls_at_once_than_the_account_may() {
    Permit first = permit(account.admit(NOON));
    Permit _ = permit(account.admit(NOON.plusSeconds(1)));
    Permit _ = permit(account.admit(NOON.plusSeconds(2)));
    assertThat(account.admit(NOON.plusSeconds(3)))
        .isEqualTo(new Admission.NotNow("channels", NOON.plusSeconds(4)));
    first.close();
    first.close();
    assertThat(account.channelsHeld()).isEqualTo(2);
    Permit _ = permit(account.admit(NOON.plusSeconds(4)));
  }

  @Test
  void r15_rests_longer_with_each_failure_until_an_order_is_taken() {
    account.rest(Optional.empty(), "Why.", NOON);
    assertThat(account.admit(NOON))
        .isEqualTo(new Admission.NotNow("no-trunk", NOON.plusSeconds(2)));
    account.rest(Optional.empty(), "Counted once while it rests.", NOON.plusSeconds(1));
    account.rest(Optional.empty(), "Again.", NOON.plusSeconds(2));
    assertThat(account.well(NOON.plusSeconds(5))).isFalse();
    assertThat(account.well(NOON.plusSeconds(6))).isTrue();
    account.took();
    account.rest(Optional.empty(), "Anew.", NOON.plusSeconds(10));
    assertThat(account.well(NOON.plusSeconds(12))).isTrue();
  }

  @Test
  void does_not_stand_still_because_the_clock_was_set_back() {
    account.rest(Optional.empty(), "Why.", NOON.plus(Duration.ofHours(1)));
    assertThat(account.well(NOON)).isTrue();
    Permit _ = permit(account.admit(NOON.plus(Duration.ofHours(2))));
    Permit _ = permit(account.admit(NOON));
  }

  @Test
  void rests_as_long_as_twilio_asks_within_reason() {
    account.rest(Optional.of(Duration.ofSeconds(17)), "Asked.", NOON);
    assertThat(account.well(NOON.plusSeconds(16))).isFalse();
    assertThat(account.well(NOON.plusSeconds(17))).isTrue();
    account.rest(Optional.of(Duration.ofDays(1)), "Asked.", NOON.plusSeconds(20));
    assertThat(account.well(NOON.plusSeconds(20).plus(Duration.ofMinutes(5)))).isTrue();
  }
}
