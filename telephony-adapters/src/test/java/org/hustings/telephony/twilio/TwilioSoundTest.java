package org.hustings.telephony.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.hustings.core.id.LegId;
import org.hustings.core.id.RecordingId;
import org.hustings.core.recording.Pcmu;
import org.hustings.core.telephony.FarEnd;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.Sound;
import org.hustings.core.telephony.Telephony.PlaybackId;
import org.hustings.telephony.twilio.fake.FakePhone;
import org.hustings.telephony.twilio.fake.FakeTwilio;
import org.hustings.telephony.twilio.rest.RestReply;
import org.hustings.telephony.twilio.rest.RestRequest;
import org.hustings.telephony.twilio.webhook.WebhookReply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who hears whom and what, as Twilio's rooms have it.
class TwilioSoundTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final TwilioWorld world = new TwilioWorld();

  @AfterEach
  void close() {
    world.close();
  }

  private LegId voter() {
    LegId leg = world.call(FarEnd.ANSWERS);
    world.time().advanceBy(Duration.ofSeconds(5));
    return leg;
  }

  /// A volunteer on the telephone, keying nothing yet.
  private LegId volunteer(FakePhone phone) {
    world.time().advanceBy(Duration.ofMillis(500));
    LegId leg = world.offered().leg();
    world.telephony().answer(leg);
    world.time().advanceBy(Duration.ofSeconds(2));
    assertThat(phone.call().status()).isEqualTo("in-progress");
    return leg;
  }

  private FakePhone dials() {
    return world.fake().phone("+19195550111", "+19195550140");
  }

  private static List<Sound> recording(Duration length) {
    return List.of(
        new Sound.Recorded(
            new RecordingId(7), Pcmu.of(new byte[Math.toIntExact(length.toMillis() * 8)])));
  }

  private List<LegEvent.PlaybackFinished> playbacks(LegId leg) {
    return world.told(leg).stream()
        .filter(LegEvent.PlaybackFinished.class::isInstance)
        .map(LegEvent.PlaybackFinished.class::cast)
        .toList();
  }

  @Test
  void a_bridge_is_a_room_that_the_volunteer_stays_in_when_the_voter_leaves() {
    FakePhone phone = dials();
    LegId volunteer = volunteer(phone);
    LegId voter = voter();
    world.telephony().bridge(volunteer, voter);
    world.time().advanceBy(SECOND);
    assertThat(phone.call().talksWith()).containsExactly(world.callOf(voter).sid());
    world.telephony().hangUp(voter);
    world.time().advanceBy(SECOND);
    assertThat(phone.call().talksWith()).isEmpty();
    assertThat(phone.call().isInRoom()).isTrue();
    LegId next = voter();
    world.telephony().bridge(volunteer, next);
    world.time().advanceBy(SECOND);
    assertThat(phone.call().talksWith()).containsExactly(world.callOf(next).sid());
  }

  @Test
  void legs_that_are_no_longer_bridged_do_not_hear_each_other() {
    FakePhone phone = dials();
    LegId volunteer = volunteer(phone);
    LegId voter = voter();
    world.telephony().bridge(volunteer, voter);
    world.time().advanceBy(SECOND);
    world.telephony().unbridge(volunteer);
    world.time().advanceBy(SECOND);
    assertThat(phone.call().talksWith()).isEmpty();
    assertThat(world.callOf(voter).isInRoom()).isFalse();
    assertThat(world.callOf(voter).isOver()).isFalse();
  }

  @Test
  void a_voter_who_answers_is_bridged_without_any_request_once_the_volunteer_is_in_their_room() {
    FakePhone phone = dials();
    LegId volunteer = volunteer(phone);
    LegId first = voter();
    world.telephony().bridge(volunteer, first);
    world.telephony().hangUp(first);
    world.time().advanceBy(SECOND);
    world.listen(event -> {
      if (event instanceof LegEvent.Answered answered) {
        world.telephony().bridge(volunteer, answered.leg());
      }
    });
    LegId next = world.call(FarEnd.ANSWERS);
    world.time().runUntilQuiet();
    List<RestRequest> sent = sentFromNowOn();
    world.time().advanceBy(Duration.ofSeconds(5));
    assertThat(phone.call().talksWith()).containsExactly(world.callOf(next).sid());
    assertThat(sent).isEmpty();
  }

  /// What is asked of Twilio, but for looks into its books.
  private List<RestRequest> sentFromNowOn() {
    List<RestRequest> sent = new ArrayList<>();
    world
        .fake()
        .weather(
            new FakeTwilio.Weather() {
              @Override
              public RestReply request(RestRequest request, Function<RestRequest, RestReply> act) {
                if (request.method() == RestRequest.Method.POST) {
                  sent.add(request);
                }
                return act.apply(request);
              }
            });
    return sent;
  }

  @Test
  void r12_a_voicemail_goes_on_to_its_end_while_the_volunteer_talks_to_the_next_voter() {
    FakePhone phone = dials();
    LegId volunteer = volunteer(phone);
    LegId machine = voter();
    world.telephony().bridge(volunteer, machine);
    world.time().advanceBy(SECOND);
    world.telephony().unbridge(machine);
    world.telephony().play(machine, new PlaybackId(3), recording(Duration.ofSeconds(20)));
    world.time().advanceBy(SECOND);
    assertThat(phone.call().talksWith()).isEmpty();
    LegId next = voter();
    world.telephony().bridge(volunteer, next);
    world.time().advanceBy(SECOND);
    assertThat(phone.call().talksWith()).containsExactly(world.callOf(next).sid());
    phone.hangUp();
    world.time().advanceBy(Duration.ofSeconds(20));
    assertThat(playbacks(machine))
        .singleElement()
        .satisfies(finished -> {
          assertThat(finished.whole()).isTrue();
          assertThat(finished.played()).isEqualTo(Duration.ofSeconds(20));
        });
  }

  @Test
  void a_voicemail_that_is_cut_by_the_machine_is_told_as_cut_before_the_end() {
    LegId machine = world.call(FarEnd.ANSWERS_AND_HANGS_UP);
    world.time().advanceBy(Duration.ofSeconds(3));
    world.telephony().play(machine, new PlaybackId(4), recording(Duration.ofSeconds(20)));
    world.time().advanceBy(Duration.ofSeconds(20));
    assertThat(playbacks(machine))
        .singleElement()
        .satisfies(finished -> {
          assertThat(finished.whole()).isFalse();
          assertThat(finished.played()).isLessThan(Duration.ofSeconds(4));
        });
    assertThat(world.kinds(machine)).endsWith("PlaybackFinished", "Ended");
  }

  @Test
  void a_sound_that_twilio_could_not_fetch_was_not_played() {
    LegId leg = voter();
    var answer = world.telephony().webhooks();
    world
        .fake()
        .webhooksAt(request ->
            request.path().startsWith("/sound/")
                ? WebhookReply.refused(403)
                : answer.answer(request));
    world.telephony().play(leg, new PlaybackId(5), recording(Duration.ofSeconds(20)));
    world.time().advanceBy(SECOND);
    assertThat(playbacks(leg)).singleElement().satisfies(p -> assertThat(p.whole()).isFalse());
  }

  @Test
  void a_pin_is_keyed_into_a_prompt_which_stops_and_every_key_is_told_in_order() {
    FakePhone phone = dials();
    LegId leg = volunteer(phone);
    world
        .telephony()
        .play(
            leg,
            new PlaybackId(1),
            List.of(new Sound.Prompt("welcome"), new Sound.Prompt("enter-number")));
    world.time().advanceBy(SECOND);
    phone.press("421*7#");
    world.time().advanceBy(Duration.ofSeconds(4));
    assertThat(
            world.told(leg).stream()
                .filter(LegEvent.Digit.class::isInstance)
                .map(event -> ((LegEvent.Digit) event).key()))
        .containsExactly('4', '2', '1', '*', '7', '#');
    assertThat(playbacks(leg)).singleElement().satisfies(p -> assertThat(p.whole()).isFalse());
  }

  @Test
  void several_wishes_at_once_are_one_request() {
    LegId volunteer = volunteer(dials());
    LegId voter = voter();
    List<RestRequest> sent = sentFromNowOn();
    world.telephony().bridge(volunteer, voter);
    world.telephony().unbridge(voter);
    world.telephony().play(voter, new PlaybackId(9), recording(SECOND));
    world.time().advanceBy(SECOND);
    assertThat(sent).hasSize(2);
  }

  @Test
  void a_redirect_that_got_lost_is_asked_for_again() {
    LegId leg = voter();
    world
        .fake()
        .weather(
            new FakeTwilio.Weather() {
              private int requests;

              @Override
              public RestReply request(RestRequest request, Function<RestRequest, RestReply> act) {
                return ++requests == 1 ? new RestReply.Unknown("timeout") : act.apply(request);
              }
            });
    world.telephony().play(leg, new PlaybackId(9), recording(SECOND));
    world.time().advanceBy(Duration.ofSeconds(8));
    assertThat(playbacks(leg)).singleElement().satisfies(p -> assertThat(p.whole()).isTrue());
  }
}
