package org.hustings.api.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.hustings.api.MemoryRegister;
import org.hustings.core.account.Identity;
import org.hustings.core.account.Role;
import org.hustings.core.account.SecretHash;
import org.junit.jupiter.api.Test;

/// For how long somebody who was found is not asked for again, and what ends that at once.
class RememberedSignInsTest {
  private static final Instant NOW = Instant.parse("2026-10-05T14:00:00Z");
  private static final Instant END = NOW.plus(Duration.ofHours(12));
  private static final SecretHash SECRET = SecretHash.of("secret");
  private static final SecretHash OTHER = SecretHash.of("other");

  private final MemoryRegister register = new MemoryRegister();
  private final RememberedSignIns signIns = new RememberedSignIns(register);
  private final Identity vera = register.add(10, "vera", Role.VOLUNTEER);
  private final Identity manny = register.add(11, "manny", Role.MANAGER);

  @Test
  void within_five_seconds_the_register_is_asked_once() {
    register.addToken("secret", vera, END);

    for (int i = 0; i < 5_000; i += 100) {
      assertThat(signIns.find(SECRET, NOW.plusMillis(i))).isPresent();
    }

    assertThat(register.timesAsked()).isEqualTo(1);
  }

  @Test
  void after_five_seconds_the_register_is_asked_again_also_for_who_goes_on_asking() {
    register.addToken("secret", vera, END);
    signIns.find(SECRET, NOW);
    signIns.find(SECRET, NOW.plusSeconds(4));

    register.close(SECRET);

    assertThat(signIns.find(SECRET, NOW.plusMillis(4_999))).isPresent();
    assertThat(signIns.find(SECRET, NOW.plusSeconds(5))).isEmpty();
  }

  @Test
  void whoever_follows_is_believed_for_longer_than_who_asks_and_not_beyond_the_sign_out() {
    register.addToken("secret", vera, END);
    Duration minute = Duration.ofMinutes(1);
    signIns.find(SECRET, NOW);

    assertThat(signIns.find(SECRET, NOW.plusSeconds(59), minute)).isPresent();
    assertThat(register.timesAsked()).isEqualTo(1);
    assertThat(signIns.find(SECRET, NOW.plusSeconds(60), minute)).isPresent();
    assertThat(register.timesAsked()).isEqualTo(2);
    signIns.close(SECRET);
    assertThat(signIns.find(SECRET, NOW.plusSeconds(61), minute)).isEmpty();
  }

  @Test
  void a_refusal_is_never_remembered() {
    assertThat(signIns.find(SECRET, NOW)).isEmpty();

    register.addToken("secret", vera, END);

    assertThat(signIns.find(SECRET, NOW)).isPresent();
  }

  @Test
  void nobody_is_believed_beyond_the_end_of_the_sign_in() {
    register.addToken("secret", vera, NOW.plusSeconds(2));
    signIns.find(SECRET, NOW);

    assertThat(signIns.find(SECRET, NOW.plusSeconds(2))).isEmpty();
    assertThat(register.timesAsked()).isEqualTo(2);
  }

  @Test
  void a_clock_that_is_set_back_makes_nobody_believed_for_longer() {
    register.addToken("secret", vera, END);
    signIns.find(SECRET, NOW);

    signIns.find(SECRET, NOW.minus(Duration.ofHours(1)));

    assertThat(register.timesAsked()).isEqualTo(2);
  }

  @Test
  void who_signs_out_is_forgotten_at_once() {
    register.addToken("secret", vera, END);
    signIns.find(SECRET, NOW);

    signIns.close(SECRET);

    assertThat(signIns.find(SECRET, NOW)).isEmpty();
    assertThat(signIns.recall(SECRET, NOW)).isEmpty();
  }

  @Test
  void who_signs_out_while_being_looked_up_is_not_remembered() {
    register.addToken("secret", vera, END);
    register.meanwhile(() -> signIns.close(SECRET));
    signIns.find(SECRET, NOW);

    assertThat(signIns.find(SECRET, NOW)).isEmpty();
    assertThat(signIns.recall(SECRET, NOW)).isEmpty();
  }

  @Test
  void a_changed_account_is_asked_for_anew_and_no_other_is() {
    register.addToken("secret", vera, END);
    register.addToken("other", manny, END);
    signIns.find(SECRET, NOW);
    signIns.find(OTHER, NOW);

    signIns.doubt(vera.user());
    signIns.find(SECRET, NOW);
    signIns.find(OTHER, NOW);

    assertThat(register.timesAsked()).isEqualTo(3);
  }

  @Test
  void an_account_that_is_changed_while_being_looked_up_is_asked_for_anew() {
    register.addToken("secret", vera, END);
    register.meanwhile(() -> {
      register.addToken("secret", register.add(10, "vera", Role.MANAGER), END);
      signIns.doubt(vera.user());
    });
    signIns.find(SECRET, NOW);

    assertThat(signIns.find(SECRET, NOW).orElseThrow().identity().role()).isEqualTo(Role.MANAGER);
  }

  /// R22: their call can still be ended while the database is away.
  @Test
  void a_changed_account_is_still_recalled_until_the_register_denies_it() {
    register.addToken("secret", vera, END);
    signIns.find(SECRET, NOW);
    register.close(SECRET);

    signIns.doubt(vera.user());
    assertThat(signIns.recall(SECRET, NOW)).isPresent();
    assertThat(signIns.find(SECRET, NOW)).isEmpty();
    assertThat(signIns.recall(SECRET, NOW)).isEmpty();
  }
}
