package org.hustings.core.scripted;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.BrowserMessage;
import org.hustings.core.telephony.BrowserRelay;
import org.hustings.core.telephony.BrowserReply;
import org.hustings.core.telephony.CallMeOrder;
import org.hustings.core.telephony.DialOrder;
import org.hustings.core.telephony.LegEnd;
import org.hustings.core.telephony.LegEnd.Blame;
import org.hustings.core.telephony.LegEnd.By;
import org.hustings.core.telephony.LegEnd.Outcome;
import org.hustings.core.telephony.LegEnd.Placed;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.MediaReport;
import org.hustings.core.telephony.RingOrder;
import org.hustings.core.telephony.Sound;
import org.hustings.core.telephony.Telephony;
import org.hustings.core.time.Timers;
import org.hustings.core.time.VirtualTime;
import org.hustings.core.voter.PhoneNumber;

/// A telephone network that does what a test tells it, on virtual time; and a witness of every call
/// that it was asked to place.
public final class ScriptedTelephony implements Telephony {
  /// What no browser would send.
  public static final BrowserMessage UNUSABLE_OFFER = new BrowserMessage("text/offer", "???");

  private final VirtualTime time;
  private final Map<LegId, ScriptedLeg> legs = new LinkedHashMap<>();
  private final Map<PhoneNumber, Subscriber> subscribers = new HashMap<>();
  private final List<Dialed> dialed = new ArrayList<>();
  private final List<ScriptedLeg> browsers = new ArrayList<>();
  private final Map<LegId, String> homes = new HashMap<>();
  private final List<LegId> hungUpStored = new ArrayList<>();
  private final List<Ordered> hungUpOrdered = new ArrayList<>();
  private final List<LegId> dialogsStored = new ArrayList<>();
  private final Map<LegId, MediaReport> reports = new HashMap<>();
  private final Set<Capability> capabilities = EnumSet.allOf(Capability.class);
  private Function<PhoneNumber, Subscriber> others = _ -> Subscriber.ringsOut();
  private Consumer<ScriptedLeg> onAnswer = _ -> {};
  private LegListener listener = _ -> {};
  private int channels = Integer.MAX_VALUE;
  private Duration distance = Duration.ZERO;
  private Instant nextStart = Instant.MIN;
  private long incoming;

  public ScriptedTelephony(VirtualTime time) {
    this.time = time;
  }

  /// A call that was placed.
  public record Dialed(PhoneNumber number, Instant at, LegId leg, boolean machineHint) {}

  // What the test says.

  public void script(PhoneNumber number, Subscriber subscriber) {
    subscribers.put(number, subscriber);
  }

  public void scriptAll(Function<PhoneNumber, Subscriber> behaviour) {
    others = behaviour;
  }

  /// Told of each voter who answers.
  public void onAnswer(Consumer<ScriptedLeg> told) {
    onAnswer = told;
  }

  public void lack(Capability capability) {
    capabilities.remove(capability);
  }

  public void channels(int most) {
    channels = most;
  }

  /// From the beginning of one call to that of the next.
  public void distance(Duration atLeast) {
    distance = atLeast;
  }

  /// Every call that was placed, in order.
  public List<Dialed> dialed() {
    return List.copyOf(dialed);
  }

  public List<LegId> hungUpStored() {
    return List.copyOf(hungUpStored);
  }

  /// Ended by a server that knew no more of them than their orders.
  public List<Ordered> hungUpOrdered() {
    return List.copyOf(hungUpOrdered);
  }

  /// Legs whose dialog was said to be stored, in that order.
  public List<LegId> dialogsStored() {
    return List.copyOf(dialogsStored);
  }

  public List<ScriptedLeg> open() {
    return legs.values().stream().filter(leg -> !leg.isOver()).toList();
  }

  /// The open leg to a number.
  public Optional<ScriptedLeg> legTo(PhoneNumber number) {
    return open().stream().filter(leg -> leg.voter().equals(Optional.of(number))).findFirst();
  }

  /// All browsers that asked to be connected, in order.
  public List<ScriptedLeg> browsers() {
    return List.copyOf(browsers);
  }

