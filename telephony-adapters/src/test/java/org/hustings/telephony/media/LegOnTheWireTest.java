package org.hustings.telephony.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.hustings.telephony.media.dtmf.Digit;
import org.hustings.telephony.media.dtmf.Digits;
import org.hustings.telephony.media.g711.G711;
import org.hustings.telephony.media.listen.Correlation;
import org.hustings.telephony.media.listen.Sounds;
import org.hustings.telephony.media.udp.Watch;
import org.junit.jupiter.api.Test;

/// One leg and what it does for its user, on real sockets.
class LegOnTheWireTest {
  private static final short[] CHIRP = Sounds.chirp(Duration.ofSeconds(1));

  @Test
  void what_is_played_is_heard_whole_and_takes_its_time() {
    try (Wire wire = Wire.onLoopback()) {
      Wire.Party ours = wire.party("ours");
      Wire.Party theirs = wire.party("theirs");
      wire.connect(ours, theirs);
      Wire.Tape tape = theirs.record(Recorded.Sides.RECEIVED);
      Wire.Tape ownTape = ours.record(Recorded.Sides.BOTH);

      long began = System.nanoTime();
      PlayEnd end = Wire.await(ours.play(CHIRP));
      Duration took = Duration.ofNanos(System.nanoTime() - began);

      assertThat(end).isEqualTo(new PlayEnd(PlayEnd.How.WHOLE, Duration.ofSeconds(1)));
      assertThat(took).isBetween(Duration.ofMillis(980), Duration.ofMillis(2500));
      assertThat(Correlation.of(CHIRP, tape.stop().received()).coefficient()).isGreaterThan(0.99);
      Recorded own = ownTape.stop();
      assertThat(Correlation.of(CHIRP, own.sent()).coefficient()).isGreaterThan(0.99);
      assertThat(own.received()).hasSameSizeAs(own.sent());
    }
  }

  @Test
  void a_waiting_leg_hears_a_quiet_line_that_never_stops() {
    try (Wire wire = Wire.onLoopback()) {
      Wire.Party ours = wire.party("ours");
      Wire.Party theirs = wire.party("theirs");
      wire.connect(ours, theirs);
      Wire.Tape tape = theirs.record(Recorded.Sides.RECEIVED);
      Wire.until("a second of comfort", () -> theirs.leg().statistics().received().packets() > 60);

      short[] heard = tape.stop().received();
      double loudest = 0;
      int quiet = 0;
      for (int i = 800; i < heard.length - 1600; i++) {
        loudest = Math.max(loudest, Math.abs(heard[i]));
        quiet = heard[i] == 0 ? quiet + 1 : 0;
        assertThat(quiet).as("a hole at %d", i).isLessThan(160);
      }
      assertThat(loudest).isBetween(1.0, 100.0);
    }
  }

  @Test
  void keys_arrive_as_events_and_as_tones() throws Exception {
    try (Wire wire = Wire.onLoopback()) {
      Wire.Party ours = wire.party("ours");
      Wire.Party theirs = wire.party("theirs");
      wire.connect(ours, theirs);

      Wire.await(ours.press("5#"));
      assertThat(theirs.nextKey())
          .isEqualTo(new Digit('5', Duration.ofMillis(100), Digit.Source.EVENT));
      assertThat(theirs.nextKey().key()).isEqualTo('#');

      // The other way without events, as tones.
      theirs
          .leg()
          .connect(
              RemoteMedia.usual(ours.leg().localAddress(), G711.PCMU)
                  .withTelephoneEvents(java.util.OptionalInt.empty()));
      ours.leg().detectTones();
      Wire.await(theirs.press("8*"));
      assertThat(ours.nextKey().key()).isEqualTo('8');
      assertThat(ours.nextKey().source()).isEqualTo(Digit.Source.TONE);
    }
  }

