package org.hustings.telephony.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hustings.telephony.peers.BaresipEvent.Kind.CALL_CLOSED;
import static org.hustings.telephony.peers.BaresipEvent.Kind.CALL_DTMF_START;
import static org.hustings.telephony.peers.BaresipEvent.Kind.CALL_ESTABLISHED;
import static org.hustings.telephony.peers.BaresipEvent.Kind.CALL_INCOMING;
import static org.hustings.telephony.peers.BaresipEvent.Kind.CALL_RINGING;

import java.nio.file.Path;
import java.time.Duration;
import org.hustings.telephony.media.g711.G711;
import org.hustings.telephony.media.listen.Correlation;
import org.hustings.telephony.media.listen.Sounds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The fixture alone: one baresip calls another, and nothing of ours is in between.
class BaresipTest {
  private static final Duration LONG = Duration.ofSeconds(3);
  private static final short[] RISING = Sounds.chirp(300, 3000, LONG);
  private static final short[] FALLING = Sounds.chirp(3200, 400, LONG);

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({"UDP, PCMU", "TCP, PCMA"})
  void what_each_of_two_telephones_says_is_what_the_other_recorded(
      SipTransport transport, G711 law) {
    BaresipLine line = BaresipLine.named("ada").over(transport).speaking(law);
    BaresipLine other = BaresipLine.named("grace").over(transport).speaking(law).answering();
    try (Baresip ada = Baresip.start(directory, line, RISING);
        Baresip grace = Baresip.start(directory, other, FALLING)) {
      ada.dial(grace.uri());
      ada.await(CALL_ESTABLISHED);
      ada.listenUntil(LONG.plusMillis(500));
      grace.listenUntil(LONG.plusMillis(500));
      ada.hangUp();
      grace.await(CALL_CLOSED);

      assertHeard(RISING, grace.heard());
      assertHeard(FALLING, ada.heard());
    }
  }

  @Test
  void keys_are_pressed_and_seen() {
    try (Baresip ada = Baresip.start(directory, BaresipLine.named("ada"));
        Baresip grace = Baresip.start(directory, BaresipLine.named("grace"))) {
      ada.dial(grace.uri());
      grace.await(CALL_INCOMING);
      ada.await(CALL_RINGING);
      grace.answer();
      ada.await(CALL_ESTABLISHED);
      ada.press("42#");

      assertThat(grace.await(CALL_DTMF_START).detail()).isEqualTo("4");
      assertThat(grace.await(CALL_DTMF_START).detail()).isEqualTo("2");
      assertThat(grace.await(CALL_DTMF_START).detail()).isEqualTo("#");
    }
  }

  @Test
  void a_telephone_can_say_something_new_in_the_midst_of_a_call() {
    try (Baresip ada = Baresip.start(directory, BaresipLine.named("ada"));
        Baresip grace = Baresip.start(directory, BaresipLine.named("grace").answering())) {
      ada.dial(grace.uri());
      ada.await(CALL_ESTABLISHED);
      grace.listenUntil(Duration.ofMillis(500));
      ada.say(RISING);
      grace.listenUntil(LONG.plusMillis(1500));
      grace.hangUp();
      ada.await(CALL_CLOSED);

      assertHeard(RISING, grace.heard());
    }
  }

  @Test
  void whoever_is_nobody_cannot_be_called() {
    try (Baresip ada = Baresip.start(directory, BaresipLine.named("ada"));
        Baresip grace = Baresip.start(directory, BaresipLine.named("grace"))) {
      ada.dial(grace.uri().replace("grace", "nobody"));

      assertThat(ada.await(CALL_CLOSED).detail()).isEqualTo("404 Not Found");
    }
  }

  private static void assertHeard(short[] said, short[] heard) {
    Correlation correlation = Correlation.of(said, heard);
    assertThat(correlation.coefficient()).isGreaterThan(0.99);
    assertThat(correlation.drift()).isZero();
  }
}