  /// Somebody dials a number of ours.
  public ScriptedLeg dialsIn(String dnis, String caller) {
    LegId id = new LegId(new UUID(7, ++incoming));
    ScriptedLeg leg = new ScriptedLeg(this, id, Optional.empty(), Optional.empty());
    legs.put(id, leg);
    listener.on(new LegEvent.Offered(id, now(), Optional.of(caller), dnis, "trunk"));
    return leg;
  }

  /// An event of a leg that nobody ordered.
  public void tellOfStranger() {
    listener.on(new LegEvent.Answered(new LegId(new UUID(8, 8)), now()));
  }

  Instant now() {
    return time.instant();
  }

  Timers.Timer after(Duration wait, Runnable action) {
    return time.at(now().plus(wait), action);
  }

  /// Who is told of the legs that begin now. Of a leg of a server that died, nobody else hears.
  LegListener listener() {
    return listener;
  }

  // What the engine asks.

  /// What the media engine counts of a leg from now on.
  public void counts(LegId leg, MediaReport report) {
    reports.put(leg, report);
  }

  @Override
  public Optional<MediaReport> mediaOf(LegId leg) {
    return Optional.ofNullable(reports.get(leg));
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.copyOf(capabilities);
  }

  @Override
  public void listen(LegListener heard) {
    listener = heard;
  }

  @Override
  public Admission admit(Instant at) {
    if (channels == 0) {
      return new Admission.NotNow("channels", at.plusSeconds(3));
    }
    if (at.isBefore(nextStart)) {
      return new Admission.NotNow("cps", nextStart);
    }
    nextStart = at.plus(distance);
    channels--;
    return new Admission.Admitted(new ChannelPermit(Optional.empty()));
  }

  @Override
  public Admission admitVolunteer(Instant at, Optional<String> home) {
    Admission admission = admit(at);
    return admission instanceof Admission.Admitted
        ? new Admission.Admitted(new ChannelPermit(home))
        : admission;
  }

  @Override
  public void originate(DialOrder order) {
    ring(order);
  }

  @Override
  public void callVolunteer(CallMeOrder order) {
    ((ChannelPermit) order.permit()).home.ifPresent(name -> homes.put(order.leg(), name));
    ring(order);
  }

  private void ring(RingOrder order) {
    dialed.add(new Dialed(order.to(), now(), order.leg(), order.machineHint()));
    ScriptedLeg leg =
        new ScriptedLeg(this, order.leg(), Optional.of(order.to()), Optional.of(order.permit()));
    legs.put(order.leg(), leg);
    Subscriber behaviour =
        Optional.ofNullable(subscribers.get(order.to())).orElseGet(() -> others.apply(order.to()));
    behaviour.endsWith().ifPresent(end -> after(Subscriber.ENDS_AFTER, () -> leg.end(end)));
    behaviour.ringsAfter().ifPresent(wait -> after(wait, () -> rings(leg, order, behaviour)));
  }

  private void rings(ScriptedLeg leg, RingOrder order, Subscriber behaviour) {
    leg.accepted();
    leg.ringing();
    LegEnd rangOut =
        new LegEnd(Outcome.NO_ANSWER, Blame.CALLED_PARTY, By.US, Placed.YES, true, "ring timeout");
    after(
        order.ringFor(),
        () -> {
          if (!leg.isUp()) {
            leg.end(rangOut);
          }
        });
    behaviour.answersAfter().ifPresent(wait -> after(wait, () -> answers(leg, behaviour)));
  }

  private void answers(ScriptedLeg leg, Subscriber behaviour) {
    if (leg.isOver()) {
      return;
    }
    leg.answer();
    onAnswer.accept(leg);
    behaviour.hangsUpAfter().ifPresent(talk -> after(talk, leg::hangsUp));
  }

  @Override
  public void answer(LegId leg) {
    find(leg).ifPresent(ScriptedLeg::answer);
  }

  @Override
  public void reject(LegId leg, Rejection why) {
    find(leg)
        .ifPresent(known ->
            known.end(
                new LegEnd(
                    Outcome.CANCELLED, Blame.NOBODY, By.US, Placed.YES, false, "rejected " + why)));
  }