  @Test
  void reports_tell_both_ends_of_loss_and_round_trip() {
    MediaConfig.Timing usual = MediaConfig.Timing.usual();
    MediaConfig config =
        MediaConfig.onLoopback(Wire.PORTS)
            .withTiming(
                new MediaConfig.Timing(
                    usual.clock(),
                    usual.wall(),
                    Duration.ofMillis(300),
                    usual.latch(),
                    usual.quiet()));
    try (Wire wire = new Wire(config)) {
      Wire.Party ours = wire.party("ours");
      Wire.Party theirs = wire.party("theirs");
      wire.connect(ours, theirs);

      Wire.until("a round trip", () -> ours.leg().statistics().roundTrip().isPresent());

      LegStatistics statistics = ours.leg().statistics();
      assertThat(statistics.roundTrip().orElseThrow()).isLessThan(Duration.ofMillis(200));
      assertThat(statistics.sent().atPeer().orElseThrow().lost()).isZero();
      assertThat(statistics.received().lost()).isZero();
      assertThat(statistics.received().octets()).isEqualTo(statistics.received().packets() * 160);
    }
  }

  @Test
  void silence_of_the_peer_shows_in_the_statistics() {
    try (Wire wire = Wire.onLoopback()) {
      Wire.Party ours = wire.party("ours");
      Wire.Party theirs = wire.party("theirs");
      assertThat(ours.leg().statistics().sinceLastMedia()).isEmpty();
      wire.connect(ours, theirs);
      Wire.until("first media", () -> ours.leg().statistics().sinceLastMedia().isPresent());
      theirs.leg().whenIdle(Idle.NOTHING);

      Wire.until(
          "half a second without media",
          () ->
              ours.leg()
                      .statistics()
                      .sinceLastMedia()
                      .orElseThrow()
                      .compareTo(Duration.ofMillis(500))
                  > 0);
    }
  }

  @Test
  void a_closed_leg_says_so_to_whoever_waits_for_it() {
    try (Wire wire = Wire.onLoopback()) {
      Wire.Party ours = wire.party("ours");
      Wire.Party theirs = wire.party("theirs");
      wire.connect(ours, theirs);
      CompletableFuture<PlayEnd> playing = ours.play(CHIRP);
      Wire.Tape tape = ours.record(Recorded.Sides.BOTH);
      ours.leg().close();

      assertThat(Wire.await(playing).how()).isEqualTo(PlayEnd.How.LEG_GONE);
      assertThat(Wire.await(tape.done())).isNotNull();
      assertThat(Wire.await(ours.play(CHIRP)).how()).isEqualTo(PlayEnd.How.LEG_GONE);
      assertThat(Wire.await(ours.press("1")).how()).isEqualTo(PlayEnd.How.LEG_GONE);
      ours.leg().close();
      assertThat(wire.engine.statistics().legs()).isEqualTo(1);
      assertThat(wire.engine.statistics().portsDraining()).isEqualTo(1);
      assertThat(wire.engine.statistics().fileDescriptors()).isEqualTo(4);
    }
  }

  @Test
  void a_closed_engine_refuses_and_answers_all_that_waits() {
    // Many times, since the end may overtake the opening.
    for (int round = 0; round < 50; round++) {
      Wire wire = Wire.onLoopback();
      Wire.Party ours = wire.party("ours");
      CompletableFuture<PlayEnd> playing = ours.play(CHIRP);
      wire.close();

      assertThat(Wire.await(playing).how()).isEqualTo(PlayEnd.How.LEG_GONE);
      assertThat(Wire.await(ours.play(CHIRP)).how()).isEqualTo(PlayEnd.How.LEG_GONE);
      assertThat(wire.engine.open(new LegName("late"), MediaLegListener.deaf()))
          .isInstanceOfSatisfying(
              Opening.Refused.class,
              refused -> assertThat(refused.reason()).isEqualTo(Opening.Reason.CLOSED));
      assertThat(wire.engine.statistics().legs()).isZero();
    }
  }

