package org.hustings.core.call;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.hustings.core.call.Leg.Alerting;
import org.hustings.core.call.Leg.Closing;
import org.hustings.core.call.Leg.Closing.Reached;
import org.hustings.core.call.Leg.Dialing;
import org.hustings.core.call.Leg.Doubtful;
import org.hustings.core.call.Leg.Down;
import org.hustings.core.call.Leg.Effect;
import org.hustings.core.call.Leg.Event;
import org.hustings.core.call.Leg.News;
import org.hustings.core.call.Leg.Up;
import org.hustings.core.telephony.LegEnd;
import org.hustings.core.telephony.LegEnd.Blame;
import org.hustings.core.telephony.LegEnd.By;
import org.hustings.core.telephony.LegEnd.Outcome;
import org.hustings.core.telephony.LegEnd.Placed;

/// The moves of a leg: one method per state.
public final class LegSteps {
  private final Patience patience;

  public LegSteps(Patience patience) {
    this.patience = requireNonNull(patience, "patience");
  }

  /// A leg that we order now.
  public Leg dialed(Instant now) {
    return new Dialing(now, now.plus(patience.setUpWithin()).plus(patience.ringFor()));
  }

  /// A leg that is up already: an incoming one that we answered.
  public Leg up(Instant now) {
    return new Up(now.plus(patience.checkEvery()));
  }

  public Step<Leg, Effect> step(Leg leg, Event event) {
    return switch (leg) {
      case Dialing dialing -> dialing(dialing, event);
      case Alerting alerting -> alerting(alerting, event);
      case Up up -> up(up, event);
      case Doubtful doubtful -> doubtful(doubtful, event);
      case Closing closing -> closing(closing, event);
      case Down down -> Step.to(down);
    };
  }

  private Step<Leg, Effect> dialing(Dialing dialing, Event event) {
    return switch (event) {
      case Event.Accepted accepted -> tell(dialing, new News.Accepted(accepted.at()));
      case Event.Rang rang ->
          tell(
              new Alerting(rang.at(), rang.at().plus(patience.ringFor()).plus(patience.margin())),
              new News.Rang(rang.at(), rang.earlyMedia()));
      case Event.Answered answered -> answered(answered);
      case Event.Ended ended -> over(ended);
      case Event.HangUp hangUp -> hangUp(hangUp.at(), Reached.NOTHING);
      case Event.Due due ->
          isDue(dialing, due) ? hangUp(due.at(), Reached.NOTHING) : Step.to(dialing);
      case Event.Silent _, Event.Confirmed _ -> Step.to(dialing);
    };
  }

  private Step<Leg, Effect> alerting(Alerting alerting, Event event) {
    return switch (event) {
      // Early media that begins after the first ringing: the owner may want to hear it.
      case Event.Rang rang when rang.earlyMedia() -> tell(alerting, new News.Rang(rang.at(), true));
      case Event.Answered answered -> answered(answered);
      case Event.Ended ended -> over(ended);
      case Event.HangUp hangUp -> hangUp(hangUp.at(), Reached.BELL);
      case Event.Due due ->
          isDue(alerting, due) ? hangUp(due.at(), Reached.BELL) : Step.to(alerting);
      case Event.Accepted _, Event.Rang _, Event.Silent _, Event.Confirmed _ -> Step.to(alerting);
    };
  }

  private Step<Leg, Effect> up(Up up, Event event) {
    return switch (event) {
      case Event.Silent silent -> probe(silent.at());
      case Event.Due due -> isDue(up, due) ? probe(due.at()) : Step.to(up);
      case Event.Ended ended -> over(ended);
      case Event.HangUp hangUp -> hangUp(hangUp.at(), Reached.SOMEBODY);
      case Event.Confirmed confirmed -> Step.to(up(confirmed.at()));
      case Event.Accepted _, Event.Rang _, Event.Answered _ -> Step.to(up);
    };
  }

  private Step<Leg, Effect> doubtful(Doubtful doubtful, Event event) {
    return switch (event) {
      case Event.Confirmed confirmed -> Step.to(up(confirmed.at()));
      case Event.Ended ended -> over(ended);
      case Event.HangUp hangUp -> hangUp(hangUp.at(), Reached.SOMEBODY);
      // R24: the probe failed, the leg is dropped. The owner need not wait for our own hang-up.
      case Event.Due due -> isDue(doubtful, due) ? giveUp(due.at()) : Step.to(doubtful);
      case Event.Silent _, Event.Accepted _, Event.Rang _, Event.Answered _ -> Step.to(doubtful);
    };
  }

  private Step<Leg, Effect> closing(Closing closing, Event event) {
    return switch (event) {
      case Event.Ended ended -> closing.told() ? Step.to(new Down(ended.end())) : over(ended);
      case Event.Due due -> isDue(closing, due) ? again(closing, due.at()) : Step.to(closing);
      case Event.HangUp _,
          Event.Accepted _,
          Event.Rang _,
          Event.Answered _,
          Event.Silent _,
          Event.Confirmed _ ->
          Step.to(closing);
    };
  }

  private Step<Leg, Effect> answered(Event.Answered answered) {
    return tell(up(answered.at()), new News.Answered(answered.at()));
  }

  private static Step<Leg, Effect> over(Event.Ended ended) {
    return tell(new Down(ended.end()), new News.Over(ended.at(), ended.end()));
  }

  private Step<Leg, Effect> probe(Instant now) {
    return Step.to(new Doubtful(now.plus(patience.answerWithin())), new Effect.SendProbe());
  }

  private Step<Leg, Effect> hangUp(Instant now, Reached reached) {
    return Step.to(
        new Closing(now.plus(patience.closeWithin()), 1, false, reached), new Effect.SendHangUp());
  }

  private Step<Leg, Effect> giveUp(Instant now) {
    return Step.to(
        new Closing(now.plus(patience.closeWithin()), 1, true, Reached.SOMEBODY),
        new Effect.SendHangUp(),
        new Effect.Tell(new News.Over(now, silence(Reached.SOMEBODY, "no answer to a probe"))));
  }

  private Step<Leg, Effect> again(Closing closing, Instant now) {
    if (closing.asked() < Patience.ENDINGS_ASKED) {
      Closing next =
          new Closing(
              now.plus(patience.closeWithin()),
              closing.asked() + 1,
              closing.told(),
              closing.reached());
      return Step.to(next, new Effect.SendHangUp());
    }
    LegEnd lost = silence(closing.reached(), "no end told");
    Step<Leg, Effect> step = Step.to(new Down(lost), new Effect.CountLost());
    return closing.told() ? step : step.and(new Effect.Tell(new News.Over(now, lost)));
  }

  private static LegEnd silence(Reached reached, String code) {
    Outcome outcome = reached == Reached.SOMEBODY ? Outcome.ANSWERED : Outcome.UNKNOWN;
    Placed placed = reached == Reached.NOTHING ? Placed.UNKNOWN : Placed.YES;
    boolean rang = reached != Reached.NOTHING;
    return new LegEnd(outcome, Blame.US, By.US, placed, rang, code);
  }

  private static Step<Leg, Effect> tell(Leg next, News news) {
    return Step.to(next, new Effect.Tell(news));
  }

  /// A timer that was overtaken by another event may still fire.
  private static boolean isDue(Leg leg, Event.Due due) {
    return leg.deadline().filter(due::isOf).isPresent();
  }
}
