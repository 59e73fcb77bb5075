package org.hustings.telephony.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.FarEnd;
import org.hustings.telephony.twilio.fake.FakeCall;
import org.hustings.telephony.twilio.fake.FakePhone;
import org.hustings.telephony.twilio.fake.FakeTwilio;
import org.hustings.telephony.twilio.rest.RestReply;
import org.hustings.telephony.twilio.rest.RestRequest;
import org.hustings.telephony.twilio.webhook.Elsewhere;
import org.hustings.telephony.twilio.webhook.Elsewhere.Found;
import org.hustings.telephony.twilio.webhook.WebhookReply;
import org.hustings.telephony.twilio.webhook.WebhookRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A leg in a room asks for nothing, so what a dead server leaves in rooms is looked for.
class SweepTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration LONG = Duration.ofMinutes(5);

  private final TwilioWorld world = new TwilioWorld();

  @AfterEach
  void close() {
    world.close();
  }

  /// A volunteer and a voter who talk.
  private record Talk(LegId volunteer, LegId voter, FakeCall volunteers, FakeCall voters) {
    boolean isOver() {
      return volunteers.isOver() && voters.isOver();
    }

    boolean isUp() {
      return volunteers.talksWith().contains(voters.sid());
    }
  }

  private Talk talk() {
    FakePhone phone = world.fake().phone("+19195550111", "+19195550140");
    world.time().advanceBy(Duration.ofMillis(500));
    LegId volunteer = world.offered().leg();
    world.telephony().answer(volunteer);
    LegId voter = world.call(FarEnd.ANSWERS);
    world.time().advanceBy(Duration.ofSeconds(5));
    world.telephony().bridge(volunteer, voter);
    world.time().advanceBy(Duration.ofSeconds(1));
    Talk talk = new Talk(volunteer, voter, phone.call(), world.callOf(voter));
    assertThat(talk.isUp()).isTrue();
    return talk;
  }

  private static Elsewhere asking(Function<WebhookRequest, WebhookReply> server) {
    return request -> {
      WebhookReply reply =
          server.apply(
              new WebhookRequest(
                  request.method(), request.target(), request.signature(), request.body(), true));
      return switch (reply.status()) {
        case 404 -> new Found.Nowhere();
        case 403 -> new Found.Unsure();
        default -> new Found.There(reply);
      };
    };
  }

  @Test
  void r23_both_who_talk_in_a_room_of_a_dead_server_are_ended_within_a_minute() {
    Talk talk = talk();
    world.startAnew();
    world.time().advanceBy(MINUTE);
    assertThat(talk.isOver()).isTrue();
    assertThat(world.straysEnded()).isEqualTo(2);
  }

  @Test
  void r23_a_volunteer_alone_in_a_room_of_a_dead_server_is_ended_within_a_minute() {
    Talk talk = talk();
    world.telephony().hangUp(talk.voter);
    world.time().advanceBy(Duration.ofSeconds(1));
    assertThat(talk.volunteers.isInRoom()).isTrue();
    world.startAnew();
    world.time().advanceBy(MINUTE);
    assertThat(talk.volunteers.isOver()).isTrue();
    assertThat(world.straysEnded()).isEqualTo(1);
  }

  @Test
  void who_talks_in_a_room_of_this_server_talks_on() {
    Talk talk = talk();
    world.time().advanceBy(LONG);
    assertThat(talk.isUp()).isTrue();
    assertThat(world.straysEnded()).isZero();
  }

  @Test
  void a_room_of_another_server_is_left_alone_until_nobody_knows_it() {
    Talk talk = talk();
    TwilioTelephony another = world.telephony();
    world.startAnew();
    world.elsewhere(asking(another.webhooks()::answer));
    world.time().advanceBy(LONG);
    assertThat(talk.isUp()).isTrue();

    world.elsewhere(Elsewhere.NOWHERE);
    world.time().advanceBy(MINUTE);
    assertThat(talk.isOver()).isTrue();
  }

  @Test
  void nothing_is_ended_while_a_server_cannot_be_asked() {
    Talk talk = talk();
    world.startAnew();
    world.elsewhere(_ -> new Found.Unsure());
    world.time().advanceBy(LONG);
    assertThat(talk.isUp()).isTrue();

    world.elsewhere(Elsewhere.NOWHERE);
    world.time().advanceBy(MINUTE);
    assertThat(talk.isOver()).isTrue();
  }

  @Test
  void who_is_in_an_ownerless_room_and_known_to_a_server_by_their_call_is_left_alone() {
    Talk talk = talk();
    world.startAnew();
    world.elsewhere(request ->
        request.body().contains(talk.voters.sid())
            ? new Found.There(WebhookReply.noted())
            : new Found.Nowhere());
    world.time().advanceBy(MINUTE);
    assertThat(talk.volunteers.isOver()).isTrue();
    assertThat(talk.voters.isOver()).isFalse();
  }

  @Test
  void rooms_of_other_programs_and_of_other_installations_are_never_touched() {
    FakeCall programs = world.fake().ofAnotherProgram("sales");
    FakeCall installations = world.fake().ofAnotherProgram(theirs());
    FakeCall older = world.fake().ofAnotherProgram("leg-" + new UUID(1, 2));
    world.time().advanceBy(LONG);
    assertThat(programs.isOver()).isFalse();
    assertThat(installations.isOver()).isFalse();
    assertThat(older.isOver()).isFalse();
  }

  private static String theirs() {
    return new Rooms(URI.create("https://calls.example.com/twilio"))
        .nameOf(new LegId(new UUID(1, 2)));
  }

  @Test
  void a_rooms_name_says_whose_it_is_in_no_more_than_64_characters() {
    LegId host = new LegId(new UUID(1, 2));
    Rooms rooms = new Rooms(URI.create(TwilioWorld.ROOT));
    assertThat(rooms.nameOf(host)).hasSizeLessThanOrEqualTo(64).matches("[a-z0-9-]+");
    assertThat(rooms.hostOf(rooms.nameOf(host))).contains(host);
    assertThat(rooms.hostOf(theirs())).isEmpty();
    assertThat(rooms.hostOf(rooms.nameOf(host) + "0")).isEmpty();
  }

  @Test
  void while_twilio_cannot_be_asked_nothing_happens_and_it_is_tried_again() {
    Talk talk = talk();
    world.startAnew();
    world.fake().weather(answering(new RestReply.NotSent("away")));
    world.time().advanceBy(MINUTE);
    world.fake().weather(answering(FakeTwilio.refused(429, 20429)));
    world.time().advanceBy(MINUTE);
    assertThat(talk.isUp()).isTrue();

    world.fake().weather(FakeTwilio.Weather.FAIR);
    world.time().advanceBy(MINUTE);
    assertThat(talk.isOver()).isTrue();
  }

  private static FakeTwilio.Weather answering(RestReply answer) {
    return new FakeTwilio.Weather() {
      @Override
      public RestReply request(RestRequest request, Function<RestRequest, RestReply> done) {
        return answer;
      }
    };
  }

  @Test
  void a_server_says_which_legs_and_calls_it_knows_and_to_nobody_without_a_signature() {
    Talk talk = talk();
    assertThat(known("Leg", talk.volunteer.toString())).isEqualTo(204);
    assertThat(known("CallSid", talk.voters.sid())).isEqualTo(204);
    assertThat(known("Leg", new UUID(1, 2).toString())).isEqualTo(404);
    assertThat(known("Leg", "x")).isEqualTo(404);
    assertThat(known("CallSid", "CA1")).isEqualTo(404);
    WebhookRequest unsigned =
        new WebhookRequest(
            "POST",
            "/known",
            Optional.empty(),
            "AccountSid=" + TwilioWorld.ACCOUNT + "&Leg=" + talk.volunteer);
    assertThat(world.telephony().webhooks().answer(unsigned).status()).isEqualTo(403);
  }

  private int known(String field, String value) {
    Map<String, String> form =
        new HashMap<>(Map.of("AccountSid", TwilioWorld.ACCOUNT, field, value));
    return world.fake().post(TwilioWorld.ROOT + "/known", form).status();
  }
}
