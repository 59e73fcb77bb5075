package org.hustings.telephony.sip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hustings.telephony.sip.stack.Body;
import org.hustings.telephony.sip.stack.Head;
import org.hustings.telephony.sip.stack.Header;
import org.hustings.telephony.sip.stack.Reply;
import org.hustings.telephony.sip.stack.SipRequest;
import org.junit.jupiter.api.Test;

/// Sessions that end unless somebody refreshes them (RFC 4028), whoever that is.
class SessionTimerTest {
  private static final Header TAKES_UPDATE = new Header("Allow", "INVITE, ACK, BYE, UPDATE");
  private static final Header KNOWN = new Header("Supported", "timer");

  private final CallWorld world = new CallWorld();
  private final ScriptedStack stack = world.stack;

  private static Header lasts(String value) {
    return new Header("Session-Expires", value);
  }

  /// A call of ours that was answered so.
  private ScriptedStack.Sent answered(Header... headers) {
    world.call();
    ScriptedStack.Sent invite = stack.next("INVITE");
    invite
        .answers
        .orElseThrow()
        .response(invite.response(200, "far", Optional.of(ScriptedStack.SDP), headers));
    world.settle();
    stack.next("ACK");
    return invite;
  }

  @Test
  void that_we_know_timers_is_always_said_and_a_wish_only_where_there_is_one() {
    world.call();
    Head silent = stack.next("INVITE").request.head();
    assertThat(silent.headers("Supported")).contains("timer");
    assertThat(silent.header("Session-Expires")).isEmpty();

    world.sessionLasts = Optional.of(Duration.ofMinutes(30));
    world.call();
    assertThat(stack.next("INVITE").request.head().header("Session-Expires")).contains("1800");
  }

  @Test
  void a_way_that_wants_longer_sessions_is_asked_again_for_one_and_gets_its_least_back() {
    world.sessionLasts = Optional.of(Duration.ofSeconds(100));
    world.call();
    ScriptedStack.Sent first = stack.next("INVITE");
    first.answer(422, new Header("Min-SE", "600"));
    world.settle();
    Head second = stack.next("INVITE").request.head();
    assertThat(second.callId()).isEqualTo(first.request.head().callId());
    assertThat(second.cseq()).isEqualTo(2);
    assertThat(second.header("Session-Expires")).contains("600");
    assertThat(second.header("Min-SE")).contains("600");
    assertThat(world.ends).isEmpty();
  }

  @Test
  void a_422_that_asks_for_no_more_than_it_got_ends_the_call() {
    world.sessionLasts = Optional.of(Duration.ofMinutes(10));
    world.call();
    stack.next("INVITE").answer(422, new Header("Min-SE", "600"));
    world.settle();
    assertThat(stack.quiet()).isTrue();
    assertThat(world.ends).containsExactly(new CallEnd.Refused(422, List.of(), false));
  }

  @Test
  void when_refreshing_is_our_part_it_is_done_at_half_time_for_ever() {
    answered(lasts("200;refresher=uac"), TAKES_UPDATE);
    for (int i = 0; i < 5; i++) {
      world.pass(Duration.ofSeconds(99));
      assertThat(stack.quiet()).isTrue();
      world.pass(Duration.ofSeconds(1));
      ScriptedStack.Sent update = stack.next("UPDATE");
      assertThat(update.request.head().header("Session-Expires")).contains("200;refresher=uac");
      assertThat(update.request.head().body()).isEmpty();
      update.answer(200, lasts("200;refresher=uac"));
      world.settle();
    }
    assertThat(world.ends).isEmpty();
  }

  @Test
  void without_update_it_is_a_reinvite_with_our_description_unchanged_and_its_2xx_gets_its_ack() {
    answered(lasts("200;refresher=uac"));
    world.pass(Duration.ofSeconds(100));
    ScriptedStack.Sent reinvite = stack.next("INVITE");
    assertThat(reinvite.request.head().sdp()).contains(ScriptedStack.SDP);
    assertThat(reinvite.request.head().to().tag()).contains("far");
    reinvite.answerWithSdp(200);
    world.settle();
    assertThat(stack.next("ACK").request.head().cseq()).isEqualTo(reinvite.request.head().cseq());
    stack.receiveStray(reinvite.response(200, "far", Optional.of(ScriptedStack.SDP)));
    world.settle();
    assertThat(stack.next("ACK").request.head().cseq()).isEqualTo(reinvite.request.head().cseq());
    assertThat(world.heard).endsWith("answered", "reanswered");
    assertThat(world.ends).isEmpty();
  }

