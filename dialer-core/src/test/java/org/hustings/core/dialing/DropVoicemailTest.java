package org.hustings.core.dialing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hustings.core.call.Notice;
import org.hustings.core.contract.Settings;
import org.hustings.core.dialing.EngineMetrics.Invariant;
import org.hustings.core.dialing.EngineMetrics.LegKind;
import org.hustings.core.disposition.Action;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.project.ProjectSettings;
import org.hustings.core.queue.Hold;
import org.hustings.core.scripted.FaultyStores.Fault;
import org.hustings.core.scripted.Helper;
import org.hustings.core.scripted.ScriptedLeg;
import org.hustings.core.scripted.Subscriber;
import org.hustings.core.session.Command;
import org.hustings.core.session.SessionView.State;
import org.hustings.core.voter.PhoneStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DropVoicemailTest extends EngineTest {
  private static final Duration MESSAGE = Duration.ofSeconds(30);
  private static final Notice PLAYS =
      new Notice("message-plays", "The message is being played. You are free for the next call.");

  private final ProjectId project = world.project(withMessage());
  private final PhoneId phone = world.voterAtNumber(project, 90);
  private final PhoneId next = world.voterAtNumber(project, 80);
  private final Helper maria = world.helper("Maria").dialsIn();
  private ScriptedLeg machine = maria.line();
  private AttemptId attempt = new AttemptId(new java.util.UUID(0, 0));

  @BeforeEach
  void a_machine_has_answered() {
    world.behaves(phone, Subscriber.answers());
    world.behaves(next, Subscriber.answers());
    maria.next();
    maria.calls();
    world.pass(Duration.ofSeconds(10));
    machine = world.network().legTo(world.numberOf(phone)).orElseThrow();
    attempt = maria.attempt();
  }

  @Test
  void R12_the_volunteer_is_free_at_once_and_talks_to_the_next_voter_while_it_plays() {
    maria.submits(new Command.DropVoicemail());
    assertThat(maria.sees().state()).isEqualTo(State.READY);
    maria.next();
    maria.calls();
    world.pass(Duration.ofSeconds(10));

    assertThat(maria.sees().state()).isEqualTo(State.TALKING);
    assertThat(machine.isUp()).isTrue();
    assertThat(machine.partner()).isEmpty();
    assertThat(world.metrics().open(LegKind.VOICEMAIL)).isOne();
    assertThat(heldBy(phone)).containsInstanceOf(Hold.Holder.OfServer.class);
  }

  @Test
  void that_the_message_plays_can_be_read_though_the_screen_asks_for_the_next_number_at_once() {
    maria.submits(new Command.DropVoicemail());
    maria.next();
    assertThat(maria.sees().notice()).contains(PLAYS);
    maria.calls();
    assertThat(maria.sees().notice()).isEmpty();
  }

  @Test
  void what_was_said_a_while_ago_is_gone_with_the_next_number() {
    maria.submits(new Command.DropVoicemail());
    world.pass(Duration.ofSeconds(6));
    maria.next();
    assertThat(maria.sees().notice()).isEmpty();
  }

  @Test
  void R12_the_whole_message_is_a_voicemail() {
    maria.submits(new Command.DropVoicemail());
    world.pass(MESSAGE);

    assertThat(machine.heard()).hasSize(1).first().asString().startsWith("recording");
    assertThat(machine.isOver()).isTrue();
    assertThat(world.recorded(attempt)).contains(Action.VOICEMAIL);
    assertThat(world.standingOf(phone).status()).isEqualTo(PhoneStatus.VOICEMAIL_LEFT);
    assertThat(world.isHeld(phone, project)).isFalse();
    assertThat(world.metrics().open(LegKind.VOICEMAIL)).isZero();
  }

  @Test
  void R12_the_volunteers_leaving_does_not_end_it() {
    maria.submits(new Command.DropVoicemail());
    maria.submits(new Command.Leave());
    world.pass(Duration.ofSeconds(20));
    assertThat(maria.line().isOver()).isTrue();
    assertThat(machine.isUp()).isTrue();

    world.pass(Duration.ofSeconds(10));

    assertThat(world.recorded(attempt)).contains(Action.VOICEMAIL);
  }

  @Test
  void R12_a_leg_that_dies_before_the_end_counts_as_R14() {
    maria.submits(new Command.DropVoicemail());
    world.pass(Duration.ofSeconds(12));

    machine.hangsUp();
    world.pass(Duration.ofSeconds(1));

    assertThat(world.recorded(attempt)).contains(Action.NO_ANSWER);
    assertThat(world.standingOf(phone).attempts()).isOne();
    assertThat(world.standingOf(phone).status()).isEqualTo(PhoneStatus.ACTIVE);
  }

  @Test
  void R12_a_machine_that_goes_without_a_word_is_given_up() {
    maria.submits(new Command.DropVoicemail());
    world.pass(Duration.ofSeconds(5));

    machine.vanishes();
    world.pass(Duration.ofMinutes(3));

    assertThat(world.metrics().open(LegKind.VOICEMAIL)).isZero();
    assertThat(world.recorded(attempt)).contains(Action.NO_ANSWER);
    assertThat(world.metrics().takeBroken()).containsExactly(Invariant.LEG_LOST);
  }

  @Test
  void R12_the_store_is_not_waited_for() {
    world.stores().fault(Fault.AWAY);

    maria.submits(new Command.DropVoicemail());
    assertThat(maria.sees().state()).isEqualTo(State.READY);
    world.pass(MESSAGE.plusSeconds(5));
    world.stores().fault(Fault.NONE);
    world.pass(Duration.ofMinutes(1));

    assertThat(world.recorded(attempt)).contains(Action.VOICEMAIL);
  }

  @Test
  void there_is_nothing_to_drop_before_somebody_answers() {
    maria.submits(new Command.DropVoicemail());
    maria.next();
    maria.calls();

    assertRefused(maria.submits(new Command.DropVoicemail()), "not-answered");
  }

  @Test
  void a_project_without_a_message_offers_none() {
    world.change(project, Settings.byDefault().build());
    maria.submits(new Command.DropVoicemail());
    maria.next();
    maria.calls();
    world.pass(Duration.ofSeconds(10));

    assertThat(maria.sees().allowed()).doesNotContain(Command.Kind.DROP_VOICEMAIL);
    assertRefused(maria.submits(new Command.DropVoicemail()), "no-message");
  }

  private Optional<Hold.Holder> heldBy(PhoneId held) {
    return world.candidate(held, project).orElseThrow().hold().map(Hold::holder);
  }

  private ProjectSettings withMessage() {
    ProjectSettings plain = Settings.byDefault().build();
    return new ProjectSettings(
        plain.hours(),
        plain.legalWindow(),
        plain.unknownZones(),
        plain.attemptLimit(),
        plain.retryDelay(),
        plain.ringFor(),
        plain.suppression(),
        plain.wrapUpGrace(),
        plain.callerId(),
        plain.script(),
        plain.survey(),
        List.of(),
        plain.access(),
        Optional.of(world.message(MESSAGE)),
        plain.lines());
  }
}
