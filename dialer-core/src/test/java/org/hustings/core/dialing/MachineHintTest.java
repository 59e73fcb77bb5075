package org.hustings.core.dialing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.hustings.core.contract.Settings;
import org.hustings.core.disposition.Action;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.project.ProjectSettings.Lines;
import org.hustings.core.scripted.Helper;
import org.hustings.core.scripted.ScriptedLeg;
import org.hustings.core.scripted.Subscriber;
import org.hustings.core.session.SessionView.CallView;
import org.hustings.core.session.SessionView.State;
import org.hustings.core.telephony.LegEvent.AnsweredBy.Who;
import org.junit.jupiter.api.Test;

/// What the network makes of who answered is shown, and decides nothing.
class MachineHintTest extends EngineTest {
  private final ProjectId project =
      world.project(Settings.byDefault().lines(new Lines(true, Optional.empty())).build());
  private final PhoneId phone = world.voterAtNumber(project, 90);
  private final Helper maria = world.helper("Maria").dialsIn();

  private ScriptedLeg answered() {
    world.behaves(phone, Subscriber.answers());
    maria.next();
    maria.calls();
    world.pass(Duration.ofSeconds(10));
    return world.network().legTo(world.numberOf(phone)).orElseThrow();
  }

  private Optional<Who> shown() {
    return maria.sees().call().flatMap(CallView::answeredBy);
  }

  @Test
  void is_asked_for_where_the_project_wants_it_and_only_there() {
    ScriptedLeg _ = answered();
    assertThat(world.network().dialed().getLast().machineHint()).isTrue();

    world.change(project, Settings.byDefault().build());
    maria.hangsUp();
    maria.says(Action.SUCCESSFUL);
    PhoneId other = world.voterAtNumber(project, 80);
    world.behaves(other, Subscriber.answers());
    maria.next();
    maria.calls();
    world.pass(Duration.ofSeconds(10));
    assertThat(world.network().dialed().getLast().machineHint()).isFalse();
  }

  @Test
  void is_shown_while_the_two_stay_bridged() {
    ScriptedLeg voter = answered();
    assertThat(shown()).isEmpty();

    voter.soundsLike(Who.MACHINE);
    world.pass(Duration.ofSeconds(1));

    assertThat(shown()).contains(Who.MACHINE);
    assertThat(maria.sees().state()).isEqualTo(State.TALKING);
    assertThat(voter.partner()).contains(maria.line());
    world.pass(Duration.ofMinutes(5));
    assertThat(voter.isUp()).isTrue();
  }

  @Test
  void that_comes_twice_or_otherwise_the_second_time_shows_what_came_last() {
    ScriptedLeg voter = answered();
    voter.soundsLike(Who.MACHINE);
    voter.soundsLike(Who.MACHINE);
    world.pass(Duration.ofSeconds(1));
    assertThat(shown()).contains(Who.MACHINE);
    voter.soundsLike(Who.HUMAN);
    world.pass(Duration.ofSeconds(1));
    assertThat(shown()).contains(Who.HUMAN);
  }

  @Test
  void R20_suggests_no_outcome_and_counts_for_nothing() {
    ScriptedLeg voter = answered();
    voter.soundsLike(Who.MACHINE);
    world.pass(Duration.ofSeconds(1));
    maria.hangsUp();
    world.pass(Duration.ofSeconds(1));

    assertThat(maria.sees().call().flatMap(CallView::suggested)).isEmpty();
    var attempt = maria.attempt();
    maria.says(Action.SUCCESSFUL);
    assertThat(world.recorded(attempt)).contains(Action.SUCCESSFUL);
  }

  @Test
  void of_one_call_is_not_shown_at_the_next() {
    answered().soundsLike(Who.MACHINE);
    world.pass(Duration.ofSeconds(1));
    maria.hangsUp();
    maria.says(Action.SUCCESSFUL);
    PhoneId other = world.voterAtNumber(project, 80);
    world.behaves(other, Subscriber.answers());
    maria.next();
    maria.calls();
    world.pass(Duration.ofSeconds(10));

    assertThat(maria.sees().state()).isEqualTo(State.TALKING);
    assertThat(shown()).isEmpty();
  }
}
