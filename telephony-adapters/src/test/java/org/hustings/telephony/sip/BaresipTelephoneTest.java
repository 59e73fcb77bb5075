package org.hustings.telephony.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hustings.telephony.peers.BaresipEvent.Kind.CALL_CLOSED;
import static org.hustings.telephony.peers.BaresipEvent.Kind.CALL_ESTABLISHED;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.Sound;
import org.hustings.core.telephony.Telephony.PlaybackId;
import org.hustings.telephony.media.g711.G711;
import org.hustings.telephony.media.listen.Correlation;
import org.hustings.telephony.media.listen.Sounds;
import org.hustings.telephony.peers.Baresip;
import org.hustings.telephony.peers.BaresipLine;
import org.hustings.telephony.peers.Fidelity;
import org.hustings.telephony.peers.SipTransport;
import org.hustings.telephony.prompt.Prompts;
import org.hustings.telephony.sip.SipConfig.Limits;
import org.hustings.telephony.sip.SipConfig.Listen;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real telephones call in: what they hear of us and of each other. Without baresip these fail.
class BaresipTelephoneTest {
  private static final Duration TALK = Duration.ofSeconds(4);
  private static final short[] RISING = Sounds.chirp(300, 3000, TALK);
  private static final short[] FALLING = Sounds.chirp(3200, 400, TALK);

  @TempDir private Path directory;

  private final SipWorld world =
      SipWorld.open(
          new SipConfig(
              Listen.on(SipWorld.LOOPBACK, 0),
              List.of(),
              List.of(Cidr.parse("127.0.0.0/8")),
              Limits.usual()));

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void a_telephone_hears_the_prompt_and_its_keys_are_seen() {
    try (Baresip phone = Baresip.start(directory, BaresipLine.named("ada"))) {
      LegId leg = callIn(phone);
      PlaybackId playback = new PlaybackId(1);
      world.telephony.play(leg, playback, List.of(new Sound.Prompt("welcome")));
      assertThat(world.await(leg, LegEvent.PlaybackFinished.class).whole()).isTrue();
      phone.press("4711#");

      assertThat(Stream.generate(() -> world.await(leg, LegEvent.Digit.class)).limit(5))
          .extracting(LegEvent.Digit::key)
          .containsExactly('4', '7', '1', '1', '#');
      world.telephony.hangUp(leg);
      phone.await(CALL_CLOSED);
      short[] welcome = shipped("welcome");
      assertThat(Correlation.of(welcome, phone.heard()).coefficient()).isGreaterThan(0.99);
    }
  }

  @Test
  void bridged_telephones_of_different_laws_and_transports_hear_each_other() {
    BaresipLine line = BaresipLine.named("grace").over(SipTransport.TCP).speaking(G711.PCMA);
    try (Baresip ada = Baresip.start(directory, BaresipLine.named("ada"));
        Baresip grace = Baresip.start(directory, line)) {
      talk(ada, grace, true);

      assertCarried(RISING, grace.heard());
      assertCarried(FALLING, ada.heard());
    }
  }

  @Test
  void a_bridge_that_is_cut_carries_nothing() {
    try (Baresip ada = Baresip.start(directory, BaresipLine.named("ada"));
        Baresip grace = Baresip.start(directory, BaresipLine.named("grace"))) {
      talk(ada, grace, false);

      assertThat(Correlation.of(RISING, grace.heard()).coefficient()).isLessThan(0.3);
      assertThat(Correlation.of(FALLING, ada.heard()).coefficient()).isLessThan(0.3);
    }
  }

  @Test
  void half_a_minute_of_talk_has_no_gap_no_click_and_no_drift() {
    assertFaithful(30);
  }

  /// In real time, so not in the usual suite: see docs/contributing.md.
  @Tag("long")
  @Test
  void ten_minutes_of_talk_have_no_gap_no_click_and_no_drift() {
    assertFaithful(600);
  }

  private void assertFaithful(int seconds) {
    short[] adasWords = Sounds.speech(Duration.ofSeconds(seconds + 3L), new SplittableRandom(1));
    short[] gracesWords = Sounds.speech(Duration.ofSeconds(seconds + 3L), new SplittableRandom(2));
    try (Baresip ada = Baresip.start(directory, BaresipLine.named("ada"), adasWords);
        Baresip grace = Baresip.start(directory, BaresipLine.named("grace"), gracesWords)) {
      LegId one = callIn(ada);
      LegId other = callIn(grace);
      world.telephony.bridge(one, other);
      ada.listenUntil(Duration.ofSeconds(seconds + 4L));
      grace.listenUntil(Duration.ofSeconds(seconds + 3L));
      hangUp(ada, grace);

      assertFaithful(Fidelity.between(gracesWords, 2, seconds, ada.heard()));
      assertFaithful(Fidelity.between(adasWords, 2, seconds, grace.heard()));
    }
  }

  private static void assertFaithful(Fidelity fidelity) {
    assertThat(fidelity.blocks()).isPositive();
    assertThat(fidelity.unlike()).as(fidelity.toString()).isZero();
  }

  private void talk(Baresip ada, Baresip grace, boolean bridged) {
    LegId one = callIn(ada);
    LegId other = callIn(grace);
    world.telephony.bridge(one, other);
    if (!bridged) {
      world.telephony.unbridge(one);
    }
    ada.say(RISING);
    grace.say(FALLING);
    ada.listenUntil(TALK.plusSeconds(2));
    grace.listenUntil(TALK.plusSeconds(2));
    hangUp(ada, grace);
  }

  private void hangUp(Baresip... phones) {
    for (Baresip phone : phones) {
      phone.hangUp();
      phone.await(CALL_CLOSED);
    }
  }

  private LegId callIn(Baresip phone) {
    phone.dial("sip:+19195550100@127.0.0.1:" + world.telephony.local().getPort());
    LegId leg = world.offered().leg();
    world.telephony.answer(leg);
    phone.await(CALL_ESTABLISHED);
    return leg;
  }

  private static void assertCarried(short[] said, short[] heard) {
    Correlation correlation = Correlation.of(said, heard);
    assertThat(correlation.coefficient()).isGreaterThan(0.99);
    assertThat(correlation.drift()).isZero();
  }

  private static short[] shipped(String prompt) {
    return G711.PCMU.decode(Prompts.shipped().clip(prompt).bytes(G711.PCMU));
  }
}
