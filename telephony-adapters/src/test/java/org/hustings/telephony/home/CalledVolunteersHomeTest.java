package org.hustings.telephony.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.CallMeOrder;
import org.hustings.core.telephony.DialOrder;
import org.hustings.core.telephony.ForwardingTelephony;
import org.hustings.core.telephony.Telephony;
import org.hustings.core.telephony.Telephony.Admission;
import org.hustings.core.telephony.Telephony.Capability;
import org.hustings.core.voter.PhoneNumber;
import org.junit.jupiter.api.Test;

/// By which home a volunteer is called who asked for it.
class CalledVolunteersHomeTest {
  private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");

  private final Set<String> unwell = new HashSet<>();
  private final Set<String> full = new HashSet<>();
  private final Line dialOnly = new Line("dial-only", false);
  private final Line north = new Line("north", true);
  private final Line south = new Line("south", true);
  private final Telephony homes =
      new Homes(List.of(dialOnly.asHome(), north.asHome(), south.asHome()));

  /// A home that writes down whom it is asked to call.
  private final class Line extends ForwardingTelephony {
    private final String name;
    private final boolean callsBack;
    private final List<LegId> called = new ArrayList<>();

    Line(String name, boolean callsBack) {
      this.name = name;
      this.callsBack = callsBack;
    }

    Homes.Home asHome() {
      return new Homes.Home(
          name, this, () -> !unwell.contains(name), name::equals, dialog -> dialog.equals(name));
    }

    @Override
    protected Optional<Telephony> behind(LegId leg) {
      return Optional.empty();
    }

    @Override
    public Set<Capability> capabilities() {
      return callsBack ? EnumSet.of(Capability.CALL_ME) : EnumSet.noneOf(Capability.class);
    }

    @Override
    public void listen(LegListener listener) {}

    @Override
    public Admission admit(Instant now) {
      return unwell.contains(name) || full.contains(name)
          ? new Admission.NotNow(name, now)
          : new Admission.Admitted(new Channel(name));
    }

    @Override
    public void originate(DialOrder order) {}

    @Override
    public void callVolunteer(CallMeOrder order) {
      called.add(order.leg());
    }

    @Override
    public void bridge(LegId one, LegId other) {}

    @Override
    public void hangUpOrdered(Ordered ordered) {}

    @Override
    public void hangUpStored(LegId leg, String dialog) {}
  }

  private record Channel(String trunk) implements Telephony.Permit {
    @Override
    public void close() {}
  }

  private Optional<String> calledFrom(Optional<String> wished) {
    return homes.admitVolunteer(NOON, wished) instanceof Admission.Admitted(Telephony.Permit permit)
        ? homes.homeOf(calls(permit))
        : Optional.empty();
  }

  private LegId calls(Telephony.Permit permit) {
    LegId leg = new LegId(UUID.randomUUID());
    homes.callVolunteer(
        new CallMeOrder(
            leg,
            new PhoneNumber("+19195550177"),
            Optional.empty(),
            Duration.ofSeconds(25),
            permit));
    return leg;
  }

  @Test
  void is_the_one_that_is_wished_while_it_is_well() {
    assertThat(calledFrom(Optional.of("south"))).contains("south");
    assertThat(south.called).hasSize(1);
    assertThat(calledFrom(Optional.of("north"))).contains("north");
  }

  @Test
  void is_another_while_the_wished_one_is_not_well() {
    unwell.add("south");
    assertThat(calledFrom(Optional.of("south"))).contains("north");
    unwell.remove("south");
    assertThat(calledFrom(Optional.of("south"))).contains("south");
  }

  @Test
  void is_not_another_where_the_wished_one_has_only_no_channel_just_now() {
    full.add("south");
    assertThat(homes.admitVolunteer(NOON, Optional.of("south")))
        .isEqualTo(new Admission.NotNow("south", NOON));
  }

  @Test
  void is_the_first_with_a_channel_without_a_wish() {
    assertThat(calledFrom(Optional.empty())).contains("north");
    full.add("north");
    assertThat(calledFrom(Optional.empty())).contains("south");
  }

  @Test
  void is_never_one_that_calls_no_volunteers_or_that_there_is_not() {
    assertThat(calledFrom(Optional.of("dial-only"))).contains("north");
    assertThat(calledFrom(Optional.of("nowhere"))).contains("north");
    assertThat(dialOnly.called).isEmpty();
  }

  @Test
  void is_none_where_none_has_a_channel() {
    full.addAll(Set.of("north", "south"));
    assertThat(calledFrom(Optional.of("nowhere"))).isEmpty();
  }

  @Test
  void need_not_be_all_of_them_for_it_to_be_offered() {
    assertThat(homes.capabilities()).contains(Capability.CALL_ME);
  }
}
