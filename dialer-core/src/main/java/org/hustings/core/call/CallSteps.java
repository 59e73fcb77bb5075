package org.hustings.core.call;

import java.util.List;
import java.util.Optional;
import org.hustings.core.attempt.Attempt.Progress;
import org.hustings.core.call.Call.Alerting;
import org.hustings.core.call.Call.Beginning;
import org.hustings.core.call.Call.ByHand;
import org.hustings.core.call.Call.CalledOff;
import org.hustings.core.call.Call.Dialing;
import org.hustings.core.call.Call.Disposing;
import org.hustings.core.call.Call.Effect;
import org.hustings.core.call.Call.Ended;
import org.hustings.core.call.Call.Event;
import org.hustings.core.call.Call.HangingUp;
import org.hustings.core.call.Call.HangingUp.Then;
import org.hustings.core.call.Call.How;
import org.hustings.core.call.Call.Over;
import org.hustings.core.call.Call.Settling;
import org.hustings.core.call.Call.Talking;
import org.hustings.core.disposition.Action;
import org.hustings.core.id.AttemptId;

/// The moves of a call: one method per state.
public final class CallSteps {
  private static final String UNCOUNTED =
      " Nothing was counted, and the number is back in its place.";
  private static final Notice HUNG_UP =
      new Notice(
          "called-off",
          "You ended the call before it was placed." + UNCOUNTED + " Ask for the next one.");
  private static final Notice LOST =
      new Notice(
          "called-off-line-lost", "Your line dropped before the call was placed." + UNCOUNTED);

  private CallSteps() {}

  public static Step<Call, Effect> step(Call call, Event event) {
    return switch (call) {
      case Beginning beginning -> beginning(beginning, event);
      case CalledOff calledOff -> calledOff(calledOff, event);
      case Dialing dialing -> unanswered(dialing, dialing.progress(), event);
      case Alerting alerting -> unanswered(alerting, alerting.progress(), event);
      case Talking talking -> talking(talking, event);
      case ByHand byHand -> byHand(byHand, event);
      case HangingUp hangingUp -> hangingUp(hangingUp, event);
      case Ended ended -> ended(ended, event);
      case Disposing disposing -> disposing(disposing, event);
      case Settling settling -> settling(settling, event);
      case Over over -> over(over, event);
    };
  }

  private static Step<Call, Effect> beginning(Beginning call, Event event) {
    return switch (event) {
      case Event.Committed _ ->
          call.byHand()
              ? Step.to(new ByHand(call.attempt()))
              : Step.to(new Dialing(call.attempt(), Progress.NONE), new Effect.Dial());
      case Event.NotBegun notBegun -> notBegun(call.attempt(), notBegun);
      case Event.HangUp hangUp ->
          Step.to(new CalledOff(call.attempt(), HUNG_UP), new Effect.Accept(hangUp.ticket()));
      case Event.DropVoicemail drop -> Step.to(call, Refusals.tooEarly(drop));
      case Event.Dispose dispose -> Step.to(call, Refusals.tooEarly(dispose));
      case Event.VolunteerLost _, Event.GraceOver _ -> Step.to(new CalledOff(call.attempt(), LOST));
      case Event.Withdraw(_, Notice why) -> Step.to(new CalledOff(call.attempt(), why));
      case Event.OfLeg _, Event.Stored _ -> Step.to(call);
    };
  }

  /// What was committed meanwhile is settled as never placed, so that nothing of it counts (R22).
  private static Step<Call, Effect> calledOff(CalledOff call, Event event) {
    return switch (event) {
      case Event.Committed _ ->
          Step.to(
              new Settling(call.attempt(), new How.NotBegun(call.why())),
              new Effect.GiveUpPermit(),
              new Effect.Settle(Action.NOT_PLACED));
      case Event.NotBegun notBegun -> notBegun(call.attempt(), notBegun);
      case Event.HangUp hangUp -> Step.to(call, new Effect.Accept(hangUp.ticket()));
      case Event.DropVoicemail drop -> Step.to(call, Refusals.tooEarly(drop));
      case Event.Dispose dispose -> Step.to(call, Refusals.tooEarly(dispose));
      case Event.OfLeg _, Event.Stored _, Event.Fate _ -> Step.to(call);
    };
  }

