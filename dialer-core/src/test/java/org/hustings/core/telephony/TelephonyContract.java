package org.hustings.core.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.hustings.core.id.LegId;
import org.hustings.core.id.RecordingId;
import org.hustings.core.recording.Pcmu;
import org.hustings.core.telephony.LegEnd.By;
import org.hustings.core.telephony.LegEnd.Outcome;
import org.hustings.core.telephony.LegEnd.Placed;
import org.hustings.core.telephony.LegEvent.AnsweredBy.Who;
import org.hustings.core.telephony.Telephony.Capability;
import org.hustings.core.telephony.Telephony.PlaybackId;
import org.hustings.core.telephony.Telephony.Rejection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What every adapter of the telephony port must do. A capability that an adapter declares is
/// proven; of one that it does not declare the lack is ([Undeclared]). Nothing is skipped.
public abstract class TelephonyContract {
  private static final Duration RING_FOR = Duration.ofSeconds(20);

  /// The world of one test.
  private TelephonyWorld world;

  protected abstract TelephonyWorld open();

  @BeforeEach
  void openWorld() {
    world = open();
  }

  @AfterEach
  void closeWorld() {
    world.close();
  }

  // ── given, when ────────────────────────────────────────────────────────────

  private Telephony telephony() {
    return world.telephony();
  }

  private boolean can(Capability capability) {
    return telephony().capabilities().contains(capability);
  }

  /// Runs the proof of a capability, or else proves that it is lacking as documented.
  private void where(Capability capability, Runnable proof) {
    if (can(capability)) {
      proof.run();
    } else {
      new Undeclared(world).prove(capability);
    }
  }

  private LegId call(FarEnd farEnd, Duration ringFor) {
    return call(farEnd, ringFor, false);
  }

  private LegId call(FarEnd farEnd, Duration ringFor, boolean machineHint) {
    LegId leg = new LegId(UUID.randomUUID());
    telephony()
        .originate(
            new DialOrder(
                leg, world.number(farEnd), Optional.empty(), ringFor, machineHint, world.permit()));
    return leg;
  }

  private LegId call(FarEnd farEnd) {
    return call(farEnd, RING_FOR);
  }

  private LegId answeredCall(FarEnd farEnd) {
    LegId leg = call(farEnd);
    world.await(leg, LegEvent.Answered.class);
    return leg;
  }

  private LegId answeredCaller() {
    LegId leg = world.someoneCalls(Optional.of("+19195550111"), "+19195550100").leg();
    telephony().answer(leg);
    world.await(leg, LegEvent.Answered.class);
    return leg;
  }

  private LegEnd end(LegId leg) {
    return world.await(leg, LegEvent.Ended.class).end();
  }

  private List<String> kinds(LegId leg) {
    return world.told(leg).stream().map(event -> event.getClass().getSimpleName()).toList();
  }

  private static List<Sound> sound(Duration duration) {
    byte[] octets = new byte[Math.toIntExact(duration.toMillis() * 8)];
    Arrays.fill(octets, (byte) 0x55);
    return List.of(new Sound.Recorded(new RecordingId(1), Pcmu.of(octets)));
  }

  // ── calling ────────────────────────────────────────────────────────────────

  @Nested
  class CallingAVoter {
    @Test
    void is_accepted_rings_is_answered_and_ends_in_this_order_and_ended_is_the_last() {
      LegId leg = answeredCall(FarEnd.ANSWERS_AND_HANGS_UP);
      LegEnd end = end(leg);
      world.settle();
      assertThat(kinds(leg))
          .filteredOn(kind -> !kind.equals("Established"))
          .containsSubsequence("Accepted", "Ringing", "Answered", "Ended")
          .endsWith("Ended");
      assertThat(kinds(leg)).containsOnlyOnce("Accepted", "Answered", "Ended");
      assertThat(end.outcome()).isEqualTo(Outcome.ANSWERED);
      assertThat(end.by()).isEqualTo(By.FAR_END);
      assertThat(end.placed()).isEqualTo(Placed.YES);
    }

