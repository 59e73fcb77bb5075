package org.hustings.telephony.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.LegEnd.Outcome;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.Telephony.Admission;
import org.hustings.core.telephony.Telephony.Permit;
import org.hustings.telephony.peers.Sipp;
import org.hustings.telephony.peers.SippScenario;
import org.hustings.telephony.phonenet.wire.Towns;
import org.hustings.telephony.sip.TrunkConfig.Address;
import org.hustings.telephony.sip.TrunkConfig.Capacity;
import org.hustings.telephony.sip.stack.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which of several carriers gets a call, seen from the carriers, played by sipp. Without sipp
/// these fail.
class SeveralTrunksTest {
  private static final SippScenario BUSY = SippScenario.refusingAtOnce(486, "Busy Here");

  @TempDir private Path directory;

  private static TrunkConfig trunk(String name, Sipp carrier, Capacity capacity) {
    return TrunkConfig.of(name, new Address("127.0.0.1", carrier.port(), Transport.UDP), capacity);
  }

  private static SipWorld towards(TrunkConfig... trunks) {
    return SipWorld.open(SipWorld.config(trunks));
  }

  @Test
  void what_the_first_has_no_channel_for_goes_to_the_spare_one_and_then_the_first_is_used_again() {
    try (Sipp first = Sipp.carrier(directory, SippScenario.of("rings-out").times(2));
        Sipp spare = Sipp.carrier(directory, BUSY);
        SipWorld world =
            towards(
                trunk("first", first, new Capacity(1, 1000, 1, 1)),
                trunk("spare", spare, new Capacity(10, 1000, 2, 1)))) {
      LegId rings = world.call(SipWorld.RING_FOR);
      world.await(rings, LegEvent.Ringing.class);
      assertThat(world.end(world.call(SipWorld.RING_FOR)).outcome()).isEqualTo(Outcome.BUSY);
      spare.awaitPlayed();
      world.telephony.hangUp(rings);
      world.end(rings);

      LegId again = world.call(SipWorld.RING_FOR);
      world.await(again, LegEvent.Ringing.class);
      world.telephony.hangUp(again);
      world.end(again);
      first.awaitPlayed();
      assertThat(spare.calls()).hasSize(1);
    }
  }

  @Test
  void a_second_call_of_the_same_moment_goes_where_there_is_room_and_a_third_waits() {
    try (Sipp first = Sipp.carrier(directory, BUSY);
        Sipp other = Sipp.carrier(directory, BUSY);
        SipWorld world =
            towards(
                trunk("first", first, new Capacity(10, 1, 1, 1)),
                trunk("other", other, new Capacity(10, 2, 2, 1)))) {
      Instant now = SipWorld.timersNow();
      Permit one = admitted(world, now);
      Permit two = admitted(world, now);
      assertThat(world.telephony.admit(now))
          .isEqualTo(new Admission.NotNow("cps", now.plus(Duration.ofMillis(500))));

      world.end(world.call(SipWorld.VOTER, SipWorld.RING_FOR, two));
      other.awaitPlayed();
      assertThat(first.calls()).isEmpty();
      world.end(world.call(SipWorld.VOTER, SipWorld.RING_FOR, one));
      first.awaitPlayed();
    }
  }

  private static Permit admitted(SipWorld world, Instant now) {
    return ((Admission.Admitted) world.telephony.admit(now)).permit();
  }

  /// That the lighter one gets as many, or none, happens less than once in a million runs.
  @Test
  void trunks_of_one_priority_share_the_calls_by_their_weights_and_none_is_lost_or_doubled() {
    int calls = 80;
    try (Sipp light = Sipp.carrier(directory, BUSY.times(calls));
        Sipp heavy = Sipp.carrier(directory, BUSY.times(calls));
        SipWorld world =
            towards(
                trunk("light", light, new Capacity(10, 1000, 1, 1)),
                trunk("heavy", heavy, new Capacity(10, 1000, 1, 3)))) {
      for (int i = 0; i < calls; i++) {
        Permit permit = world.awaitPermit();
        world.end(world.call(SipWorld.VOTER, SipWorld.RING_FOR, permit));
      }
      Towns.eventually(() -> light.calls().size() + heavy.calls().size() == calls);
      assertThat(light.calls().size()).isBetween(1, heavy.calls().size() - 1);
    }
  }

  /// No sooner than its budget lets it, whatever the machine does.
  @Test
  void no_more_calls_begin_on_the_wire_than_the_trunk_may_have_in_a_second() {
    int calls = 6;
    try (Sipp carrier = Sipp.carrier(directory, BUSY.times(calls));
        SipWorld world = towards(trunk("slow", carrier, new Capacity(10, 10, 1, 1)))) {
      Instant began = SipWorld.timersNow();
      for (int i = 0; i < calls; i++) {
        Permit permit = world.awaitPermit();
        world.call(SipWorld.VOTER, SipWorld.RING_FOR, permit);
      }
      carrier.awaitPlayed();
      assertThat(SipWorld.timersNow()).isAfterOrEqualTo(began.plusMillis(500));
      assertThat(carrier.calls()).hasSize(calls);
    }
  }
}
