package org.hustings.core.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.hustings.core.attempt.Attempt.Progress;
import org.hustings.core.call.Call.HangingUp.Then;
import org.hustings.core.call.StateTable.Naming;
import org.hustings.core.disposition.Action;
import org.hustings.core.disposition.Disposition;
import org.hustings.core.id.AttemptId;
import org.hustings.core.telephony.LegEnd;
import org.hustings.core.telephony.LegEnd.Blame;
import org.hustings.core.telephony.LegEnd.By;
import org.hustings.core.telephony.LegEnd.Outcome;
import org.hustings.core.telephony.LegEnd.Placed;
import org.junit.jupiter.api.Test;

class CallMatrixTest {
  private static final Notice WHY = new Notice("why", "Why.");
  private static final Instant NOW = Instant.parse("2026-06-02T14:00:00Z");
  private static final AttemptId ATTEMPT = new AttemptId(new UUID(0, 1));
  private static final LegEnd BUSY =
      new LegEnd(Outcome.BUSY, Blame.CALLED_PARTY, By.NETWORK, Placed.YES, false, "SIP 486");
  private static final LegEnd TRUNK_DOWN =
      new LegEnd(
          Outcome.NOT_CONNECTED, Blame.CARRIER, By.NETWORK, Placed.SURELY_NOT, false, "SIP 503");
  private static final Call.Said SAID =
      new Call.Said(7, "key", Disposition.plain(Action.NO_ANSWER));
  private static final Call.Said SAID_OTHERWISE =
      new Call.Said(8, "other key", Disposition.plain(Action.BUSY));
  private static final Call.Ended ENDED =
      new Call.Ended(
          ATTEMPT, Progress.NONE.ended(NOW), Optional.of(BUSY), Conclusion.of(BUSY, false));

  private final StateTable<Call, Call.Event, Call.Effect> table =
      new StateTable<>("The call", states(), events(), CallSteps::step, new Names());

  private static Map<String, Call> states() {
    Progress answered = Progress.NONE.answered(NOW);
    Map<String, Call> states = new LinkedHashMap<>();
    states.put("Beginning", new Call.Beginning(ATTEMPT, false));
    states.put("Beginning (by hand)", new Call.Beginning(ATTEMPT, true));
    states.put("CalledOff", new Call.CalledOff(ATTEMPT, WHY));
    states.put("Dialing", new Call.Dialing(ATTEMPT, Progress.NONE));
    states.put("Alerting", new Call.Alerting(ATTEMPT, Progress.NONE.rang(NOW)));
    states.put("Talking", new Call.Talking(ATTEMPT, answered));
    states.put("ByHand", new Call.ByHand(ATTEMPT));
    states.put("HangingUp, then WrapUp", hangingUp(new Then.WrapUp()));
    states.put("HangingUp, then Dispose", hangingUp(new Then.Dispose(SAID)));
    states.put("HangingUp, then Settle", hangingUp(new Then.Settle()));
    states.put("Ended", ENDED);
    states.put("Disposing", new Call.Disposing(ENDED, SAID, List.of(7L)));
    states.put("Settling", VoterLeg.settling(ATTEMPT, Action.NO_ANSWER));
    states.put("Over", new Call.Over(ATTEMPT, new Call.How.HandedOver()));
    return states;
  }

  private static Call hangingUp(Then then) {
    return new Call.HangingUp(ATTEMPT, Progress.NONE.rang(NOW), then);
  }

  private static Map<String, Call.Event> events() {
    Map<String, Call.Event> events = new LinkedHashMap<>();
    events.put("Committed", new Call.Event.Committed(NOW));
    events.put("NotBegun", new Call.Event.NotBegun(NOW, WHY));
    events.put("leg Accepted", new Call.Event.OfLeg(new Leg.News.Accepted(NOW)));
    events.put("leg Rang", new Call.Event.OfLeg(new Leg.News.Rang(NOW, false)));
    events.put("leg Rang (early media)", new Call.Event.OfLeg(new Leg.News.Rang(NOW, true)));
    events.put("leg Answered", new Call.Event.OfLeg(new Leg.News.Answered(NOW)));
    events.put("leg Over (busy)", new Call.Event.OfLeg(new Leg.News.Over(NOW, BUSY)));
    events.put("leg Over (our side)", new Call.Event.OfLeg(new Leg.News.Over(NOW, TRUNK_DOWN)));
    events.put("HangUp", new Call.Event.HangUp(NOW, 1));
    events.put("DropVoicemail", new Call.Event.DropVoicemail(NOW, 1));
    events.put("Dispose", new Call.Event.Dispose(NOW, SAID));
    events.put("Dispose (another key)", new Call.Event.Dispose(NOW, SAID_OTHERWISE));
    events.put("Written", new Call.Event.Written(NOW));
    events.put("WriteRefused", new Call.Event.WriteRefused(NOW, "code", "why", Optional.empty()));
    events.put("WriteDelayed", new Call.Event.WriteDelayed(NOW));
    events.put("Settled", new Call.Event.Settled(NOW));
    events.put("VolunteerLost", new Call.Event.VolunteerLost(NOW));
    events.put("GraceOver", new Call.Event.GraceOver(NOW));
    events.put("Withdraw", new Call.Event.Withdraw(NOW, WHY));
    return events;
  }