    @Test
    void ends_as_the_network_says() {
      assertThat(end(call(FarEnd.BUSY)).outcome()).isEqualTo(Outcome.BUSY);
      assertThat(end(call(FarEnd.DECLINES)).outcome()).isEqualTo(Outcome.DECLINED);
      assertThat(end(call(FarEnd.NO_SUCH_NUMBER)).outcome()).isEqualTo(Outcome.UNREACHABLE);
    }

    @Test
    void r14_gives_up_when_it_rang_long_enough() {
      LegEnd end = end(call(FarEnd.RINGS, Duration.ofSeconds(2)));
      assertThat(end.outcome()).isEqualTo(Outcome.NO_ANSWER);
      assertThat(end.by()).isEqualTo(By.US);
      assertThat(end.rang()).isTrue();
    }

    @Test
    void is_told_to_be_heard_before_the_answer_where_the_network_is() {
      where(
          Capability.EARLY_MEDIA,
          () -> {
            LegId leg = call(FarEnd.HEARD_BEFORE_ANSWER);
            assertThat(world.await(leg, LegEvent.Ringing.class).earlyMedia()).isTrue();
            telephony().hangUp(leg);
            end(leg);
          });
    }

    @Test
    void tells_what_is_needed_to_end_it_after_a_crash() {
      where(
          Capability.HANG_UP_STORED,
          () -> {
            LegId leg = answeredCall(FarEnd.ANSWERS);
            String stored =
                world.told(leg).stream()
                    .filter(LegEvent.Established.class::isInstance)
                    .map(event -> ((LegEvent.Established) event).dialog())
                    .reduce((_, last) -> last)
                    .orElseThrow();
            assertThat(stored).isNotBlank();
            telephony().hangUp(leg);
            end(leg);
          });
    }
  }

  // ── who answers ────────────────────────────────────────────────────────────

  @Nested
  class AnAnsweringMachine {
    @Test
    void is_told_as_one_after_the_answer_and_stays_up_for_the_volunteer_to_decide() {
      where(
          Capability.MACHINE_HINT,
          () -> {
            LegId leg = call(FarEnd.MACHINE, RING_FOR, true);
            world.await(leg, LegEvent.Answered.class);
            assertThat(world.await(leg, LegEvent.AnsweredBy.class).who()).isEqualTo(Who.MACHINE);
            telephony().hangUp(leg);
            assertThat(end(leg).by()).isEqualTo(By.US);
          });
    }

    @Test
    void is_told_of_by_nobody_who_was_not_asked() {
      LegId leg = answeredCall(FarEnd.MACHINE);
      world.settle();
      telephony().hangUp(leg);
      end(leg);
      assertThat(kinds(leg)).contains("Answered").doesNotContain("AnsweredBy");
    }

    @Test
    void is_not_what_a_human_is_taken_for() {
      where(
          Capability.MACHINE_HINT,
          () -> {
            LegId leg = call(FarEnd.ANSWERS, RING_FOR, true);
            assertThat(world.await(leg, LegEvent.AnsweredBy.class).who()).isEqualTo(Who.HUMAN);
            telephony().hangUp(leg);
            end(leg);
          });
    }
  }

  // ── ending ─────────────────────────────────────────────────────────────────

  @Nested
  class HangingUp {
    @Test
    void ends_a_ringing_leg_as_cancelled() {
      LegId leg = call(FarEnd.RINGS);
      world.await(leg, LegEvent.Ringing.class);
      telephony().hangUp(leg);
      LegEnd end = end(leg);
      assertThat(end.outcome()).isEqualTo(Outcome.CANCELLED);
      assertThat(end.by()).isEqualTo(By.US);
    }