  @Override
  public void hangUp(LegId leg) {
    find(leg).ifPresent(ScriptedLeg::hangUp);
  }

  @Override
  public void bridge(LegId one, LegId other) {
    find(one)
        .ifPresent(first ->
            find(other)
                .ifPresent(second -> {
                  first.leaveForBridge();
                  second.leaveForBridge();
                  first.hears(second);
                  second.hears(first);
                }));
  }

  @Override
  public void unbridge(LegId leg) {
    find(leg).ifPresent(ScriptedLeg::unbridge);
  }

  @Override
  public void play(LegId leg, PlaybackId playback, List<Sound> sounds) {
    find(leg).ifPresent(known -> known.play(playback, sounds));
  }

  @Override
  public void stopPlaying(LegId leg) {
    find(leg).ifPresent(ScriptedLeg::stopPlaying);
  }

  @Override
  public void sendDigits(LegId leg, String digits) {}

  @Override
  public void startRecording(LegId leg) {
    find(leg).ifPresent(ScriptedLeg::startRecording);
  }

  @Override
  public void stopRecording(LegId leg) {
    find(leg).ifPresent(ScriptedLeg::stopRecording);
  }

  @Override
  public void probe(LegId leg) {
    find(leg).ifPresent(ScriptedLeg::probe);
  }

  @Override
  public void hangUpStored(LegId leg, String dialog) {
    hungUpStored.add(leg);
    hangUp(leg);
  }

  @Override
  public void dialogStored(LegId leg, String dialog) {
    dialogsStored.add(leg);
  }

  @Override
  public void hangUpOrdered(Ordered ordered) {
    hungUpOrdered.add(ordered);
    hangUp(ordered.leg());
  }

  /// The browser is heard when the test says so ([ScriptedLeg#isHeard]).
  @Override
  public CompletableFuture<BrowserReply> connectBrowser(LegId id, BrowserMessage offer) {
    ScriptedLeg leg = new ScriptedLeg(this, id, Optional.empty(), Optional.empty());
    legs.put(id, leg);
    browsers.add(leg);
    if (offer.equals(UNUSABLE_OFFER)) {
      leg.end(
          new LegEnd(
              Outcome.NOT_CONNECTED, Blame.VOLUNTEER, By.US, Placed.SURELY_NOT, false, "offer"));
      return CompletableFuture.completedFuture(
          new BrowserReply.Refused(BrowserReply.Reason.UNUSABLE, "scripted so"));
    }
    BrowserMessage answer = new BrowserMessage("text/answer", "to " + offer.content());
    return CompletableFuture.completedFuture(
        new BrowserReply.Agreed(Optional.of(answer), "version-1"));
  }

  @Override
  public CompletableFuture<BrowserReply> connectBrowser(
      LegId id, BrowserMessage offer, Optional<String> home) {
    home.ifPresent(name -> homes.put(id, name));
    return connectBrowser(id, offer);
  }

  @Override
  public Optional<String> homeOf(LegId leg) {
    return Optional.ofNullable(homes.get(leg));
  }

  @Override
  public CompletableFuture<BrowserReply> changeBrowser(
      LegId leg, BrowserMessage change, Optional<String> version) {
    return CompletableFuture.completedFuture(
        find(leg).filter(known -> !known.isOver()).isPresent()
            ? new BrowserReply.Agreed(Optional.empty(), "version-1")
            : new BrowserReply.Refused(BrowserReply.Reason.NO_SUCH_LEG, "scripted so"));
  }

  @Override
  public List<BrowserRelay> browserRelays() {
    return List.of();
  }

  private Optional<ScriptedLeg> find(LegId leg) {
    return Optional.ofNullable(legs.get(leg));
  }

  private final class ChannelPermit implements Permit {
    private final Optional<String> home;
    private boolean closed;

    /// @param home that was wished for
    ChannelPermit(Optional<String> home) {
      this.home = home;
    }

    @Override
    public String trunk() {
      return "trunk";
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        channels++;
      }
    }
  }
}