  @Test
  void without_a_free_port_there_is_a_refusal_that_says_what_to_do() {
    try (Wire wire = new Wire(MediaConfig.onLoopback(new PortRange(42_400, 42_401)))) {
      wire.party("only");

      assertThat(wire.engine.open(new LegName("next"), MediaLegListener.deaf()))
          .isInstanceOfSatisfying(
              Opening.Refused.class,
              refused -> {
                assertThat(refused.reason()).isEqualTo(Opening.Reason.PORTS_EXHAUSTED);
                assertThat(refused.whatToDo()).contains("Widen media.ports");
              });
    }
  }

  @Test
  void a_listener_hears_a_speaker_and_is_not_heard() {
    try (Wire wire = Wire.onLoopback()) {
      Wire.Party speaker = wire.party("speaker");
      Wire.Party speakerLeg = wire.party("speaker-leg");
      Wire.Party partner = wire.party("partner");
      Wire.Party listener = wire.party("listener");
      Wire.Party partnerPhone = wire.party("partner-phone");
      Wire.Party listenerPhone = wire.party("listener-phone");
      wire.connect(speaker, speakerLeg);
      wire.connect(partnerPhone, partner);
      wire.connect(listenerPhone, G711.PCMA, listener, G711.PCMA);
      wire.engine.bridge(
          List.of(
              MediaBridge.Seat.speaking(speakerLeg.leg()),
              MediaBridge.Seat.hearing(partner.leg()),
              MediaBridge.Seat.hearing(listener.leg())));

      Wire.Tape one = partnerPhone.record(Recorded.Sides.RECEIVED);
      Wire.Tape other = listenerPhone.record(Recorded.Sides.RECEIVED);
      Wire.await(speaker.play(CHIRP));

      assertThat(Correlation.of(CHIRP, one.stop().received()).coefficient()).isGreaterThan(0.99);
      assertThat(Correlation.of(CHIRP, other.stop().received()).coefficient()).isGreaterThan(0.99);
      assertThatThrownBy(() ->
              wire.engine.bridge(
                  List.of(
                      MediaBridge.Seat.hearingAndSpeaking(partner.leg()),
                      MediaBridge.Seat.hearingAndSpeaking(speakerLeg.leg()),
                      MediaBridge.Seat.hearing(listener.leg()))))
          .hasMessageContaining("several speakers");
    }
  }

  @Test
  void a_listener_that_throws_costs_neither_the_leg_nor_the_loop() {
    try (Wire wire = Wire.onLoopback()) {
      Wire.Party ours = wire.party("ours");
      Wire.Party theirs = wire.party("theirs");
      wire.connect(ours, theirs);
      ours.leg()
          .press(
              Digits.of("1"),
              _ -> {
                throw new IllegalStateException("on purpose");
              });
      Wire.until("the fault", () -> wire.engine.statistics().faults() == 1);

      assertThat(Wire.await(ours.play(CHIRP)).how()).isEqualTo(PlayEnd.How.WHOLE);
    }
  }

  @Test
  void a_loop_that_dies_is_counted_and_set_up_again_with_its_calls() throws Exception {
    try (Wire wire = Wire.onLoopback()) {
      Wire.Party ours = wire.party("ours");
      Wire.Party theirs = wire.party("theirs");
      wire.connect(ours, theirs);
      MediaLoop loop = wire.engine.loop(0);
      loop.execute(() -> close(loop.watch()));
      Wire.until("the restart", () -> wire.engine.statistics().loopRestarts() == 1);

      Wire.Tape tape = theirs.record(Recorded.Sides.RECEIVED);
      Wire.await(ours.play(CHIRP));
      assertThat(Correlation.of(CHIRP, tape.stop().received()).coefficient()).isGreaterThan(0.99);
    }
  }

  private static void close(Watch watch) {
    try {
      watch.close();
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }
}