    @Test
    void ends_an_answered_leg() {
      LegId leg = answeredCall(FarEnd.ANSWERS);
      telephony().hangUp(leg);
      LegEnd end = end(leg);
      assertThat(end.outcome()).isEqualTo(Outcome.ANSWERED);
      assertThat(end.by()).isEqualTo(By.US);
    }

    @Test
    void right_after_the_order_ends_the_leg_and_it_was_never_answered() {
      LegId leg = call(FarEnd.ANSWERS);
      telephony().hangUp(leg);
      assertThat(end(leg).outcome()).isEqualTo(Outcome.CANCELLED);
      assertThat(kinds(leg)).doesNotContain("Answered");
    }

    @Test
    void twice_or_after_the_end_or_of_no_leg_at_all_is_harmless_and_there_is_one_ended() {
      LegId leg = answeredCall(FarEnd.ANSWERS);
      telephony().hangUp(leg);
      telephony().hangUp(leg);
      end(leg);
      telephony().hangUp(leg);
      telephony().unbridge(leg);
      telephony().stopPlaying(leg);
      telephony().hangUp(new LegId(UUID.randomUUID()));
      world.settle();
      assertThat(kinds(leg)).containsOnlyOnce("Ended").endsWith("Ended");
    }
  }

  // ── incoming ───────────────────────────────────────────────────────────────

  @Nested
  class BeingCalled {
    @Test
    void is_offered_with_both_numbers_and_is_up_when_answered() {
      where(
          Capability.INCOMING,
          () -> {
            LegEvent.Offered offered =
                world.someoneCalls(Optional.of("+19195550111"), "+19195550100");
            assertThat(offered.caller()).contains("+19195550111");
            assertThat(offered.dnis()).isEqualTo("+19195550100");
            telephony().answer(offered.leg());
            world.await(offered.leg(), LegEvent.Answered.class);
            world.callerHangsUp(offered.leg());
            LegEnd end = end(offered.leg());
            assertThat(end.outcome()).isEqualTo(Outcome.ANSWERED);
            assertThat(end.by()).isEqualTo(By.FAR_END);
          });
    }

    @Test
    void tells_nothing_of_a_caller_who_withholds_the_number() {
      where(
          Capability.INCOMING,
          () -> {
            LegEvent.Offered offered = world.someoneCalls(Optional.empty(), "+19195550100");
            assertThat(offered.caller()).isEmpty();
            telephony().reject(offered.leg(), Rejection.BUSY);
            end(offered.leg());
          });
    }

    @Test
    void may_be_refused_for_each_reason_and_ends() {
      where(
          Capability.INCOMING,
          () -> {
            for (Rejection why : Rejection.values()) {
              LegId leg = world.someoneCalls(Optional.of("+19195550111"), "+19195550100").leg();
              telephony().reject(leg, why);
              assertThat(end(leg).by()).isEqualTo(By.US);
            }
          });
    }

    @Test
    void ends_when_the_caller_gives_up_before_the_answer() {
      where(
          Capability.INCOMING,
          () -> {
            LegId leg = world.someoneCalls(Optional.of("+19195550111"), "+19195550100").leg();
            world.callerHangsUp(leg);
            LegEnd end = end(leg);
            assertThat(end.by()).isEqualTo(By.FAR_END);
            telephony().answer(leg);
            world.settle();
            assertThat(kinds(leg)).endsWith("Ended").doesNotContain("Answered");
          });
    }
  }

  // ── sound ──────────────────────────────────────────────────────────────────

  @Nested
  class Playing {
    @Test
    void ends_whole_when_all_was_played() {
      where(
          Capability.PLAY,
          () -> {
            LegId leg = answeredCall(FarEnd.ANSWERS);
            telephony().play(leg, new PlaybackId(7), sound(Duration.ofMillis(400)));
            LegEvent.PlaybackFinished finished = world.await(leg, LegEvent.PlaybackFinished.class);
            assertThat(finished.playback()).isEqualTo(new PlaybackId(7));
            assertThat(finished.whole()).isTrue();
            assertThat(finished.played()).isEqualTo(Duration.ofMillis(400));
          });
    }

