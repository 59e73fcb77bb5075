package org.hustings.api.metrics;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.hustings.core.dialing.CallMeDesk;
import org.hustings.core.dialing.EngineMetrics;
import org.hustings.core.disposition.Action;
import org.hustings.core.telephony.LegEnd;

/// Counts what the engine tells. Every series that may matter exists from the start, so that an
/// alert on it works before the first event; the invariant counters must read zero for ever.
public final class MicrometerEngineMetrics implements EngineMetrics {
  private static final Duration[] SET_UP = seconds(0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 32, 60);
  private static final Duration[] BRIDGE =
      seconds(0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1);

  /// The reasons of a provider for now; others are counted as they come.
  private static final List<String> WHY_NOT_ADMITTED = List.of("channels", "cps", "no-trunk");

  private final MeterRegistry registry;
  private final Map<LegKind, AtomicInteger> openLegs = new EnumMap<>(LegKind.class);
  private final Map<LegKind, Counter> silent = new EnumMap<>(LegKind.class);
  private final Map<Invariant, Counter> invariants = new EnumMap<>(Invariant.class);
  private final Map<NotLetIn, Counter> notLetIn = new EnumMap<>(NotLetIn.class);
  private final Map<Action, Counter> dispositions = new EnumMap<>(Action.class);
  private final Timer setUp;
  private final Timer answerToBridged;
  private final Timer voicemailDropped;
  private final Timer claim;
  private final Counter claimants;
  private final Counter claimed;
  private final Counter storeUnavailable;

  public MicrometerEngineMetrics(MeterRegistry registry) {
    this.registry = registry;
    for (LegKind kind : LegKind.values()) {
      AtomicInteger open = new AtomicInteger();
      openLegs.put(kind, open);
      silent.put(
          kind,
          Counter.builder("hustings.legs.silent")
              .description("Legs of which nothing was heard for too long (R24)")
              .tag("kind", word(kind))
              .register(registry));
      Gauge.builder("hustings.legs.open", open, AtomicInteger::get)
          .description("Legs that are up or being set up")
          .tag("kind", word(kind))
          .register(registry);
    }
    for (Invariant invariant : Invariant.values()) {
      invariants.put(
          invariant,
          Counter.builder("hustings.invariant.broken")
              .description("What must never happen; alert at one")
              .tag("invariant", word(invariant))
              .register(registry));
    }
    for (NotLetIn why : NotLetIn.values()) {
      notLetIn.put(
          why,
          Counter.builder("hustings.dial.in.refused")
              .description("Wrong PINs and codes keyed by callers, and those no longer looked at")
              .tag("why", word(why))
              .register(registry));
    }
    for (Action action : Action.values()) {
      dispositions.put(
          action,
          Counter.builder("hustings.dispositions")
              .description("Dispositions written, by what they do")
              .tag("action", word(action))
              .register(registry));
    }
    setUp = timer("hustings.call.setup", "From asking the provider to the first ringing", SET_UP);
    answerToBridged =
        timer(
            "hustings.call.answer.to.bridged",
            "From the voter's answer to the joined media",
            BRIDGE);
    voicemailDropped =
        timer(
            "hustings.voicemail.freed",
            "From the command to the volunteer being free (R12)",
            BRIDGE);
    claim = timer("hustings.claim", "One transaction of the claim desk", BRIDGE);
    claimants =
        Counter.builder("hustings.claim.requests")
            .description("Requests for a next number")
            .register(registry);
    claimed =
        Counter.builder("hustings.claim.numbers").description("Numbers given").register(registry);
    storeUnavailable =
        Counter.builder("hustings.store.unavailable")
            .description("Times the database could not be reached")
            .register(registry);
    nameEveryEnd();
  }

  private void nameEveryEnd() {
    for (LegEnd.Outcome outcome : LegEnd.Outcome.values()) {
      for (LegEnd.Blame blame : LegEnd.Blame.values()) {
        calls(outcome, blame);
      }
    }
    WHY_NOT_ADMITTED.forEach(this::trunkRefused);
    for (CallMeDesk.State state : CallMeDesk.State.values()) {
      if (state.isOver()) {
        volunteersCalled(state);
      }
    }
  }

  private static Duration[] seconds(double... values) {
    Duration[] durations = new Duration[values.length];
    for (int i = 0; i < values.length; i++) {
      durations[i] = Duration.ofNanos(Math.round(values[i] * 1e9));
    }
    return durations;
  }

  private Timer timer(String name, String description, Duration[] buckets) {
    return Timer.builder(name)
        .description(description)
        .serviceLevelObjectives(buckets)
        .register(registry);
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void legOpened(LegKind kind) {
    requireNonNull(openLegs.get(kind)).incrementAndGet();
  }

  @Override
  public void legClosed(LegKind kind) {
    requireNonNull(openLegs.get(kind)).decrementAndGet();
  }

  @Override
  public void legSilent(LegKind kind) {
    requireNonNull(silent.get(kind)).increment();
  }

  @Override
  public void notLetIn(NotLetIn why) {
    requireNonNull(notLetIn.get(why)).increment();
  }

  @Override
  public void attemptEnded(LegEnd.Outcome outcome, LegEnd.Blame blame) {
    calls(outcome, blame).increment();
  }

  private Counter calls(LegEnd.Outcome outcome, LegEnd.Blame blame) {
    return Counter.builder("hustings.calls")
        .description("Calls to voters that ended, by what the network said and whose fault it was")
        .tag("outcome", word(outcome))
        .tag("blame", word(blame))
        .register(registry);
  }

  @Override
  public void setUp(Duration time) {
    setUp.record(time);
  }

  @Override
  public void answerToBridged(Duration time) {
    answerToBridged.record(time);
  }

  @Override
  public void voicemailDropped(Duration time) {
    voicemailDropped.record(time);
  }

  @Override
  public void voicemailPlayed(boolean whole) {
    Counter.builder("hustings.voicemail.played")
        .description("Messages dropped on machines, whole or cut")
        .tag("whole", Boolean.toString(whole))
        .register(registry)
        .increment();
  }

  @Override
  public void disposed(Action action) {
    requireNonNull(dispositions.get(action)).increment();
  }

  @Override
  public void claimed(int asked, int found, Duration time) {
    claimants.increment(asked);
    claimed.increment(found);
    claim.record(time);
  }

  @Override
  public void calledVolunteer(CallMeDesk.State came) {
    volunteersCalled(came).increment();
  }

  private Counter volunteersCalled(CallMeDesk.State came) {
    return Counter.builder("hustings.call.me")
        .description("Volunteers called at their wish, by what came of it")
        .tag("came", word(came))
        .register(registry);
  }

  @Override
  public void notAdmitted(String reason) {
    trunkRefused(reason).increment();
  }

  private Counter trunkRefused(String reason) {
    return Counter.builder("hustings.trunk.refused")
        .description("Calls not begun for lack of a channel, of calls per second, or of a trunk")
        .tag("reason", reason)
        .register(registry);
  }

  @Override
  public void storeUnavailable() {
    storeUnavailable.increment();
  }

  @Override
  public void broken(Invariant invariant) {
    requireNonNull(invariants.get(invariant)).increment();
  }
}
