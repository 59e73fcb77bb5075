package org.hustings.core.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hustings.core.call.Leg.Closing.Reached;
import org.hustings.core.call.StateTable.Naming;
import org.hustings.core.telephony.LegEnd;
import org.hustings.core.telephony.LegEnd.Blame;
import org.hustings.core.telephony.LegEnd.By;
import org.hustings.core.telephony.LegEnd.Outcome;
import org.hustings.core.telephony.LegEnd.Placed;
import org.junit.jupiter.api.Test;

class LegMatrixTest {
  private static final Instant NOW = Instant.parse("2026-06-02T14:00:00Z");
  private static final LegEnd END =
      new LegEnd(Outcome.BUSY, Blame.CALLED_PARTY, By.NETWORK, Placed.YES, false, "SIP 486");
  private static final LegSteps STEPS =
      new LegSteps(
          Patience.of(Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(5)));

  private final StateTable<Leg, Leg.Event, Leg.Effect> table =
      new StateTable<>("The leg", states(), events(), STEPS::step, new Names());

  private static Map<String, Leg> states() {
    Map<String, Leg> states = new LinkedHashMap<>();
    states.put("Dialing", new Leg.Dialing(NOW, NOW));
    states.put("Alerting", new Leg.Alerting(NOW, NOW));
    states.put("Up", new Leg.Up(NOW));
    states.put("Doubtful", new Leg.Doubtful(NOW));
    states.put("Closing", new Leg.Closing(NOW, 1, false, Reached.BELL));
    states.put(
        "Closing (asked often)", new Leg.Closing(NOW, Patience.ENDINGS_ASKED, false, Reached.BELL));
    states.put("Closing (owner told)", new Leg.Closing(NOW, 1, true, Reached.SOMEBODY));
    states.put("Down", new Leg.Down(END));
    return states;
  }

  private static Map<String, Leg.Event> events() {
    Map<String, Leg.Event> events = new LinkedHashMap<>();
    events.put("Accepted", new Leg.Event.Accepted(NOW));
    events.put("Rang", new Leg.Event.Rang(NOW, false));
    events.put("Rang (early media)", new Leg.Event.Rang(NOW, true));
    events.put("Answered", new Leg.Event.Answered(NOW));
    events.put("Silent", new Leg.Event.Silent(NOW));
    events.put("Confirmed", new Leg.Event.Confirmed(NOW));
    events.put("Ended", new Leg.Event.Ended(NOW, END));
    events.put("HangUp", new Leg.Event.HangUp(NOW));
    events.put("Due", new Leg.Event.Due(NOW));
    events.put("Due (too early)", new Leg.Event.Due(NOW.minusSeconds(1)));
    return events;
  }

  @Test
  void every_state_and_every_event_is_driven() {
    assertThat(StateTable.missing(Leg.class, states().values().stream())).isEmpty();
    assertThat(StateTable.missing(Leg.Event.class, events().values().stream())).isEmpty();
  }

  @Test
  void the_table_in_the_documents_is_what_the_code_does() {
    assertThat(StateTable.committed("leg.md", table.markdown())).isEqualTo(table.markdown());
  }

  @Test
  void no_state_waits_for_one_message_only() {
    assertThat(table.moves())
        .allSatisfy(move ->
            assertThat(move.step().next().deadline().isPresent())
                .isEqualTo(!(move.step().next() instanceof Leg.Down)));
  }

  @Test
  void nothing_comes_after_the_end() {
    assertThat(table.moves())
        .filteredOn(move -> move.from() instanceof Leg.Down)
        .allSatisfy(move -> assertThat(move.step().effects()).isEmpty());
  }

  @Test
  void hanging_up_is_possible_everywhere_and_asked_for_once() {
    assertThat(table.moves())
        .filteredOn(move -> move.what() instanceof Leg.Event.HangUp)
        .allSatisfy(move ->
            assertThat(move.step().next()).isInstanceOfAny(Leg.Closing.class, Leg.Down.class));
  }

  private record Names() implements Naming<Leg, Leg.Effect> {
    @Override
    public String state(Leg leg) {
      return leg.getClass().getSimpleName();
    }

    @Override
    public String effect(Leg.Effect effect) {
      return effect instanceof Leg.Effect.Tell(Leg.News news)
          ? "Tell " + news.getClass().getSimpleName()
          : effect.getClass().getSimpleName();
    }
  }
}
