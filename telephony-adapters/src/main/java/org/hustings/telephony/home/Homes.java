package org.hustings.telephony.home;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.BrowserMessage;
import org.hustings.core.telephony.BrowserRelay;
import org.hustings.core.telephony.BrowserReply;
import org.hustings.core.telephony.CallMeOrder;
import org.hustings.core.telephony.DialOrder;
import org.hustings.core.telephony.ForwardingTelephony;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.MediaReport;
import org.hustings.core.telephony.RingOrder;
import org.hustings.core.telephony.Telephony;

/// The telephony port over several homes of media. A volunteer's leg is at home where it came in; a
/// voter's leg is ordered from the home of the volunteer who will talk, with that home's budget. A
/// browser comes in where it is wished to, while that home is well, else at the first that is; and
/// from there a volunteer who asks for it is called.
///
/// A command goes to the home of its leg, and to nobody where there is none any more. Where only
/// some homes can do something, it is declared if it is told rather than commanded, or commanded
/// before there is a leg.
public final class Homes extends ForwardingTelephony {
  /// Not every home need have these: nothing is lost where one is missing.
  private static final Set<Capability> ENOUGH_IN_ONE =
      EnumSet.of(
          Capability.INCOMING,
          Capability.EARLY_MEDIA,
          Capability.BROWSER,
          Capability.MEDIA_REPORTS,
          Capability.MACHINE_HINT,
          Capability.CALL_ME);

  private final List<Home> homes;
  private final Entrance entrance;
  private final Map<LegId, Home> homeOf = new ConcurrentHashMap<>();

  /// One adapter.
  ///
  /// @param name as projects and screens have it
  /// @param well whether voters could be called from there now, as far as is known
  /// @param trunk whether a trunk of this name is its
  /// @param dialog whether what was stored of a leg is its
  public record Home(
      String name,
      Telephony telephony,
      BooleanSupplier well,
      Predicate<String> trunk,
      Predicate<String> dialog) {
    boolean can(Capability capability) {
      return telephony.capabilities().contains(capability);
    }
  }

  /// @param homes the preferred one first
  public Homes(List<Home> homes) {
    this(homes, homes);
  }

  /// @param homes the preferred one first
  /// @param forBrowsers the same, in the order in which browsers are taken to one that can have
  ///   them
  public Homes(List<Home> homes, List<Home> forBrowsers) {
    this.homes = List.copyOf(homes);
    this.entrance = new Entrance(homes, forBrowsers);
  }

  @Override
  public Set<Capability> capabilities() {
    EnumSet<Capability> all = EnumSet.allOf(Capability.class);
    all.removeIf(capability ->
        ENOUGH_IN_ONE.contains(capability)
            ? homes.stream().noneMatch(home -> home.can(capability))
            : !homes.stream().allMatch(home -> home.can(capability)));
    return all;
  }

  @Override
  public void listen(LegListener listener) {
    homes.forEach(home ->
        home.telephony.listen(event -> {
          switch (event) {
            case LegEvent.Offered offered -> homeOf.put(offered.leg(), home);
            case LegEvent.Ended ended -> homeOf.remove(ended.leg());
            case LegEvent.Accepted _,
                LegEvent.Ringing _,
                LegEvent.Established _,
                LegEvent.Answered _,
                LegEvent.AnsweredBy _,
                LegEvent.Digit _,
                LegEvent.PlaybackFinished _,
                LegEvent.RecordingFinished _,
                LegEvent.MediaSilent _,
                LegEvent.Probed _ -> {}
          }
          listener.on(event);
        }));
  }

  @Override
  protected Optional<Telephony> behind(LegId leg) {
    return Optional.ofNullable(homeOf.get(leg)).map(Home::telephony);
  }

  /// From the first home that has a channel.
  @Override
  public Admission admit(Instant now) {
    return admit(now, homes);
  }

