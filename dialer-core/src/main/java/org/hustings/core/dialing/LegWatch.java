package org.hustings.core.dialing;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.hustings.core.call.Leg;
import org.hustings.core.call.LegSteps;
import org.hustings.core.call.Patience;
import org.hustings.core.call.Step;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.Telephony;
import org.hustings.core.telephony.Telephony.Capability;
import org.hustings.core.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks after one leg for its owner: keeps its state and its deadline, and does what its moves
/// ask. To be called on the owner's runner only.
final class LegWatch {
  private static final Logger LOG = LoggerFactory.getLogger(LegWatch.class);

  private final LegId id;
  private final Office office;
  private final LegSteps steps;
  private final Consumer<Runnable> owner;
  private final Consumer<Leg.News> news;
  private Leg leg;
  private boolean letGo;
  private Optional<Timers.Timer> timer = Optional.empty();

  private LegWatch(
      LegId id,
      Office office,
      Patience patience,
      Consumer<Runnable> owner,
      Consumer<Leg.News> news) {
    this.id = id;
    this.office = office;
    this.steps = new LegSteps(patience);
    this.owner = owner;
    this.news = news;
    this.leg = steps.up(office.now());
  }

  /// A leg that is up.
  ///
  /// @param owner posts to the owner's inbox
  /// @param news told on the owner's runner
  static LegWatch up(
      LegId id,
      Office office,
      Patience patience,
      Consumer<Runnable> owner,
      Consumer<Leg.News> news) {
    LegWatch watch = new LegWatch(id, office, patience, owner, news);
    watch.setTimer();
    return watch;
  }

  /// A leg that is being ordered.
  static LegWatch dialed(
      LegId id,
      Office office,
      Patience patience,
      Consumer<Runnable> owner,
      Consumer<Leg.News> news) {
    LegWatch watch = new LegWatch(id, office, patience, owner, news);
    watch.leg = watch.steps.dialed(office.now());
    watch.setTimer();
    return watch;
  }

  LegId id() {
    return id;
  }

  Optional<Instant> deadline() {
    return leg.deadline();
  }

  /// Takes what the adapter tells, as far as it concerns whether the leg is up.
  void on(LegEvent event) {
    if (letGo) {
      office.switchboard().on(event);
      return;
    }
    switch (event) {
      case LegEvent.Accepted accepted -> step(new Leg.Event.Accepted(accepted.at()));
      case LegEvent.Ringing ringing -> step(new Leg.Event.Rang(ringing.at(), ringing.earlyMedia()));
      case LegEvent.Answered answered -> step(new Leg.Event.Answered(answered.at()));
      case LegEvent.MediaSilent silent -> step(new Leg.Event.Silent(silent.at()));
      case LegEvent.Probed probed -> step(new Leg.Event.Confirmed(probed.at()));
      case LegEvent.Ended ended -> step(new Leg.Event.Ended(ended.at(), ended.end()));
      case LegEvent.Offered _,
          LegEvent.Established _,
          LegEvent.AnsweredBy _,
          LegEvent.Digit _,
          LegEvent.PlaybackFinished _,
          LegEvent.RecordingFinished _ -> {}
    }
  }

  void hangUp() {
    step(new Leg.Event.HangUp(office.now()));
  }

  /// Stops looking after it; somebody else does from now on, and gets what still arrives here.
  void letGo() {
    letGo = true;
    timer.ifPresent(Timers.Timer::cancel);
    timer = Optional.empty();
  }

  private void step(Leg.Event event) {
    Step<Leg, Leg.Effect> step = steps.step(leg, event);
    boolean sameDeadline = step.next().deadline().equals(leg.deadline());
    if (isGivenUp(step)) {
      LOG.atWarn()
          .setMessage("Nobody answered whether a leg is up: it is taken for dropped (R24)")
          .addKeyValue("event", "leg-dropped")
          .addKeyValue("leg", id)
          .log();
    }
    leg = step.next();
    if (!sameDeadline) {
      setTimer();
    }
    step.effects().forEach(this::perform);
  }

  private boolean isGivenUp(Step<Leg, Leg.Effect> step) {
    return leg instanceof Leg.Doubtful
        && step.next() instanceof Leg.Closing closing
        && closing.told();
  }

  private void perform(Leg.Effect effect) {
    Telephony telephony = office.telephony();
    switch (effect) {
      case Leg.Effect.SendHangUp _ -> telephony.hangUp(id);
      case Leg.Effect.SendProbe _ -> {
        if (telephony.capabilities().contains(Capability.PROBE)) {
          telephony.probe(id);
        } else {
          // There is nobody to ask: the leg is believed until its end is told.
          step(new Leg.Event.Confirmed(office.now()));
        }
      }
      case Leg.Effect.CountLost _ -> office.switchboard().lost(id);
      case Leg.Effect.Tell tell -> news.accept(tell.news());
    }
  }

  private void setTimer() {
    timer.ifPresent(Timers.Timer::cancel);
    timer =
        leg.deadline()
            .map(deadline ->
                office
                    .timers()
                    .after(
                        Duration.between(office.now(), deadline),
                        () -> owner.accept(() -> step(new Leg.Event.Due(office.now(), deadline)))));
  }
}
