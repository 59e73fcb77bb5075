package org.hustings.telephony.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.hustings.telephony.media.g711.G711;
import org.hustings.telephony.media.listen.Sounds;
import org.junit.jupiter.api.Test;

/// The judge is judged: what it must find is planted.
class FidelityTest {
  private static final short[] SAID =
      Sounds.speech(Duration.ofSeconds(10), new SplittableRandom(7));
  private static final short[] CARRIED =
      Sounds.join(Sounds.silence(Duration.ofMillis(330)), G711.PCMU.decode(G711.PCMU.encode(SAID)));

  @Test
  void what_a_telephone_carried_is_alike_in_every_block() {
    Fidelity fidelity = Fidelity.between(SAID, 0, 10, CARRIED);

    assertThat(fidelity.lag()).isEqualTo(330 * 8);
    assertThat(fidelity.blocks()).isGreaterThan(250);
    assertThat(fidelity.unlike()).isZero();
  }

  @Test
  void a_gap_of_one_packet_is_found() {
    short[] heard = CARRIED.clone();
    Arrays.fill(heard, 48_000, 48_160, (short) 0);

    assertThat(Fidelity.between(SAID, 0, 10, heard).unlike()).isPositive();
  }

  @Test
  void a_lost_packet_that_shortens_the_sound_is_found() {
    short[] heard =
        Sounds.join(
            Arrays.copyOf(CARRIED, 48_000), Arrays.copyOfRange(CARRIED, 48_160, CARRIED.length));

    Fidelity fidelity = Fidelity.between(SAID, 0, 10, heard);

    assertThat(fidelity.unlike()).isGreaterThan(fidelity.blocks() / 4);
    assertThat(fidelity.firstUnlikeAt()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(7));
  }

  @Test
  void a_click_is_found() {
    short[] heard = CARRIED.clone();
    heard[50_000] = Short.MAX_VALUE;
    heard[50_001] = Short.MIN_VALUE;

    assertThat(Fidelity.between(SAID, 0, 10, heard).unlike()).isPositive();
  }
}
