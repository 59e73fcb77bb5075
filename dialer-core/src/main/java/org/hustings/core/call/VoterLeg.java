package org.hustings.core.call;

import java.util.List;
import java.util.Optional;
import org.hustings.core.attempt.Attempt.Progress;
import org.hustings.core.call.Call.Alerting;
import org.hustings.core.call.Call.Dialing;
import org.hustings.core.call.Call.Disposing;
import org.hustings.core.call.Call.Effect;
import org.hustings.core.call.Call.Ended;
import org.hustings.core.call.Call.HangingUp;
import org.hustings.core.call.Call.HangingUp.Then;
import org.hustings.core.call.Call.How;
import org.hustings.core.call.Call.Said;
import org.hustings.core.call.Call.Settling;
import org.hustings.core.call.Call.Talking;
import org.hustings.core.disposition.Action;
import org.hustings.core.id.AttemptId;
import org.hustings.core.telephony.LegEnd;

/// What the voter leg's news make of a call.
final class VoterLeg {
  private VoterLeg() {}

  /// News of a leg that nobody has asked to end.
  static Step<Call, Effect> news(Call call, Progress progress, Leg.News news) {
    AttemptId attempt = call.attempt();
    return switch (news) {
      case Leg.News.Accepted(var at) -> {
        Progress now = progress.accepted(at);
        yield Step.to(new Dialing(attempt, now), new Effect.Note(now));
      }
      case Leg.News.Rang rang -> {
        Progress now = progress.ringingAt().isPresent() ? progress : progress.rang(rang.at());
        Step<Call, Effect> step = Step.to(new Alerting(attempt, now), new Effect.Note(now));
        yield rang.earlyMedia() ? step.and(new Effect.Join()) : step;
      }
      case Leg.News.Answered(var at) -> {
        Progress now = progress.answered(at);
        yield Step.to(new Talking(attempt, now), new Effect.Join(), new Effect.Note(now));
      }
      case Leg.News.Over over ->
          over(attempt, progress.ended(over.at()), over.end(), new Then.WrapUp());
    };
  }

  static Step<Call, Effect> newsWhileHangingUp(HangingUp call, Leg.News news) {
    return switch (news) {
      case Leg.News.Accepted(var at) -> noted(call, call.progress().accepted(at));
      case Leg.News.Rang rang -> noted(call, call.progress().rang(rang.at()));
      // The port promises that an answer after a hang-up is told as an end: we insist.
      case Leg.News.Answered _ -> Step.to(call, new Effect.EndLeg());
      case Leg.News.Over over ->
          over(call.attempt(), call.progress().ended(over.at()), over.end(), call.then());
    };
  }

  static Disposing writing(Ended ended, Said said) {
    return new Disposing(ended, said, List.of(said.ticket()));
  }

  static Settling settling(AttemptId attempt, Action action) {
    return new Settling(attempt, new How.Disposed(action, Optional.empty()));
  }

  private static Step<Call, Effect> noted(HangingUp call, Progress now) {
    return Step.to(new HangingUp(call.attempt(), now, call.then()), new Effect.Note(now));
  }

  private static Step<Call, Effect> over(
      AttemptId attempt, Progress progress, LegEnd end, Then then) {
    Conclusion conclusion = Conclusion.of(end, progress.answeredAt().isPresent());
    Effect note = new Effect.NoteEnd(progress, end);
    if (!conclusion.counts()) {
      return notPlaced(attempt, note, then);
    }
    Ended ended = new Ended(attempt, progress, Optional.of(end), conclusion);
    return switch (then) {
      case Then.WrapUp _ -> Step.to(ended, note, new Effect.TellEnded());
      case Then.Dispose(Said said) ->
          Step.to(writing(ended, said), note, new Effect.TellEnded(), new Effect.Write(said));
      case Then.Settle _ -> {
        Action action = conclusion.recorded();
        yield Step.to(settling(attempt, action), note, new Effect.Settle(action));
      }
    };
  }

  /// R15: no attempt at a voter. Nothing is asked of the volunteer, and what they said is moot.
  private static Step<Call, Effect> notPlaced(AttemptId attempt, Effect note, Then then) {
    Step<Call, Effect> step =
        Step.to(settling(attempt, Action.NOT_PLACED), note, new Effect.Settle(Action.NOT_PLACED));
    return then instanceof Then.Dispose(Said said)
        ? step.and(Refusals.notPlaced(said.ticket()))
        : step;
  }
}
