package org.hustings.telephony.phonenet.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hustings.telephony.peers.BaresipEvent.Kind.CALL_CLOSED;
import static org.hustings.telephony.peers.BaresipEvent.Kind.CALL_ESTABLISHED;
import static org.hustings.telephony.peers.BaresipEvent.Kind.CALL_PROGRESS;
import static org.hustings.telephony.peers.BaresipEvent.Kind.CALL_RINGING;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.hustings.telephony.media.listen.Sounds;
import org.hustings.telephony.media.listen.ToneFinder;
import org.hustings.telephony.peers.Baresip;
import org.hustings.telephony.peers.BaresipLine;
import org.hustings.telephony.phonenet.Behaviour;
import org.hustings.telephony.phonenet.Behaviour.Answers;
import org.hustings.telephony.phonenet.Ring.Ending;
import org.hustings.telephony.phonenet.wire.WireSettings.Credentials;
import org.hustings.telephony.phonenet.wire.WireSettings.Recordings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A town on the wire, called by a telephone that nobody here has written.
@Timeout(120)
class PhoneNetworkPeersTest {
  private static final String VOTER = "+19195550182";
  private static final short[] OURS = Sounds.chirp(2900, 500, Duration.ofSeconds(3));

  /// Half a second, in samples.
  private static final int PLAYER_RUNS = 4000;

  private final Towns towns = new Towns();

  @TempDir private Path directory;

  @AfterEach
  void close() {
    towns.close();
  }

  @Test
  void baresip_talks_to_a_subscriber() throws Exception {
    PhoneNetwork town =
        towns.where(
            new Answers(ms(500), ms(4000), ms(60_000)),
            WireSettings.onLoopback().withRecordings(new Recordings.Everything(directory)));
    try (Baresip phone = Baresip.start(directory, BaresipLine.named("ada"), OURS)) {
      phone.dial(voterIn(town));
      phone.await(CALL_RINGING);
      phone.await(CALL_ESTABLISHED);
      phone.listenUntil(ms(5000));
      phone.hangUp();

      assertThat(Towns.ended(town).ending()).contains(Ending.CALLER_HUNG_UP);
      // It acknowledges the answer before its player and recorder run: what is said in that moment
      // may be missing.
      short[] said = Voices.chirp(VOTER);
      Towns.assertHeard(Arrays.copyOfRange(said, PLAYER_RUNS, said.length), phone.heard());
      Towns.assertHeard(OURS, Towns.recorded(town, directory));
    }
  }

  @Test
  void baresip_proves_who_it_is_and_is_hung_up_on() throws Exception {
    PhoneNetwork town =
        towns.where(
            new Behaviour.HangsUp(ms(200), ms(800)),
            WireSettings.onLoopback().withCredentials(new Credentials("trunk", "secret")));
    BaresipLine line = BaresipLine.named("ada").knownAs("trunk", "secret");
    try (Baresip phone = Baresip.start(directory, line)) {
      phone.dial(voterIn(town));
      phone.await(CALL_ESTABLISHED);
      phone.await(CALL_CLOSED);

      assertThat(Towns.ended(town).ending()).contains(Ending.SUBSCRIBER_HUNG_UP);
    }
  }

  @Test
  void a_wrong_password_rings_nobody() throws Exception {
    PhoneNetwork town =
        towns.where(
            new Behaviour.Busy(),
            WireSettings.onLoopback().withCredentials(new Credentials("trunk", "secret")));
    BaresipLine line = BaresipLine.named("ada").knownAs("trunk", "guessed");
    try (Baresip phone = Baresip.start(directory, line)) {
      phone.dial(voterIn(town));
      phone.await(CALL_CLOSED);

      assertThat(town.log().rings()).isEmpty();
    }
  }

  @Test
  void with_early_media_baresip_hears_the_ringing_before_the_answer() throws Exception {
    PhoneNetwork town =
        towns.where(
            new Answers(ms(2500), ms(1000), ms(60_000)),
            WireSettings.onLoopback().withEarlyMedia(true));
    try (Baresip phone = Baresip.start(directory, BaresipLine.named("ada"))) {
      phone.dial(voterIn(town));
      phone.await(CALL_PROGRESS);
      phone.await(CALL_ESTABLISHED);
      phone.listenUntil(ms(3000));
      phone.hangUp();

      assertThat(Towns.ended(town).rang()).isGreaterThan(ms(2000));
      assertThat(ToneFinder.find(phone.heard(), 440, ms(1500))).hasSize(1);
    }
  }

  private static String voterIn(PhoneNetwork town) {
    return "sip:" + VOTER + "@127.0.0.1:" + town.address().getPort();
  }

  private static Duration ms(long milliseconds) {
    return Duration.ofMillis(milliseconds);
  }
}
