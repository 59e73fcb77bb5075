package org.hustings.telephony.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.BrowserMessage;
import org.hustings.core.telephony.BrowserRelay;
import org.hustings.core.telephony.BrowserReply;
import org.hustings.core.telephony.DialOrder;
import org.hustings.core.telephony.ForwardingTelephony;
import org.hustings.core.telephony.Telephony;
import org.junit.jupiter.api.Test;

/// By which home a volunteer's browser is connected.
class BrowsersHomeTest {
  private static final BrowserMessage OFFER = new BrowserMessage("application/sdp", "v=0");

  private final Set<String> unwell = new HashSet<>();
  private final Door north = new Door("north", true);
  private final Door south = new Door("south", true);
  private final Door trunksOnly = new Door("trunks-only", false);
  private final Telephony homes =
      new Homes(List.of(north.asHome(), south.asHome(), trunksOnly.asHome()));

  /// A home that writes down who comes in, and whom it is asked to call.
  private final class Door extends ForwardingTelephony {
    private final String name;
    private final boolean browsers;
    private final List<LegId> came = new ArrayList<>();

    Door(String name, boolean browsers) {
      this.name = name;
      this.browsers = browsers;
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
      return browsers ? EnumSet.of(Capability.BROWSER) : EnumSet.noneOf(Capability.class);
    }

    @Override
    public void listen(LegListener listener) {}

    @Override
    public Admission admit(Instant now) {
      return new Admission.NotNow(name, now);
    }

    @Override
    public void originate(DialOrder order) {}

    @Override
    public CompletableFuture<BrowserReply> connectBrowser(LegId leg, BrowserMessage offer) {
      came.add(leg);
      return CompletableFuture.completedFuture(
          new BrowserReply.Agreed(Optional.empty(), "version"));
    }

    @Override
    public List<BrowserRelay> browserRelays() {
      return List.of(new BrowserRelay(List.of("stun:" + name), Optional.empty()));
    }

    @Override
    public void bridge(LegId one, LegId other) {}

    @Override
    public void hangUpOrdered(Ordered ordered) {}

    @Override
    public void hangUpStored(LegId leg, String dialog) {}
  }

  private LegId comes(Optional<String> wished) {
    LegId leg = new LegId(UUID.randomUUID());
    assertThat(homes.connectBrowser(leg, OFFER, wished))
        .isCompletedWithValueMatching(BrowserReply.Agreed.class::isInstance);
    return leg;
  }

  private Optional<String> homeWished(String wished) {
    return homes.homeOf(comes(Optional.of(wished)));
  }

  @Test
  void is_the_one_that_is_wished_while_it_is_well() {
    assertThat(homeWished("south")).contains("south");
    assertThat(south.came).hasSize(1);
    assertThat(homeWished("north")).contains("north");
  }

  @Test
  void is_another_that_is_well_while_the_wished_one_is_not() {
    unwell.add("south");
    assertThat(homeWished("south")).contains("north");
    unwell.remove("south");
    assertThat(homeWished("south")).contains("south");
  }

  @Test
  void is_the_first_that_is_well_without_a_wish() {
    assertThat(homes.homeOf(comes(Optional.empty()))).contains("north");
    unwell.add("north");
    assertThat(homes.homeOf(comes(Optional.empty()))).contains("south");
  }

  @Test
  void is_the_wished_one_where_none_is_well() {
    unwell.addAll(Set.of("north", "south"));
    assertThat(homeWished("south")).contains("south");
  }

  @Test
  void is_never_one_that_takes_no_browsers_or_that_there_is_not() {
    assertThat(homeWished("trunks-only")).contains("north");
    assertThat(homeWished("nowhere")).contains("north");
    assertThat(trunksOnly.came).isEmpty();
  }

  @Test
  void is_where_the_voter_is_called_from_with_that_homes_budget() {
    LegId leg = comes(Optional.of("south"));
    assertThat(homes.admit(Instant.EPOCH, leg))
        .isEqualTo(new Telephony.Admission.NotNow("south", Instant.EPOCH));
  }

  @Test
  void is_not_known_before_the_browser_makes_its_offer_so_the_relays_of_all_are_given() {
    assertThat(homes.browserRelays())
        .extracting(BrowserRelay::urls)
        .containsExactly(List.of("stun:north"), List.of("stun:south"));
  }
}