    @Test
    void ends_cut_when_stopped_replaced_bridged_or_hung_up_each_under_its_own_id() {
      where(
          Capability.PLAY,
          () -> {
            LegId leg = answeredCall(FarEnd.ANSWERS);
            LegId other = answeredCall(FarEnd.ANSWERS);
            telephony().play(leg, new PlaybackId(1), sound(Duration.ofMinutes(1)));
            telephony().play(leg, new PlaybackId(2), sound(Duration.ofMinutes(1)));
            assertCut(leg, 1);
            telephony().stopPlaying(leg);
            assertCut(leg, 2);
            telephony().play(leg, new PlaybackId(3), sound(Duration.ofMinutes(1)));
            telephony().bridge(leg, other);
            assertCut(leg, 3);
            telephony().play(leg, new PlaybackId(4), sound(Duration.ofMinutes(1)));
            telephony().hangUp(leg);
            assertCut(leg, 4);
            end(leg);
            assertThat(kinds(leg)).endsWith("PlaybackFinished", "Ended");
          });
    }

    private void assertCut(LegId leg, long playback) {
      LegEvent.PlaybackFinished finished = world.await(leg, LegEvent.PlaybackFinished.class);
      assertThat(finished.playback()).isEqualTo(new PlaybackId(playback));
      assertThat(finished.whole()).isFalse();
    }
  }

  @Nested
  class Keys {
    @Test
    void of_the_other_end_are_told_one_by_one() {
      where(
          Capability.DIGITS_IN,
          () -> {
            LegId leg = answeredCall(FarEnd.PRESSES_KEYS);
            assertThat(world.await(leg, LegEvent.Digit.class).key()).isEqualTo('4');
            assertThat(world.await(leg, LegEvent.Digit.class).key()).isEqualTo('2');
            assertThat(world.await(leg, LegEvent.Digit.class).key()).isEqualTo('#');
          });
    }

    @Test
    void of_a_caller_are_told_too() {
      where(
          Capability.DIGITS_IN,
          () ->
              where(
                  Capability.INCOMING,
                  () -> {
                    LegId leg = answeredCaller();
                    world.callerPresses(leg, "90*");
                    assertThat(world.await(leg, LegEvent.Digit.class).key()).isEqualTo('9');
                    assertThat(world.await(leg, LegEvent.Digit.class).key()).isEqualTo('0');
                    assertThat(world.await(leg, LegEvent.Digit.class).key()).isEqualTo('*');
                  }));
    }

    @Test
    void of_ours_reach_the_other_end() {
      where(
          Capability.DIGITS_OUT,
          () -> {
            LegId leg = answeredCall(FarEnd.ANSWERS);
            telephony().sendDigits(leg, "15#");
            telephony().play(leg, new PlaybackId(1), sound(Duration.ofMillis(1500)));
            world.await(leg, LegEvent.PlaybackFinished.class);
            assertThat(world.keysHeardAt(leg)).isEqualTo("15#");
          });
    }
  }

  @Nested
  class RecordingALeg {
    @Test
    void gives_the_sound_once_when_it_is_stopped_and_the_leg_stays_up() {
      where(
          Capability.RECORD,
          () -> {
            LegId leg = answeredCall(FarEnd.ANSWERS);
            telephony().startRecording(leg);
            world.settle();
            telephony().stopRecording(leg);
            world.await(leg, LegEvent.RecordingFinished.class);
            telephony().stopRecording(leg);
            world.settle();
            assertThat(kinds(leg)).containsOnlyOnce("RecordingFinished").doesNotContain("Ended");
          });
    }

    @Test
    void tells_its_end_before_the_end_of_the_leg() {
      where(
          Capability.RECORD,
          () -> {
            LegId leg = answeredCall(FarEnd.ANSWERS);
            telephony().startRecording(leg);
            telephony().hangUp(leg);
            end(leg);
            assertThat(kinds(leg)).endsWith("RecordingFinished", "Ended");
          });
    }
  }