  /// Dialing and alerting differ in what the volunteer sees, not in what can happen.
  private static Step<Call, Effect> unanswered(Call call, Progress progress, Event event) {
    AttemptId attempt = call.attempt();
    return switch (event) {
      case Event.OfLeg(Leg.News news) -> VoterLeg.news(call, progress, news);
      case Event.HangUp hangUp ->
          hangUp(attempt, progress, new Then.WrapUp()).and(new Effect.Accept(hangUp.ticket()));
      case Event.Dispose(_, Call.Said said) -> hangUp(attempt, progress, new Then.Dispose(said));
      case Event.DropVoicemail drop -> Step.to(call, Refusals.tooEarly(drop));
      case Event.VolunteerLost _ -> hangUp(attempt, progress, new Then.WrapUp());
      case Event.GraceOver _, Event.Withdraw _ -> hangUp(attempt, progress, new Then.Settle());
      case Event.Stored _ -> Step.to(call);
    };
  }

  private static Step<Call, Effect> talking(Talking call, Event event) {
    AttemptId attempt = call.attempt();
    Progress progress = call.progress();
    return switch (event) {
      case Event.OfLeg(Leg.News news) -> VoterLeg.news(call, progress, news);
      case Event.DropVoicemail drop -> {
        How how = new How.HandedOver();
        yield Step.<Call, Effect>to(
                new Over(attempt, how), new Effect.HandOver(progress.voicemail(drop.at())))
            .and(new Effect.TellOver(how))
            .and(new Effect.Accept(drop.ticket()));
      }
      case Event.HangUp hangUp ->
          hangUp(attempt, progress, new Then.WrapUp()).and(new Effect.Accept(hangUp.ticket()));
      case Event.Dispose(_, Call.Said said) -> hangUp(attempt, progress, new Then.Dispose(said));
      case Event.VolunteerLost _ -> hangUp(attempt, progress, new Then.WrapUp());
      case Event.GraceOver _ -> hangUp(attempt, progress, new Then.Settle());
      // R17 ends ringing calls; somebody who is being spoken with can say so themselves.
      case Event.Withdraw _, Event.Stored _ -> Step.to(call);
    };
  }

  private static Step<Call, Effect> byHand(ByHand call, Event event) {
    Progress progress = Progress.NONE.ended(event.at());
    Ended ended = new Ended(call.attempt(), progress, Optional.empty(), Conclusion.byHand());
    Step<Call, Effect> wrapUp = Step.to(ended, new Effect.Note(progress), new Effect.TellEnded());
    return switch (event) {
      case Event.HangUp hangUp -> wrapUp.and(new Effect.Accept(hangUp.ticket()));
      case Event.Dispose(_, Call.Said said) ->
          new Step<Call, Effect>(VoterLeg.writing(ended, said), wrapUp.effects())
              .and(new Effect.Write(said));
      case Event.DropVoicemail drop -> Step.to(call, Refusals.tooEarly(drop));
      case Event.VolunteerLost _ -> wrapUp;
      case Event.GraceOver _ -> settle(call.attempt(), Conclusion.byHand().recorded());
      case Event.Withdraw _, Event.OfLeg _, Event.Stored _ -> Step.to(call);
    };
  }

  private static Step<Call, Effect> hangingUp(HangingUp call, Event event) {
    boolean waitsForWord = call.then() instanceof Then.WrapUp;
    return switch (event) {
      case Event.OfLeg(Leg.News news) -> VoterLeg.newsWhileHangingUp(call, news);
      case Event.HangUp hangUp -> Step.to(call, new Effect.Accept(hangUp.ticket()));
      case Event.Dispose(_, Call.Said said) ->
          waitsForWord
              ? Step.to(call.then(new Then.Dispose(said)))
              : Step.to(call, Refusals.beingSaved(said.ticket()));
      case Event.DropVoicemail drop -> Step.to(call, Refusals.tooLate(drop));
      case Event.GraceOver _ -> Step.to(waitsForWord ? call.then(new Then.Settle()) : call);
      case Event.VolunteerLost _, Event.Withdraw _, Event.Stored _ -> Step.to(call);
    };
  }

