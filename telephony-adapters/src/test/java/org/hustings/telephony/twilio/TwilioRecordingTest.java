package org.hustings.telephony.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.hustings.core.id.LegId;
import org.hustings.core.recording.Pcmu;
import org.hustings.core.telephony.LegEvent;
import org.hustings.telephony.media.g711.G711;
import org.hustings.telephony.media.listen.Correlation;
import org.hustings.telephony.media.listen.Sounds;
import org.hustings.telephony.twilio.fake.FakePhone;
import org.hustings.telephony.twilio.fake.FakeTwilio;
import org.hustings.telephony.twilio.rest.RestReply;
import org.hustings.telephony.twilio.rest.RestRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What is said on a leg comes to us, and stays nowhere else.
class TwilioRecordingTest {
  private static final short[] WORDS = Sounds.chirp(400, 2800, Duration.ofSeconds(4));

  private final TwilioWorld world = new TwilioWorld();

  @AfterEach
  void close() {
    world.close();
  }

  private void pass(long seconds) {
    world.time().advanceBy(Duration.ofSeconds(seconds));
  }

  private FakePhone phone() {
    return world.fake().phone("+19195550111", "+19195550140");
  }

  /// Somebody on the telephone who is being recorded.
  private LegId recorded(FakePhone phone) {
    world.time().advanceBy(Duration.ofMillis(500));
    LegId leg = world.offered().leg();
    world.telephony().answer(leg);
    pass(2);
    world.telephony().startRecording(leg);
    pass(2);
    assertThat(phone.call().status()).isEqualTo("in-progress");
    assertThat(world.fake().recordings().kept()).hasSize(1);
    return leg;
  }

  private Pcmu soundOf(LegId leg) {
    return world.told(leg).stream()
        .filter(LegEvent.RecordingFinished.class::isInstance)
        .map(event -> ((LegEvent.RecordingFinished) event).sound())
        .reduce((_, _) -> {
          throw new AssertionError("told twice");
        })
        .orElseThrow();
  }

  private static double likeness(Pcmu sound) {
    return Correlation.of(WORDS, G711.PCMU.decode(sound.octets())).coefficient();
  }

  @Test
  void a_key_ends_it_and_is_told_and_the_sound_is_fetched_and_deleted_at_twilio() {
    FakePhone phone = phone();
    phone.says(WORDS);
    LegId leg = recorded(phone);
    phone.press("#");
    pass(5);

    assertThat(world.kinds(leg)).containsSubsequence("Digit", "RecordingFinished");
    assertThat(likeness(soundOf(leg))).isGreaterThan(0.99);
    assertThat(world.fake().recordings().kept()).isEmpty();
    assertThat(phone.call().isOver()).isFalse();
  }

  @Test
  void it_can_be_stopped_from_here() {
    FakePhone phone = phone();
    phone.says(WORDS);
    LegId leg = recorded(phone);
    world.telephony().stopRecording(leg);
    pass(6);

    assertThat(likeness(soundOf(leg))).isGreaterThan(0.99);
    assertThat(world.fake().recordings().kept()).isEmpty();
    assertThat(phone.call().isOver()).isFalse();
  }

  @Test
  void a_second_take_is_not_taken_for_the_first() {
    FakePhone phone = phone();
    phone.says(Sounds.tone(440, Duration.ofSeconds(2)));
    LegId leg = recorded(phone);
    phone.press("#");
    pass(5);
    assertThat(soundOf(leg).duration()).isEqualTo(Duration.ofSeconds(2));

    phone.says(WORDS);
    world.telephony().startRecording(leg);
    pass(2);
    phone.press("#");
    pass(5);

    assertThat(
            world.told(leg).reversed().stream()
                .filter(LegEvent.RecordingFinished.class::isInstance)
                .map(event -> ((LegEvent.RecordingFinished) event).sound())
                .findFirst()
                .map(TwilioRecordingTest::likeness)
                .orElse(0.0))
        .isGreaterThan(0.99);
    assertThat(world.fake().recordings().kept()).isEmpty();
  }

  @Test
  void nothing_said_is_nothing_recorded() {
    LegId leg = recorded(phone());
    pass(125);

    assertThat(soundOf(leg).length()).isZero();
    assertThat(world.fake().recordings().kept()).isEmpty();
  }

  @Test
  void who_hangs_up_in_the_middle_leaves_nothing_at_twilio() {
    FakePhone phone = phone();
    phone.says(WORDS);
    LegId leg = recorded(phone);
    phone.hangUp();
    pass(60);

    assertThat(world.kinds(leg)).endsWith("RecordingFinished", "Ended");
    assertThat(soundOf(leg).length()).isZero();
    assertThat(world.fake().recordings().kept()).isEmpty();
  }

  @Test
  void it_comes_although_no_callback_does() {
    world
        .fake()
        .weather(
            new FakeTwilio.Weather() {
              @Override
              public List<Duration> callback(String event) {
                return List.of();
              }
            });
    FakePhone phone = phone();
    phone.says(WORDS);
    LegId leg = recorded(phone);
    phone.press("#");
    pass(6);

    assertThat(likeness(soundOf(leg))).isGreaterThan(0.99);
  }

  @Test
  void an_api_that_is_away_for_a_while_loses_neither_the_sound_nor_the_deletion() {
    FakePhone phone = phone();
    phone.says(WORDS);
    LegId leg = recorded(phone);
    world.fake().weather(AWAY);
    phone.press("#");
    pass(20);
    world.fake().weather(FakeTwilio.Weather.FAIR);
    pass(3);

    assertThat(likeness(soundOf(leg))).isGreaterThan(0.99);
    pass(60);
    assertThat(world.fake().recordings().kept()).isEmpty();
  }

  @Test
  void an_api_that_stays_away_is_given_up_and_the_leg_goes_on() {
    FakePhone phone = phone();
    phone.says(WORDS);
    LegId leg = recorded(phone);
    world.fake().weather(AWAY);
    phone.press("#");
    pass(45);

    assertThat(soundOf(leg).length()).isZero();
    assertThat(phone.call().isOver()).isFalse();
  }

  @Test
  void a_recording_of_a_server_that_died_is_deleted_when_it_is_told() {
    FakePhone phone = phone();
    phone.says(WORDS);
    LegId _ = recorded(phone);
    world.startAnew();
    phone.press("#");
    pass(10);

    assertThat(world.fake().recordings().kept()).isEmpty();
  }

  private static final FakeTwilio.Weather AWAY =
      new FakeTwilio.Weather() {
        @Override
        public RestReply request(RestRequest request, Function<RestRequest, RestReply> done) {
          return new RestReply.NotSent("away");
        }
      };
}