  // ── the rest ───────────────────────────────────────────────────────────────

  @Nested
  class Probing {
    @Test
    void tells_that_a_leg_is_up() {
      where(
          Capability.PROBE,
          () -> {
            LegId leg = answeredCall(FarEnd.ANSWERS);
            telephony().probe(leg);
            world.await(leg, LegEvent.Probed.class);
          });
    }
  }

  @Nested
  class Browsers {
    private final LegId leg = new LegId(UUID.randomUUID());

    private BrowserReply connects(BrowserMessage offer) {
      return telephony().connectBrowser(leg, offer).orTimeout(20, TimeUnit.SECONDS).join();
    }

    private TelephonyWorld.Browser heard() {
      TelephonyWorld.Browser browser = world.browser();
      BrowserReply reply = connects(browser.offer());
      assertThat(reply).isInstanceOf(BrowserReply.Agreed.class);
      browser.takes(((BrowserReply.Agreed) reply).message().orElseThrow());
      world.await(leg, LegEvent.Answered.class);
      return browser;
    }

    @Test
    void are_up_when_they_are_heard_and_over_when_they_leave() {
      where(
          Capability.BROWSER,
          () -> {
            heard().leaves();
            LegEnd end = end(leg);
            assertThat(end.outcome()).isEqualTo(Outcome.ANSWERED);
            assertThat(end.by()).isEqualTo(By.FAR_END);
            world.settle();
            assertThat(kinds(leg)).containsOnlyOnce("Answered", "Ended").endsWith("Ended");
          });
    }

    @Test
    void are_played_to_bridged_and_hung_up_like_any_leg() {
      where(
          Capability.BROWSER,
          () -> {
            heard();
            telephony().play(leg, new PlaybackId(3), sound(Duration.ofMillis(300)));
            assertThat(world.await(leg, LegEvent.PlaybackFinished.class).whole()).isTrue();
            telephony().play(leg, new PlaybackId(4), sound(Duration.ofMinutes(1)));
            telephony().bridge(leg, answeredCall(FarEnd.ANSWERS));
            assertThat(world.await(leg, LegEvent.PlaybackFinished.class).whole()).isFalse();
            telephony().hangUp(leg);
            telephony().hangUp(leg);
            assertThat(end(leg).by()).isEqualTo(By.US);
          });
    }

    @Test
    void whose_message_is_nonsense_are_refused_and_their_leg_ends() {
      where(
          Capability.BROWSER,
          () -> {
            assertThat(connects(new BrowserMessage("text/plain", "nonsense")))
                .isInstanceOf(BrowserReply.Refused.class);
            assertThat(end(leg).placed()).isEqualTo(Placed.SURELY_NOT);
          });
    }
  }

  @Nested
  class CallingAVolunteer {
    private LegId callMe(FarEnd farEnd, Duration ringFor) {
      LegId leg = new LegId(UUID.randomUUID());
      telephony()
          .callVolunteer(
              new CallMeOrder(
                  leg, world.number(farEnd), Optional.empty(), ringFor, world.permit()));
      return leg;
    }

    @Test
    void rings_is_answered_tells_the_keys_and_what_ends_it_after_a_crash() {
      where(
          Capability.CALL_ME,
          () -> {
            LegId leg = callMe(FarEnd.PRESSES_KEYS, RING_FOR);
            world.await(leg, LegEvent.Ringing.class);
            world.await(leg, LegEvent.Answered.class);
            assertThat(world.await(leg, LegEvent.Digit.class).key()).isEqualTo('4');
            assertThat(kinds(leg)).contains("Established");
            telephony().hangUp(leg);
            assertThat(end(leg).outcome()).isEqualTo(Outcome.ANSWERED);
          });
    }