  @Test
  void a_far_end_that_allows_update_and_refuses_it_gets_a_reinvite() {
    answered(lasts("200;refresher=uac"), TAKES_UPDATE);
    world.pass(Duration.ofSeconds(100));
    stack.next("UPDATE").answer(405);
    world.settle();
    stack.next("INVITE");
  }

  @Test
  void a_refresh_that_clashes_is_tried_again_between_two_and_four_seconds_later() {
    answered(lasts("200;refresher=uac"));
    world.pass(Duration.ofSeconds(100));
    stack.next("INVITE").answer(491);
    world.settle();
    world.pass(Duration.ofMillis(2_099));
    assertThat(stack.quiet()).isTrue();
    world.pass(Duration.ofMillis(1_901));
    stack.next("INVITE");
    assertThat(world.ends).isEmpty();
  }

  @Test
  void a_refresh_that_is_too_short_by_now_is_sent_again_for_longer() {
    answered(lasts("200;refresher=uac"), TAKES_UPDATE);
    world.pass(Duration.ofSeconds(100));
    stack.next("UPDATE").answer(422, new Header("Min-SE", "300"));
    world.settle();
    assertThat(stack.next("UPDATE").request.head().header("Session-Expires"))
        .contains("300;refresher=uac");
  }

  @Test
  void a_reinvite_into_our_own_is_glare() {
    ScriptedStack.Sent invite = answered(lasts("200;refresher=uac"));
    world.pass(Duration.ofSeconds(100));
    stack.next("INVITE");
    ScriptedStack.Incoming theirs =
        stack.receive(
            CallWorld.within(
                invite, SipRequest.INVITE, 1, Optional.of(Body.sdp(ScriptedStack.SDP))));
    world.settle();
    assertThat(theirs.last().status()).isEqualTo(491);
  }

  @Test
  void a_far_end_that_knows_of_no_session_when_we_refresh_it_has_vanished() {
    answered(lasts("200;refresher=uac"), TAKES_UPDATE);
    world.pass(Duration.ofSeconds(100));
    stack.next("UPDATE").answer(481);
    world.settle();
    assertThat(world.ends).containsExactly(new CallEnd.Vanished());
  }

  @Test
  void refreshes_that_are_refused_for_ever_end_the_call_when_its_time_is_over() {
    answered(lasts("200;refresher=uac"), TAKES_UPDATE);
    world.pass(Duration.ofSeconds(100));
    stack.next("UPDATE").answer(403);
    world.pass(Duration.ofSeconds(67));
    assertThat(world.ends).isEmpty();
    world.pass(Duration.ofSeconds(1));
    assertThat(world.ends).containsExactly(new CallEnd.Expired());
    stack.next("BYE");
  }

  @Test
  void a_far_end_that_does_not_refresh_as_agreed_is_left_a_little_before_the_end() {
    answered(lasts("200;refresher=uas"));
    world.pass(Duration.ofSeconds(167));
    assertThat(stack.quiet()).isTrue();
    world.pass(Duration.ofSeconds(1));
    stack.next("BYE");
    assertThat(world.ends).containsExactly(new CallEnd.Expired());
  }