  private static Step<Call, Effect> ended(Ended call, Event event) {
    return switch (event) {
      case Event.Dispose(_, Call.Said said) ->
          Step.to(VoterLeg.writing(call, said), new Effect.Write(said));
      case Event.HangUp hangUp -> Step.to(call, new Effect.Accept(hangUp.ticket()));
      case Event.DropVoicemail drop -> Step.to(call, Refusals.tooLate(drop));
      case Event.GraceOver _ -> settle(call.attempt(), call.conclusion().recorded());
      case Event.VolunteerLost _, Event.Withdraw _, Event.OfLeg _, Event.Stored _ -> Step.to(call);
    };
  }

  private static Step<Call, Effect> disposing(Disposing call, Event event) {
    return switch (event) {
      case Event.Written _ -> written(call);
      case Event.WriteRefused refused ->
          new Step<>(call.ended(), Refusals.all(call.tickets(), refused));
      // It is written as soon as that can be done; but nobody is told so before (R22).
      case Event.WriteDelayed _ ->
          new Step<>(call.answered(), Refusals.notSavedYet(call.tickets()));
      case Event.Dispose(_, Call.Said said) ->
          said.key().equals(call.said().key())
              ? Step.to(call.alsoFor(said.ticket()))
              : Step.to(call, Refusals.beingSaved(said.ticket()));
      case Event.HangUp hangUp -> Step.to(call, new Effect.Accept(hangUp.ticket()));
      case Event.DropVoicemail drop -> Step.to(call, Refusals.tooLate(drop));
      case Event.Committed _, Event.NotBegun _, Event.Settled _, Event.Fate _, Event.OfLeg _ ->
          Step.to(call);
    };
  }

  private static Step<Call, Effect> settling(Settling call, Event event) {
    return switch (event) {
      case Event.Settled _ ->
          Step.to(new Over(call.attempt(), call.how()), new Effect.TellOver(call.how()));
      case Event.HangUp hangUp -> Step.to(call, new Effect.Accept(hangUp.ticket()));
      case Event.DropVoicemail drop -> Step.to(call, Refusals.tooLate(drop));
      case Event.Dispose dispose -> Step.to(call, Refusals.tooLate(dispose));
      case Event.Committed _,
          Event.NotBegun _,
          Event.Written _,
          Event.WriteRefused _,
          Event.WriteDelayed _,
          Event.Fate _,
          Event.OfLeg _ ->
          Step.to(call);
    };
  }

  private static Step<Call, Effect> over(Over call, Event event) {
    return switch (event) {
      case Event.HangUp hangUp -> Step.to(call, new Effect.Accept(hangUp.ticket()));
      case Event.DropVoicemail drop -> Step.to(call, Refusals.tooLate(drop));
      case Event.Dispose dispose -> Step.to(call, Refusals.tooLate(dispose));
      case Event.Stored _, Event.Fate _, Event.OfLeg _ -> Step.to(call);
    };
  }

  // --- what several states do ---

  private static Step<Call, Effect> notBegun(AttemptId attempt, Event.NotBegun notBegun) {
    How how = new How.NotBegun(notBegun.why());
    return Step.to(new Over(attempt, how), new Effect.GiveUpPermit(), new Effect.TellOver(how));
  }

  private static Step<Call, Effect> hangUp(AttemptId attempt, Progress progress, Then then) {
    return Step.to(new HangingUp(attempt, progress, then), new Effect.EndLeg());
  }

  private static Step<Call, Effect> settle(AttemptId attempt, Action action) {
    return Step.to(VoterLeg.settling(attempt, action), new Effect.Settle(action));
  }

  private static Step<Call, Effect> written(Disposing call) {
    How how =
        new How.Disposed(
            call.said().disposition().action(), Optional.of(call.said().disposition().code()));
    Step<Call, Effect> step =
        new Step<>(new Over(call.attempt(), how), List.of(new Effect.TellOver(how)));
    for (long ticket : call.tickets()) {
      step = step.and(new Effect.Accept(ticket));
    }
    return step;
  }
}