    @Test
    void gives_up_when_it_rang_long_enough_and_says_busy_where_it_is() {
      where(
          Capability.CALL_ME,
          () -> {
            assertThat(end(callMe(FarEnd.RINGS, Duration.ofSeconds(2))).outcome())
                .isEqualTo(Outcome.NO_ANSWER);
            assertThat(end(callMe(FarEnd.BUSY, RING_FOR)).outcome()).isEqualTo(Outcome.BUSY);
          });
    }

    @Test
    void while_it_rings_can_be_given_up() {
      where(
          Capability.CALL_ME,
          () -> {
            LegId leg = callMe(FarEnd.RINGS, RING_FOR);
            world.await(leg, LegEvent.Ringing.class);
            telephony().hangUp(leg);
            assertThat(end(leg).outcome()).isEqualTo(Outcome.CANCELLED);
          });
    }

    /// As a volunteer's leg: it outlasts each voter, and is played to between two of them.
    @Test
    void is_bridged_with_one_voter_after_the_other_and_stays() {
      where(
          Capability.CALL_ME,
          () -> {
            LegId volunteer = callMe(FarEnd.ANSWERS, RING_FOR);
            world.await(volunteer, LegEvent.Answered.class);
            for (int voters = 1; voters <= 2; voters++) {
              telephony().play(volunteer, new PlaybackId(voters), sound(Duration.ofMinutes(1)));
              LegId voter = answeredCall(FarEnd.ANSWERS);
              telephony().bridge(volunteer, voter);
              LegEvent.PlaybackFinished cut =
                  world.await(volunteer, LegEvent.PlaybackFinished.class);
              assertThat(cut.playback()).isEqualTo(new PlaybackId(voters));
              telephony().hangUp(voter);
              end(voter);
            }
            telephony().play(volunteer, new PlaybackId(9), sound(Duration.ofMillis(300)));
            assertThat(world.await(volunteer, LegEvent.PlaybackFinished.class).whole()).isTrue();
            telephony().hangUp(volunteer);
            end(volunteer);
          });
    }
  }

  @Nested
  class ReportingOnMedia {
    @Test
    void counts_what_is_heard_of_a_leg_while_it_is_up() {
      where(
          Capability.MEDIA_REPORTS,
          () ->
              where(
                  Capability.DIGITS_IN,
                  () -> {
                    LegId leg = answeredCall(FarEnd.PRESSES_KEYS);
                    world.await(leg, LegEvent.Digit.class);
                    assertThat(telephony().mediaOf(leg).orElseThrow().heard().packets())
                        .isPositive();
                    telephony().hangUp(leg);
                    end(leg);
                    assertThat(telephony().mediaOf(leg)).isEmpty();
                  }));
    }

    @Test
    void says_nothing_of_a_leg_that_is_not_there() {
      where(
          Capability.MEDIA_REPORTS,
          () -> assertThat(telephony().mediaOf(new LegId(UUID.randomUUID()))).isEmpty());
    }
  }

  @Nested
  class Lacking {
    @Test
    void what_is_not_declared_is_refused_or_never_happens() {
      for (Capability capability : Capability.values()) {
        if (!can(capability)) {
          new Undeclared(world).prove(capability);
        }
      }
    }
  }

  @Nested
  class Admitting {
    @Test
    void gives_a_permit_of_a_named_trunk_that_may_be_closed_twice() {
      Telephony.Permit permit = world.permit();
      assertThat(permit.trunk()).isNotBlank();
      permit.close();
      permit.close();
    }

    @Test
    void says_when_to_ask_again_if_there_is_no_room() {
      Instant now = Instant.parse("2100-01-01T00:00:00Z");
      for (int i = 0; i < 100_000; i++) {
        if (telephony().admit(now) instanceof Telephony.Admission.NotNow refusal) {
          assertThat(refusal.reason()).isIn("no-trunk", "channels", "cps");
          assertThat(refusal.again()).isAfterOrEqualTo(now);
          return;
        }
      }
      throw new AssertionError("100,000 calls were admitted in one instant");
    }
  }
}
