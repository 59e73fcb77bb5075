package org.hustings.core.call;

import java.util.Optional;
import org.hustings.core.call.Dictating.Choosing;
import org.hustings.core.call.Dictating.Effect;
import org.hustings.core.call.Dictating.Event;
import org.hustings.core.call.Dictating.Finishing;
import org.hustings.core.call.Dictating.Instructed;
import org.hustings.core.call.Dictating.Keeping;
import org.hustings.core.call.Dictating.Line;
import org.hustings.core.call.Dictating.Over;
import org.hustings.core.call.Dictating.Parting;
import org.hustings.core.call.Dictating.Proving;
import org.hustings.core.call.Dictating.Speaking;
import org.hustings.core.dictation.Dictation.Why;
import org.hustings.core.recording.Pcmu;

/// The moves of a call in which a message is spoken: one method per state.
public final class DictatingSteps {
  /// How often a message may be spoken in one call.
  static final int MOST_TAKES = 8;

  static final int MOST_ASKED = 3;

  private DictatingSteps() {}

  /// The code was right.
  public static Step<Dictating, Effect> begun() {
    return Step.to(new Instructed(0), new Effect.Say(Line.INSTRUCTIONS));
  }

  public static Step<Dictating, Effect> step(Dictating state, Event event) {
    return switch (state) {
      case Instructed instructed -> instructed(instructed, event);
      case Speaking speaking -> speaking(speaking, event);
      case Finishing finishing -> finishing(finishing, event);
      case Proving(int takes, Pcmu sound, int asked) ->
          proving(new Choosing(takes, sound, asked), state, event);
      case Choosing choosing -> choosing(choosing, event);
      case Keeping keeping -> keeping(keeping, event);
      case Over over -> Step.to(over);
    };
  }

  private static Step<Dictating, Effect> instructed(Instructed instructed, Event event) {
    return switch (event) {
      case Event.PlayedOut _, Event.Waited _ ->
          Step.to(new Speaking(instructed.takes() + 1), new Effect.BeginRecording());
      // Whoever knows it already goes on to the tone.
      case Event.Key _ -> Step.to(instructed, new Effect.Say(Line.TONE));
      case Event.Gone _ -> hungUp();
      case Event.Recorded _, Event.Finished _, Event.Kept _, Event.Failed _ -> Step.to(instructed);
    };
  }

  private static Step<Dictating, Effect> speaking(Speaking speaking, Event event) {
    return switch (event) {
      case Event.Key _, Event.Waited _ ->
          Step.to(new Finishing(speaking.takes()), new Effect.StopRecording());
      // It was full, or the provider ended it.
      case Event.Recorded(Pcmu sound) ->
          Step.to(new Finishing(speaking.takes()), new Effect.Finish(sound));
      case Event.Gone _ -> hungUp();
      case Event.PlayedOut _, Event.Finished _, Event.Kept _, Event.Failed _ -> Step.to(speaking);
    };
  }

  private static Step<Dictating, Effect> finishing(Finishing finishing, Event event) {
    return switch (event) {
      case Event.Recorded(Pcmu sound) -> Step.to(finishing, new Effect.Finish(sound));
      case Event.Finished(Optional<Pcmu> sound) ->
          sound
              .map(heard -> prove(finishing.takes(), heard, 0))
              .orElseGet(() -> again(finishing.takes(), Line.NOTHING_HEARD, Why.SILENCE));
      case Event.Waited _, Event.Failed _ -> failed();
      case Event.Gone _ -> hungUp();
      case Event.PlayedOut _, Event.Key _, Event.Kept _ -> Step.to(finishing);
    };
  }

  private static Step<Dictating, Effect> proving(Choosing then, Dictating state, Event event) {
    return switch (event) {
      case Event.PlayedOut _, Event.Waited _ ->
          Step.to(new Choosing(then.takes(), then.sound(), then.asked() + 1));
      case Event.Key(char key) -> chosen(then, state, key);
      case Event.Gone _ -> hungUp();
      case Event.Recorded _, Event.Finished _, Event.Kept _, Event.Failed _ -> Step.to(state);
    };
  }

  private static Step<Dictating, Effect> choosing(Choosing choosing, Event event) {
    return switch (event) {
      case Event.Key(char key) -> chosen(choosing, choosing, key);
      case Event.Waited _ ->
          choosing.asked() < MOST_ASKED
              ? prove(choosing.takes(), choosing.sound(), choosing.asked())
              : drop(Why.NO_CHOICE);
      case Event.Gone _ -> hungUp();
      case Event.PlayedOut _, Event.Recorded _, Event.Finished _, Event.Kept _, Event.Failed _ ->
          Step.to(choosing);
    };
  }

  private static Step<Dictating, Effect> chosen(Choosing choice, Dictating state, char key) {
    return switch (key) {
      case '1' -> Step.to(new Keeping(false), new Effect.Keep(choice.sound()));
      case '2' -> again(choice.takes(), Line.TONE, Why.UNWANTED);
      case '3' -> drop(Why.UNWANTED);
      default -> Step.to(state);
    };
  }

  /// What was wanted is kept, whether or not its speaker waits to hear of it.
  private static Step<Dictating, Effect> keeping(Keeping keeping, Event event) {
    return switch (event) {
      case Event.Kept _ -> keeping.alone() ? Step.to(new Over()) : part(Parting.KEPT);
      case Event.Failed _ -> keeping.alone() ? over(Why.FAULT) : failed();
      case Event.Gone _ -> Step.to(new Keeping(true));
      case Event.PlayedOut _, Event.Key _, Event.Recorded _, Event.Finished _, Event.Waited _ ->
          Step.to(keeping);
    };
  }

  private static Step<Dictating, Effect> again(int takes, Line line, Why otherwise) {
    return takes < MOST_TAKES
        ? Step.to(new Instructed(takes), new Effect.Say(line))
        : drop(otherwise);
  }

  private static Step<Dictating, Effect> prove(int takes, Pcmu sound, int asked) {
    return Step.to(new Proving(takes, sound, asked), new Effect.PlayBack(sound));
  }

  private static Step<Dictating, Effect> drop(Why why) {
    return Step.to(new Over(), new Effect.Drop(why), new Effect.Part(Parting.DROPPED));
  }

  private static Step<Dictating, Effect> failed() {
    return Step.to(new Over(), new Effect.Drop(Why.FAULT), new Effect.Part(Parting.UNAVAILABLE));
  }

  private static Step<Dictating, Effect> hungUp() {
    return over(Why.HUNG_UP);
  }

  private static Step<Dictating, Effect> over(Why why) {
    return Step.to(new Over(), new Effect.Drop(why));
  }

  private static Step<Dictating, Effect> part(Parting words) {
    return Step.to(new Over(), new Effect.Part(words));
  }
}
