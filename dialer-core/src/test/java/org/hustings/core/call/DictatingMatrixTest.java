package org.hustings.core.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hustings.core.call.Dictating.Effect;
import org.hustings.core.call.Dictating.Event;
import org.hustings.core.call.StateTable.Move;
import org.hustings.core.call.StateTable.Naming;
import org.hustings.core.dictation.Dictation;
import org.hustings.core.recording.Pcmu;
import org.junit.jupiter.api.Test;

class DictatingMatrixTest {
  private static final Pcmu SOUND = Pcmu.of(new byte[8_000]);

  private final StateTable<Dictating, Event, Effect> table =
      new StateTable<>(
          "A message that is spoken", states(), events(), DictatingSteps::step, new Names());

  private static Map<String, Dictating> states() {
    Map<String, Dictating> states = new LinkedHashMap<>();
    states.put("Instructed", new Dictating.Instructed(0));
    states.put("Speaking", new Dictating.Speaking(1));
    states.put("Finishing", new Dictating.Finishing(1));
    states.put("Finishing (last take)", new Dictating.Finishing(DictatingSteps.MOST_TAKES));
    states.put("Proving", new Dictating.Proving(1, SOUND, 0));
    states.put("Choosing", new Dictating.Choosing(1, SOUND, 1));
    states.put(
        "Choosing (asked enough)", new Dictating.Choosing(1, SOUND, DictatingSteps.MOST_ASKED));
    states.put("Keeping", new Dictating.Keeping(false));
    states.put("Keeping (alone)", new Dictating.Keeping(true));
    states.put("Over", new Dictating.Over());
    return states;
  }

  private static Map<String, Event> events() {
    Map<String, Event> events = new LinkedHashMap<>();
    events.put("PlayedOut", new Event.PlayedOut());
    events.put("Key 1", new Event.Key('1'));
    events.put("Key 2", new Event.Key('2'));
    events.put("Key 3", new Event.Key('3'));
    events.put("Key #", new Event.Key('#'));
    events.put("Recorded", new Event.Recorded(SOUND));
    events.put("Finished", new Event.Finished(Optional.of(SOUND)));
    events.put("Finished (nothing heard)", new Event.Finished(Optional.empty()));
    events.put("Kept", new Event.Kept());
    events.put("Failed", new Event.Failed());
    events.put("Waited", new Event.Waited());
    events.put("Gone", new Event.Gone());
    return events;
  }

  @Test
  void every_state_and_every_event_is_driven() {
    assertThat(StateTable.missing(Dictating.class, states().values().stream())).isEmpty();
    assertThat(StateTable.missing(Event.class, events().values().stream())).isEmpty();
  }

  @Test
  void the_table_in_the_documents_is_what_the_code_does() {
    assertThat(StateTable.committed("dictating.md", table.markdown())).isEqualTo(table.markdown());
  }

  @Test
  void nothing_is_kept_but_by_pressing_1_after_hearing_it() {
    assertThat(table.moves())
        .filteredOn(move -> move.step().effects().contains(new Effect.Keep(SOUND)))
        .isNotEmpty()
        .allSatisfy(move -> {
          assertThat(move.event()).isEqualTo("Key 1");
          assertThat(move.state()).containsAnyOf("Proving", "Choosing");
        });
  }

  @Test
  void who_hangs_up_leaves_nothing_but_what_they_chose_to_keep() {
    assertThat(table.moves())
        .filteredOn(move -> move.event().equals("Gone"))
        .filteredOn(move -> !move.state().startsWith("Keeping") && !move.state().equals("Over"))
        .hasSize(7)
        .allSatisfy(move -> {
          assertThat(move.step().next()).isEqualTo(new Dictating.Over());
          assertThat(move.step().effects()).containsExactly(new Effect.Drop(Dictation.Why.HUNG_UP));
        });
  }

  @Test
  void every_way_to_the_end_says_how_it_came_out_and_once() {
    assertThat(table.moves())
        .filteredOn(move -> move.step().next().equals(new Dictating.Over()))
        .filteredOn(move -> !move.state().equals("Over"))
        .allSatisfy(move -> assertThat(outcomes(move)).isEqualTo(1));
  }

  /// What was kept is told by the store itself.
  private static long outcomes(Move<Dictating, Event, Effect> move) {
    boolean kept = move.event().equals("Kept");
    return move.step().effects().stream().filter(Effect.Drop.class::isInstance).count()
        + (kept ? 1 : 0);
  }

  @Test
  void each_state_that_waits_for_somebody_has_its_patience() {
    assertThat(states().values())
        .filteredOn(state -> state.patience().isEmpty())
        .allMatch(state ->
            List.of(Dictating.Keeping.class, Dictating.Over.class).contains(state.getClass()));
  }

  private static final class Names implements Naming<Dictating, Effect> {
    @Override
    public String state(Dictating state) {
      return state.getClass().getSimpleName();
    }

    @Override
    public String effect(Effect effect) {
      String name = effect.getClass().getSimpleName();
      return switch (effect) {
        case Effect.Say say -> name + " " + say.line();
        case Effect.Drop drop -> name + " " + drop.why();
        case Effect.Part part -> name + " " + part.words();
        case Effect.PlayBack _,
            Effect.BeginRecording _,
            Effect.StopRecording _,
            Effect.Finish _,
            Effect.Keep _ ->
            name;
      };
    }
  }
}
