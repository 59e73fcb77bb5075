package org.hustings.telephony.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.DialOrder;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.Telephony;
import org.hustings.core.telephony.Telephony.Admission;
import org.hustings.core.telephony.Telephony.Capability;
import org.hustings.core.time.VirtualTime;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.telephony.phonenet.Behaviour;
import org.hustings.telephony.phonenet.Clockwork;
import org.hustings.telephony.phonenet.RingLog;
import org.hustings.telephony.phonenet.Subscribers;
import org.hustings.telephony.phonenet.memory.InMemoryNetwork;
import org.junit.jupiter.api.Test;

/// Two networks as one: what begins in one stays in it.
class HomesTest {
  private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-02T14:00:00Z"));
  private final RingLog northLog = RingLog.inMemory(time);
  private final RingLog southLog = RingLog.inMemory(time);
  private final InMemoryNetwork north = network("north", northLog, 1, true);
  private final InMemoryNetwork south = network("south", southLog, 5, false);
  private final List<LegEvent> told = new ArrayList<>();
  private final Telephony homes = new Homes(List.of(home(north, "north"), home(south, "south")));

  HomesTest() {
    homes.listen(told::add);
    time.runUntilQuiet();
  }

  private InMemoryNetwork network(String trunk, RingLog log, int channels, boolean early) {
    InMemoryNetwork.Settings usual = InMemoryNetwork.Settings.USUAL;
    Subscribers all =
        Subscribers.all(
            new Behaviour.Answers(
                Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofMinutes(9)));
    return new InMemoryNetwork(
        Clockwork.of(time),
        all,
        log,
        new InMemoryNetwork.Settings(
            trunk,
            channels,
            1_000,
            usual.latency(),
            early,
            usual.silentAfter(),
            usual.probeWithin(),
            usual.promptLength()));
  }

  private static Homes.Home home(InMemoryNetwork network, String trunk) {
    return new Homes.Home(
        trunk, network.connect(), () -> true, trunk::equals, dialog -> dialog.startsWith(trunk));
  }

  private LegId callsIn(InMemoryNetwork network) {
    network.phone(Optional.empty()).dial("8005550100");
    time.advanceBy(Duration.ofSeconds(1));
    LegId leg = told.getLast().leg();
    homes.answer(leg);
    time.advanceBy(Duration.ofSeconds(1));
    return leg;
  }

  private String trunkOf(Admission admission) {
    return ((Admission.Admitted) admission).permit().trunk();
  }

  private LegId orders(Telephony.Permit permit) {
    LegId leg = new LegId(UUID.randomUUID());
    homes.originate(
        new DialOrder(
            leg,
            new PhoneNumber("+19195550182"),
            Optional.empty(),
            Duration.ofSeconds(60),
            false,
            permit));
    time.advanceBy(Duration.ofSeconds(5));
    return leg;
  }

  @Test
  void a_voter_is_called_from_where_the_volunteer_is_though_the_other_home_has_channels() {
    LegId volunteer = callsIn(north);
    Admission first = homes.admit(time.instant(), volunteer);
    assertThat(trunkOf(first)).isEqualTo("north");
    assertThat(homes.admit(time.instant(), volunteer)).isInstanceOf(Admission.NotNow.class);
    LegId voter = orders(((Admission.Admitted) first).permit());
    assertThat(northLog.rings()).hasSize(1);
    assertThat(southLog.rings()).isEmpty();
    homes.bridge(volunteer, voter);
    homes.hangUp(voter);
    time.advanceBy(Duration.ofSeconds(1));
    assertThat(told.getLast()).isInstanceOf(LegEvent.Ended.class);
  }

  @Test
  void a_volunteer_in_the_other_home_has_its_channels() {
    LegId volunteer = callsIn(south);
    Admission admission = homes.admit(time.instant(), volunteer);
    assertThat(trunkOf(admission)).isEqualTo("south");
    LegId _ = orders(((Admission.Admitted) admission).permit());
    assertThat(southLog.rings()).hasSize(1);
  }

  @Test
  void without_a_volunteer_the_first_home_with_a_channel_is_taken() {
    assertThat(trunkOf(homes.admit(time.instant()))).isEqualTo("north");
    assertThat(trunkOf(homes.admit(time.instant()))).isEqualTo("south");
  }

  @Test
  void declares_what_all_can_and_what_is_only_told_by_one() {
    assertThat(homes.capabilities())
        .contains(Capability.EARLY_MEDIA, Capability.INCOMING, Capability.PROBE, Capability.PLAY)
        .doesNotContain(Capability.RECORD, Capability.BROWSER);
  }
}
