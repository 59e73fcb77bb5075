package org.hustings.telephony.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.hustings.telephony.media.listen.Correlation;
import org.hustings.telephony.media.listen.Sounds;
import org.hustings.telephony.media.udp.Udp;
import org.junit.jupiter.api.Test;

/// Where the system cannot be called itself, calls are carried all the same.
class PortableSocketsTest {
  private static final short[] CHIRP = Sounds.chirp(Duration.ofSeconds(1));

  private static long packets(Wire.Party heardBy) {
    return heardBy.leg().statistics().received().packets();
  }

  private static void close(MediaLoop loop) {
    try {
      loop.watch().close();
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  @Test
  void a_bridge_carries_sound_and_goes_on_after_its_loop_died() {
    try (Wire wire = new Wire(MediaConfig.onLoopback(Wire.PORTS), Udp.portable())) {
      Wire.Party voter = wire.party("voter");
      Wire.Party ours = wire.party("ours");
      Wire.Party alsoOurs = wire.party("also ours");
      Wire.Party volunteer = wire.party("volunteer");
      wire.connect(voter, ours);
      wire.connect(volunteer, alsoOurs);
      wire.engine.bridge(ours.leg(), alsoOurs.leg());
      Wire.Tape tape = volunteer.record(Recorded.Sides.RECEIVED);

      Wire.await(voter.play(CHIRP));

      assertThat(Correlation.of(CHIRP, tape.stop().received()).coefficient()).isGreaterThan(0.99);
      MediaLoop loop = wire.engine.loop(0);
      loop.execute(() -> close(loop));
      Wire.until("the restart", () -> wire.engine.statistics().loopRestarts() == 1);
      long before = packets(volunteer);
      Wire.until("sound again", () -> packets(volunteer) > before + 50);
    }
  }
}