  @Test
  void every_state_and_every_event_is_driven() {
    assertThat(StateTable.missing(Call.class, states().values().stream())).isEmpty();
    assertThat(StateTable.missing(Call.Event.class, events().values().stream())).isEmpty();
    assertThat(
            StateTable.missing(
                Leg.News.class,
                events().values().stream()
                    .filter(Call.Event.OfLeg.class::isInstance)
                    .map(event -> ((Call.Event.OfLeg) event).news())))
        .isEmpty();
  }

  @Test
  void the_table_in_the_documents_is_what_the_code_does() {
    assertThat(StateTable.committed("call.md", table.markdown())).isEqualTo(table.markdown());
  }

  @Test
  void R22_nothing_is_dialed_but_after_the_commit_and_only_once() {
    assertThat(table.moves())
        .filteredOn(move -> move.step().effects().contains(new Call.Effect.Dial()))
        .singleElement()
        .satisfies(move -> assertThat(move.state() + move.event()).isEqualTo("BeginningCommitted"));
  }

  @Test
  void every_command_is_answered_or_kept_to_be_answered() {
    assertThat(table.moves())
        .filteredOn(move -> move.what() instanceof Call.Event.Asked)
        .allSatisfy(move -> {
          long ticket = ((Call.Event.Asked) move.what()).ticket();
          assertThat(answers(move.step(), ticket) + kept(move.step().next(), ticket))
              .isGreaterThanOrEqualTo(1);
        });
  }

  @Test
  void the_volunteer_is_told_of_every_end() {
    assertThat(table.moves())
        .filteredOn(
            move -> move.step().next() instanceof Call.Over && !(move.from() instanceof Call.Over))
        .allSatisfy(move ->
            assertThat(move.step().effects()).anyMatch(Call.Effect.TellOver.class::isInstance));
  }

  private static long answers(Step<Call, Call.Effect> step, long ticket) {
    return step.effects().stream()
        .filter(effect ->
            effect.equals(new Call.Effect.Accept(ticket))
                || (effect instanceof Call.Effect.Refuse refuse && refuse.ticket() == ticket))
        .count();
  }

  private static long kept(Call next, long ticket) {
    return switch (next) {
      case Call.Disposing disposing -> disposing.tickets().contains(ticket) ? 1 : 0;
      case Call.HangingUp(_, _, Then.Dispose(Call.Said said)) -> said.ticket() == ticket ? 1 : 0;
      case Call.HangingUp _,
          Call.Beginning _,
          Call.CalledOff _,
          Call.Dialing _,
          Call.Alerting _,
          Call.Talking _,
          Call.ByHand _,
          Call.Ended _,
          Call.Settling _,
          Call.Over _ ->
          0;
    };
  }

  private record Names() implements Naming<Call, Call.Effect> {
    @Override
    public String state(Call call) {
      String name = call.getClass().getSimpleName();
      return call instanceof Call.HangingUp hangingUp
          ? name + ", then " + hangingUp.then().getClass().getSimpleName()
          : name;
    }

    @Override
    public String effect(Call.Effect effect) {
      String name = effect.getClass().getSimpleName();
      return Stream.<Optional<String>>of(
              effect instanceof Call.Effect.Refuse refuse
                  ? Optional.of("`" + refuse.code() + "`")
                  : Optional.empty(),
              effect instanceof Call.Effect.Settle settle
                  ? Optional.of(settle.action().name())
                  : Optional.empty(),
              effect instanceof Call.Effect.TellOver over
                  ? Optional.of(over.how().getClass().getSimpleName())
                  : Optional.empty())
          .flatMap(Optional::stream)
          .reduce(name, (one, other) -> one + " " + other);
    }
  }
}
