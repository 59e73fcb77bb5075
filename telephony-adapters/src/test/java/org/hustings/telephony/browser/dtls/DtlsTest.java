package org.hustings.telephony.browser.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.hustings.telephony.browser.dtls.ActiveDtls.Wish;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Handshakes with a client of the same library that does what the test says; Chromium's own stack
/// is tried elsewhere.
class DtlsTest {
  private final DtlsServer server = new BouncyDtls(InstantSource.system());
  private final ActiveDtls client = new ActiveDtls();

  private Handshake meets(Fingerprint expected, Wish wish) {
    return Handshake.between(server, client, expected, wish);
  }

  @Test
  void both_sides_get_the_same_fresh_keys() {
    Handshake one = meets(client.fingerprint(), Wish.NOTHING_SPECIAL);
    Handshake other = meets(client.fingerprint(), Wish.NOTHING_SPECIAL);

    assertThat(one.serverKeys()).isEqualTo(one.clientKeys());
    assertThat(other.serverKeys()).isEqualTo(other.clientKeys());
    assertThat(one.serverKeys()).isNotEqualTo(other.serverKeys());
    assertThat(one.seenByClient()).isEqualTo(server.fingerprint());
  }

  @Test
  void the_end_of_the_client_is_told() {
    Handshake done = meets(client.fingerprint(), Wish.NOTHING_SPECIAL);

    done.clientSaysGoodbye();

    assertThat(done.whyOver()).contains("goodbye");
  }

  @Test
  void our_goodbye_reaches_the_client() {
    Handshake done = meets(client.fingerprint(), Wish.NOTHING_SPECIAL);

    done.serverSaysGoodbye();

    assertThat(done.clientWasToldGoodbye()).isTrue();
  }

  @Test
  void who_shows_another_certificate_is_turned_away() {
    Handshake stranger = meets(new ActiveDtls().fingerprint(), Wish.NOTHING_SPECIAL);

    assertThat(stranger.whyOver()).contains("bad_certificate");
    assertThat(stranger.isSecured()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      value = Wish.class,
      names = {
        "NO_CERTIFICATE",
        "NO_SRTP",
        "OTHER_SRTP",
        "DTLS_1_0",
        "WEAK_CIPHER",
        "STOLEN_CERTIFICATE"
      })
  void who_does_not_keep_to_the_rules_is_turned_away(Wish wish) {
    Handshake failed = meets(client.fingerprint(), wish);

    assertThat(failed.whyOver()).isNotBlank();
    assertThat(failed.isSecured()).isFalse();
  }

  @Test
  void a_handshake_survives_loss() {
    Handshake lossy = Handshake.lossy(server, client, client.fingerprint(), new Random(6347));

    assertThat(lossy.serverKeys()).isEqualTo(lossy.clientKeys());
  }

  @Test
  void nonsense_does_not_end_a_handshake() {
    Random random = new Random(9147);
    Handshake disturbed =
        Handshake.disturbed(
            server,
            client,
            client.fingerprint(),
            () -> {
              byte[] nonsense = new byte[1 + random.nextInt(1_400)];
              random.nextBytes(nonsense);
              nonsense[0] = (byte) (20 + random.nextInt(44));
              return List.of(nonsense);
            });

    assertThat(disturbed.serverKeys()).isEqualTo(disturbed.clientKeys());
  }
}