  @Test
  void each_refresh_of_the_far_end_begins_the_time_anew() {
    ScriptedStack.Sent invite = answered(lasts("200;refresher=uas"));
    for (int i = 1; i < 5; i++) {
      world.pass(Duration.ofSeconds(150));
      Reply reply = refresh(invite, i, KNOWN, lasts("200;refresher=uac")).last();
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.headers())
          .contains(lasts("200;refresher=uac"), new Header("Require", "timer"));
    }
    assertThat(world.ends).isEmpty();
  }

  @Test
  void a_far_end_may_hand_the_part_over_to_us_and_take_the_timer_away() {
    ScriptedStack.Sent invite = answered(lasts("200;refresher=uas"), TAKES_UPDATE);
    Reply reply = refresh(invite, 1, KNOWN, lasts("400;refresher=uas")).last();
    assertThat(reply.headers()).contains(lasts("400;refresher=uas"));
    world.pass(Duration.ofSeconds(200));
    stack.next("UPDATE").answer(200, lasts("400;refresher=uac"));
    world.settle();

    assertThat(refresh(invite, 2).last().headers()).noneMatch(it -> it.named("Session-Expires"));
    world.pass(Duration.ofHours(5));
    assertThat(stack.quiet()).isTrue();
    assertThat(world.ends).isEmpty();
  }

  @Test
  void after_the_end_nothing_is_refreshed() {
    ScriptedStack.Sent invite = answered(lasts("200;refresher=uac"), TAKES_UPDATE);
    stack.receive(CallWorld.within(invite, SipRequest.BYE, 1, Optional.empty()));
    world.pass(Duration.ofHours(1));
    assertThat(stack.quiet()).isTrue();
    assertThat(world.ends).hasSize(1);
  }

  @Test
  void a_caller_who_asks_for_less_than_90_seconds_is_told_the_least() {
    ScriptedStack.Incoming invite = offered(KNOWN, lasts("60"));
    assertThat(invite.last().status()).isEqualTo(422);
    assertThat(invite.last().headers()).contains(new Header("Min-SE", "90"));
    assertThat(world.heard).isEmpty();
  }

  @Test
  void a_caller_who_knows_timers_refreshes_unless_it_wants_us_to() {
    assertThat(accepted(KNOWN, lasts("600")))
        .contains(lasts("600;refresher=uac"), new Header("Require", "timer"));
    assertThat(new SessionTimerTest().accepted(KNOWN, lasts("600;refresher=uas")))
        .contains(lasts("600;refresher=uas"))
        .noneMatch(it -> it.named("Require"));
  }

  @Test
  void a_caller_who_requires_timers_is_taken() {
    assertThat(accepted(new Header("Require", "timer"), lasts("600;refresher=uac")))
        .contains(lasts("600;refresher=uac"));
  }

  @Test
  void where_a_proxy_wants_the_timer_and_the_caller_knows_none_we_refresh() {
    assertThat(accepted(lasts("90"))).contains(lasts("90;refresher=uas"));
    world.pass(Duration.ofSeconds(45));
    stack.next("INVITE");
  }

  @Test
  void a_caller_who_does_not_refresh_is_left() {
    accepted(KNOWN, lasts("600"));
    world.pass(Duration.ofSeconds(568));
    stack.next("BYE");
    assertThat(world.ends).containsExactly(new CallEnd.Expired());
  }

  private ScriptedStack.Incoming offered(Header... headers) {
    ScriptedStack.Incoming invite =
        stack.receive(world.invite(Optional.of(Body.sdp(ScriptedStack.SDP)), headers));
    world.settle();
    return invite;
  }

  /// The headers of our 200, which is acknowledged.
  private List<Header> accepted(Header... headers) {
    ScriptedStack.Incoming invite = offered(headers);
    Optional.ofNullable(world.incoming).orElseThrow().accept(ScriptedStack.SDP);
    world.settle();
    stack.receiveAck(world.fromCaller(invite, SipRequest.ACK, 1));
    world.settle();
    assertThat(invite.last().status()).isEqualTo(200);
    return invite.last().headers();
  }

  private ScriptedStack.Incoming refresh(ScriptedStack.Sent invite, long cseq, Header... headers) {
    SipRequest plain = CallWorld.within(invite, SipRequest.UPDATE, cseq, Optional.empty());
    Head head = plain.head();
    ScriptedStack.Incoming received =
        stack.receive(
            new SipRequest(
                plain.method(),
                plain.uri(),
                new Head(
                    head.callId(),
                    head.from(),
                    head.to(),
                    cseq,
                    head.contact(),
                    List.of(),
                    List.of(headers),
                    Optional.empty())));
    world.settle();
    return received;
  }
}
