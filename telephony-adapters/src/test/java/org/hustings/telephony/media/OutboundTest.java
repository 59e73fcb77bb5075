package org.hustings.telephony.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.hustings.telephony.media.dtmf.Digits;
import org.hustings.telephony.media.g711.G711;
import org.hustings.telephony.media.listen.Correlation;
import org.hustings.telephony.media.listen.Sounds;
import org.hustings.telephony.media.rtp.OutgoingStream;
import org.hustings.telephony.media.rtp.Packets;
import org.hustings.telephony.media.rtp.RtpPacket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a leg sends and when, in virtual time: ten minutes pass in a moment.
class OutboundTest {
  private static final long FRAME = 20_000_000;
  private static final long QUIET = 500_000_000;
  private static final RemoteMedia PEER =
      RemoteMedia.usual(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 9), G711.PCMU);

  private record Sent(
      long at, int payloadType, boolean marker, int seq, int timestamp, ByteBuffer sound) {}

  private final List<Sent> sent = new ArrayList<>();
  private final List<PlayEnd> ends = new ArrayList<>();
  private final Object source = new Object();
  private long now = 1_000_000_000L;
  private final Outbound outbound =
      new Outbound(
          new OutgoingStream(5, 0, 0),
          this::keep,
          (law, ts, packet, from, length, at) -> {},
          QUIET,
          now);

  private boolean keep(ByteBuffer packet) {
    RtpPacket read = new RtpPacket();
    assertThat(read.read(packet)).isEqualTo(RtpPacket.Verdict.WELL_FORMED);
    sent.add(
        new Sent(
            now,
            read.payloadType(),
            read.marker(),
            read.sequence(),
            read.timestamp(),
            ByteBuffer.wrap(read.payload())));
    return true;
  }

  /// Lets time pass; the loop is up to so many nanoseconds late each time.
  private void pass(Duration duration, SplittableRandom lateness, long latest) {
    long until = now + duration.toNanos();
    while (outbound.dueAt() <= until) {
      now = Math.max(now, outbound.dueAt() + (latest == 0 ? 0 : lateness.nextLong(latest)));
      outbound.tick(now);
    }
    now = Math.max(now, until);
    outbound.idleCheck(now);
  }

  private void pass(Duration duration) {
    pass(duration, new SplittableRandom(0), 0);
  }

  private void relay(int sequence) {
    outbound.relay(source, G711.PCMU, Packets.of(9, sequence, sequence * 160), now);
  }

  private short[] heard() {
    int length =
        sent.getLast().timestamp()
            + sent.getLast().sound().remaining()
            - sent.getFirst().timestamp();
    short[] heard = new short[length];
    for (Sent packet : sent) {
      byte[] codes = new byte[packet.sound().remaining()];
      packet.sound().get(0, codes);
      short[] part = G711.PCMU.decode(codes);
      System.arraycopy(
          part, 0, heard, packet.timestamp() - sent.getFirst().timestamp(), part.length);
    }
    return heard;
  }

  private void assertOneStream() {
    for (int i = 1; i < sent.size(); i++) {
      assertThat(sent.get(i).seq()).isEqualTo((sent.get(i - 1).seq() + 1) & 0xFFFF);
      assertThat(sent.get(i).timestamp() - sent.get(i - 1).timestamp())
          .as("packet %d", i)
          .isNotNegative();
    }
  }

  @Test
  void ten_minutes_of_playing_by_a_late_loop_do_not_drift() {
    short[] tenMinutes = Sounds.speech(Duration.ofMinutes(10), new SplittableRandom(1));
    outbound.named(PEER, now);
    outbound.play(Playable.of(Clip.of(tenMinutes)), ends::add, now);
    long began = now;

    pass(Duration.ofMinutes(10).plusMillis(20), new SplittableRandom(2), 15_000_000);

    assertThat(ends).containsExactly(new PlayEnd(PlayEnd.How.WHOLE, Duration.ofMinutes(10)));
    for (int i = 0; i < 30_000; i++) {
      assertThat(sent.get(i).timestamp()).isEqualTo(i * 160);
      assertThat(sent.get(i).at() - began - i * FRAME).as("frame %d", i).isBetween(0L, 20_000_000L);
    }
    assertOneStream();
  }

  @Test
  void ten_minutes_of_relaying_keep_the_lag_although_packets_come_unevenly() {
    outbound.named(PEER, now);
    outbound.hear(source, now);
    SplittableRandom jitter = new SplittableRandom(3);
    long began = now;
    for (int i = 0; i < 30_000; i++) {
      now = Math.max(now, began + i * FRAME + jitter.nextLong(60_000_000));
      relay(i);
      outbound.idleCheck(now);
    }

    assertThat(sent).hasSize(30_000);
    for (int i = 0; i < 30_000; i++) {
      assertThat(sent.get(i).timestamp() - sent.getFirst().timestamp()).isEqualTo(i * 160);
    }
    assertOneStream();
  }

  @Test
  void from_comfort_to_playing_to_the_bridge_and_back_is_one_stream_without_a_hole() {
    outbound.named(PEER, now);
    pass(Duration.ofMillis(200));
    outbound.play(Playable.of(Clip.of(Sounds.tone(440, Duration.ofMillis(300)))), ends::add, now);
    pass(Duration.ofMillis(400));
    outbound.hear(source, now);
    for (int i = 0; i < 20; i++) {
      relay(700 + i);
      now += FRAME;
      outbound.tick(now);
    }
    outbound.hear(null, now);
    pass(Duration.ofMillis(200));

    assertOneStream();
    for (int i = 1; i < sent.size(); i++) {
      assertThat(sent.get(i).timestamp() - sent.get(i - 1).timestamp())
          .as("packet %d", i)
          .isEqualTo(160);
    }
    assertThat(sent.stream().filter(Sent::marker)).as("one marker a change").hasSize(5);
  }

  @Test
  void a_bridged_leg_that_falls_silent_is_replaced_by_comfort_until_it_speaks_again() {
    outbound.named(PEER, now);
    outbound.hear(source, now);
    for (int i = 0; i < 10; i++) {
      relay(i);
      now += FRAME;
    }
    int before = sent.size();
    for (int i = 0; i < 8; i++) {
      pass(Duration.ofMillis(250));
    }
    assertThat(sent.size() - before).isBetween(60, 80);
    // Two seconds later on its own time line as well: the lag is what it was.
    relay(110);

    assertThat(sent.getLast().timestamp() - sent.getFirst().timestamp()).isEqualTo(110 * 160);
    assertOneStream();
  }

  @Test
  void a_loop_that_stood_still_sends_a_few_frames_at_once_and_the_rest_later() {
    short[] sound = Sounds.chirp(Duration.ofSeconds(4));
    outbound.named(PEER, now);
    outbound.play(Playable.of(Clip.of(sound)), ends::add, now);
    pass(Duration.ofSeconds(1));
    now += 1_000_000_000L;
    int before = sent.size();
    outbound.tick(now);

    assertThat(sent.size() - before).isEqualTo(10);
    pass(Duration.ofSeconds(4));
    assertThat(ends).containsExactly(new PlayEnd(PlayEnd.How.WHOLE, Duration.ofSeconds(4)));
    assertThat(outbound.skipped.get()).isEqualTo(1);
  }

  @Test
  void a_loop_that_comes_a_little_late_leaves_no_hole_in_the_sound() {
    outbound.named(PEER, now);
    outbound.play(Playable.of(Clip.of(Sounds.chirp(Duration.ofSeconds(2)))), ends::add, now);
    pass(Duration.ofSeconds(2), new SplittableRandom(5), 80_000_000);

    for (int i = 0; i < sent.size(); i++) {
      assertThat(sent.get(i).timestamp()).isEqualTo(i * 160);
    }
    assertThat(outbound.skipped.get()).isZero();
  }

  @Test
  void waking_up_between_two_frames_keeps_their_distance() {
    outbound.named(PEER, now);
    outbound.tick(now);
    outbound.whenIdle(Idle.NOTHING, now);
    pass(Duration.ofMillis(25));
    outbound.whenIdle(Idle.SILENCE, now);
    pass(Duration.ofMillis(25));

    for (int i = 1; i < sent.size(); i++) {
      assertThat(sent.get(i).at() - sent.get(i - 1).at()).isGreaterThanOrEqualTo(FRAME);
    }
    assertThat(sent).hasSizeGreaterThan(1);
  }

  @Test
  void clips_in_a_row_have_no_seam() {
    short[] sound = Sounds.chirp(Duration.ofSeconds(2));
    List<Clip> parts = new ArrayList<>();
    for (int from = 0; from < sound.length; from += 777) {
      parts.add(
          Clip.of(java.util.Arrays.copyOfRange(sound, from, Math.min(sound.length, from + 777))));
    }
    outbound.named(PEER, now);
    outbound.play(Playable.sequence(parts), ends::add, now);
    pass(Duration.ofSeconds(3));

    Correlation correlation = Correlation.of(sound, heard());
    assertThat(correlation.coefficient()).isGreaterThan(0.999);
    assertThat(correlation.lag()).isZero();
  }

  @Test
  void what_is_stopped_says_how_much_was_heard() {
    outbound.named(PEER, now);
    outbound.play(
        Playable.repeated(Clip.of(Sounds.tone(440, Duration.ofMillis(100)))), ends::add, now);
    pass(Duration.ofMillis(990));
    outbound.stopPlaying();

    assertThat(ends).containsExactly(new PlayEnd(PlayEnd.How.CUT, Duration.ofSeconds(1)));
  }

  @Test
  void playing_waits_while_the_peer_is_on_hold() {
    outbound.named(PEER.withDirection(Direction.RECEIVE_ONLY), now);
    outbound.play(Playable.of(Clip.of(Sounds.tone(440, Duration.ofSeconds(1)))), ends::add, now);
    pass(Duration.ofSeconds(5));
    assertThat(sent).isEmpty();

    outbound.named(PEER, now);
    pass(Duration.ofSeconds(2));
    assertThat(ends).containsExactly(new PlayEnd(PlayEnd.How.WHOLE, Duration.ofSeconds(1)));
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 20, 30, 40})
  void frames_are_as_long_as_the_peer_wants_them(int ptime) {
    short[] sound = Sounds.chirp(Duration.ofSeconds(2));
    outbound.named(PEER.withPtime(Duration.ofMillis(ptime)), now);
    outbound.play(Playable.of(Clip.of(sound)), ends::add, now);
    pass(Duration.ofSeconds(3));

    assertThat(sent).allMatch(packet -> packet.sound().remaining() == ptime * 8);
    assertThat(Correlation.of(sound, heard()).coefficient()).isGreaterThan(0.999);
  }

  @Test
  void keys_go_before_the_bridge_which_goes_on_behind_them() {
    outbound.named(PEER, now);
    outbound.hear(source, now);
    for (int i = 0; i < 60; i++) {
      relay(i);
      if (i == 10) {
        outbound.press(Digits.of("42"), ends::add, now);
      }
      pass(Duration.ofMillis(20));
    }

    assertThat(ends).hasSize(1);
    assertThat(sent.stream().filter(packet -> packet.payloadType() == 101)).hasSize(14);
    assertThat(sent.getLast().timestamp() - sent.getFirst().timestamp()).isEqualTo(59 * 160);
    assertOneStream();
  }

  @Test
  void without_telephone_events_keys_are_tones() {
    outbound.named(PEER.withTelephoneEvents(OptionalInt.empty()), now);
    outbound.press(Digits.of("7"), ends::add, now);
    pass(Duration.ofMillis(400));

    assertThat(sent).allMatch(packet -> packet.payloadType() == 0);
    StringBuilder keys = new StringBuilder();
    var tones = new org.hustings.telephony.media.dtmf.ToneDigits(digit -> keys.append(digit.key()));
    for (short sample : heard()) {
      tones.sample(sample);
    }
    assertThat(keys.toString()).isEqualTo("7");
  }

  @Test
  void with_nothing_to_say_and_no_comfort_nothing_is_sent() {
    outbound.whenIdle(Idle.NOTHING, now);
    outbound.named(PEER, now);
    pass(Duration.ofSeconds(1));

    assertThat(sent).isEmpty();
  }
}