  private static Admission admit(Instant now, List<Home> some) {
    Admission last = new Admission.NotNow("no-trunk", now.plusSeconds(60));
    for (Home home : some) {
      last = home.telephony.admit(now);
      if (last instanceof Admission.Admitted) {
        return last;
      }
    }
    return last;
  }

  @Override
  public Admission admit(Instant now, LegId beside) {
    Home home = homeOf.get(beside);
    return home == null ? admit(now) : home.telephony.admit(now, beside);
  }

  @Override
  public Admission admitVolunteer(Instant now, Optional<String> wished) {
    Admission admission = admit(now, entrance.forCall(wished));
    if (admission instanceof Admission.Admitted(Permit permit)) {
      entrance.came(wished, of(permit));
    }
    return admission;
  }

  @Override
  public void originate(DialOrder order) {
    admitted(order).originate(order);
  }

  @Override
  public void callVolunteer(CallMeOrder order) {
    admitted(order).callVolunteer(order);
  }

  /// The home whose trunk has admitted it, where the leg is from now on.
  private Telephony admitted(RingOrder order) {
    Home home = of(order.permit());
    homeOf.put(order.leg(), home);
    return home.telephony;
  }

  private Home of(Permit permit) {
    return homes.stream()
        .filter(home -> home.trunk.test(permit.trunk()))
        .findFirst()
        .orElse(homes.getFirst());
  }

  @Override
  public CompletableFuture<BrowserReply> connectBrowser(LegId leg, BrowserMessage offer) {
    return connectBrowser(leg, offer, Optional.empty());
  }

  @Override
  public CompletableFuture<BrowserReply> connectBrowser(
      LegId leg, BrowserMessage offer, Optional<String> wished) {
    Home home = entrance.forBrowser(wished);
    homeOf.put(leg, home);
    return home.telephony
        .connectBrowser(leg, offer)
        .whenComplete((reply, _) -> {
          // Of a leg that never was, no end is told.
          if (!(reply instanceof BrowserReply.Agreed)) {
            homeOf.remove(leg);
          }
        });
  }

  @Override
  public List<BrowserRelay> browserRelays() {
    return entrance.takingBrowsers().stream()
        .flatMap(home -> home.telephony.browserRelays().stream())
        .toList();
  }

  @Override
  public Set<String> homes() {
    return homes.stream().map(Home::name).collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Optional<String> homeOf(LegId leg) {
    return Optional.ofNullable(homeOf.get(leg)).map(Home::name);
  }

  /// Two legs of different homes cannot hear each other: nothing happens.
  @Override
  public void bridge(LegId one, LegId other) {
    Home home = homeOf.get(one);
    if (home != null && home.equals(homeOf.get(other))) {
      home.telephony.bridge(one, other);
    }
  }

  @Override
  public void hangUpStored(LegId leg, String dialog) {
    homes.stream()
        .filter(home -> home.dialog.test(dialog))
        .findFirst()
        .ifPresent(home -> home.telephony.hangUpStored(leg, dialog));
  }

  @Override
  public void hangUpOrdered(Ordered ordered) {
    homes.stream()
        .filter(home -> home.trunk.test(ordered.trunk()))
        .findFirst()
        .ifPresent(home -> home.telephony.hangUpOrdered(ordered));
  }

  /// A home that has no reports has none of this leg.
  @Override
  public Optional<MediaReport> mediaOf(LegId leg) {
    return Optional.ofNullable(homeOf.get(leg))
        .filter(home -> home.can(Capability.MEDIA_REPORTS))
        .flatMap(home -> home.telephony.mediaOf(leg));
  }

  @Override
  public void startRecording(LegId leg) {
    declared(Capability.RECORD);
    super.startRecording(leg);
  }

  @Override
  public void stopRecording(LegId leg) {
    declared(Capability.RECORD);
    super.stopRecording(leg);
  }

  private void declared(Capability capability) {
    if (!capabilities().contains(capability)) {
      throw new UnsupportedCapability(capability);
    }
  }
}
