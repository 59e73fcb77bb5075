package org.hustings.telephony.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.hustings.core.telephony.BrowserRelay;
import org.hustings.telephony.browser.BrowserConfig.Relays;
import org.junit.jupiter.api.Test;

class TurnAccessTest {
  private static final Instant NOW = Instant.parse("2026-10-05T14:00:00.250Z");
  private static final List<String> STUN = List.of("stun:turn.example.org:3478");
  private static final List<String> TURN = List.of("turn:turn.example.org:3478?transport=udp");

  private static List<BrowserRelay> relays(Random random, Instant now) {
    Relays relays = new Relays(STUN, TURN, "north", Duration.ofHours(12));
    return new TurnAccess(relays, random).at(now);
  }

  @Test
  void the_user_name_says_until_when_and_the_password_proves_it() {
    BrowserRelay turn = relays(new Random(1), NOW).get(1);
    BrowserRelay.Access access = turn.access().orElseThrow();

    assertThat(turn.urls()).isEqualTo(TURN);
    assertThat(access.expiresAt()).isEqualTo("2026-10-06T02:00:00Z");
    assertThat(access.username()).isEqualTo("1791252000:73d51abbd89cb819");
    // printf 1791252000:73d51abbd89cb819 | openssl dgst -sha1 -hmac north -binary | base64
    assertThat(access.credential()).isEqualTo("uBkLMjkTRQbSSoOfunakakqPO6I=");
  }

  @Test
  void a_stun_server_needs_no_credentials() {
    assertThat(relays(new Random(1), NOW).getFirst().access()).isEmpty();
  }

  @Test
  void everybody_gets_credentials_of_their_own() {
    Random random = new Random(5766);

    assertThat(relays(random, NOW).get(1)).isNotEqualTo(relays(random, NOW).get(1));
  }

  @Test
  void without_servers_there_is_nothing_to_give() {
    assertThat(new TurnAccess(Relays.NONE, new Random(1)).at(NOW)).isEmpty();
  }

  @Test
  void a_turn_server_without_a_secret_is_refused_at_start() {
    assertThatThrownBy(() -> new Relays(STUN, TURN, "", Duration.ofHours(1)))
        .hasMessageContaining("secret");
  }

  @Test
  void secrets_are_in_no_text() {
    assertThat(new Relays(STUN, TURN, "north", Duration.ofHours(1)).toString())
        .doesNotContain("north");
    assertThat(relays(new Random(1), NOW).toString()).doesNotContain("1791252000");
  }
}
