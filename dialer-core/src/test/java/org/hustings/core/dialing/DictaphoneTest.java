package org.hustings.core.dialing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hustings.core.dialing.EngineMetrics.LegKind;
import org.hustings.core.dialing.Transactions.StoreUnavailable;
import org.hustings.core.dictation.Dictation.Why;
import org.hustings.core.dictation.DictationOrder;
import org.hustings.core.recording.Pcmu;
import org.hustings.core.scripted.EngineWorld;
import org.hustings.core.scripted.ScriptedLeg;
import org.hustings.core.telephony.Telephony.Capability;
import org.junit.jupiter.api.Test;

/// A manager speaks a voicemail message into a telephone.
class DictaphoneTest extends EngineTest {
  private static final String CODE = "246810";
  private static final Pcmu MESSAGE = Pcmu.of(new byte[8 * 5_000]);
  private static final Pcmu SILENCE = Pcmu.of(new byte[0]);

  private final Order order = new Order();

  /// What became of the message.
  private static final class Order implements DictationOrder {
    final List<Pcmu> kept = new ArrayList<>();
    final List<Why> dropped = new ArrayList<>();
    boolean storeAway;

    @Override
    public void begin(Instant now) {}

    @Override
    public Optional<Pcmu> finished(Pcmu recorded) {
      return recorded.length() == 0 ? Optional.empty() : Optional.of(recorded);
    }

    @Override
    public void keep(Pcmu sound, Instant now) {
      if (storeAway) {
        throw new StoreUnavailable("away", new IllegalStateException("away"));
      }
      kept.add(sound);
    }

    @Override
    public void drop(Why why) {
      dropped.add(why);
    }
  }

  private ScriptedLeg caller() {
    world.givesCode(CODE, order);
    ScriptedLeg leg = world.network().dialsIn(EngineWorld.DNIS, "+19195550199");
    leg.says(MESSAGE);
    world.time().runUntilQuiet();
    presses(leg, CODE + "#");
    return leg;
  }

  private ScriptedLeg speaker() {
    ScriptedLeg leg = caller();
    world.pass(Duration.ofSeconds(5));
    assertThat(leg.isRecorded()).isTrue();
    return leg;
  }

  private void presses(ScriptedLeg leg, String keys) {
    leg.presses(keys);
    world.time().runUntilQuiet();
  }

  @Test
  void it_is_spoken_after_the_tone_heard_and_kept() {
    ScriptedLeg leg = caller();
    assertThat(leg.heard()).endsWith("speak-message", "tone");
    assertThat(leg.isRecorded()).as("before the tone is over").isFalse();

    world.pass(Duration.ofSeconds(5));
    presses(leg, "#");
    assertThat(leg.heard()).endsWith("your-message", "dictation", "keep-or-again");
    assertThat(order.kept).isEmpty();

    presses(leg, "1");
    assertThat(order.kept).containsExactly(MESSAGE);
    assertThat(leg.heard()).endsWith("message-kept");
    world.pass(Duration.ofSeconds(5));
    assertThat(leg.isOver()).isTrue();
    assertThat(order.dropped).isEmpty();
    assertThat(world.metrics().open(LegKind.CALLER)).isZero();
  }

  @Test
  void it_can_be_spoken_again() {
    ScriptedLeg leg = speaker();
    presses(leg, "#");
    presses(leg, "2");
    assertThat(leg.heard()).endsWith("keep-or-again", "tone");

    Pcmu better = Pcmu.of(new byte[8 * 7_000]);
    leg.says(better);
    world.pass(Duration.ofSeconds(3));
    presses(leg, "#");
    presses(leg, "1");

    assertThat(order.kept).containsExactly(better);
  }

  @Test
  void who_presses_3_drops_it() {
    ScriptedLeg leg = speaker();
    presses(leg, "#");
    presses(leg, "3");

    assertThat(order.kept).isEmpty();
    assertThat(order.dropped).containsExactly(Why.UNWANTED);
    assertThat(leg.heard()).endsWith("message-dropped");
  }

  @Test
  void who_hangs_up_in_the_middle_of_speaking_leaves_nothing() {
    ScriptedLeg leg = speaker();
    leg.hangsUp();
    world.pass(Duration.ofMinutes(3));

    assertThat(order.kept).isEmpty();
    assertThat(order.dropped).containsExactly(Why.HUNG_UP);
    assertThat(world.metrics().open(LegKind.CALLER)).isZero();
  }

  @Test
  void who_hangs_up_after_pressing_1_has_kept_it() {
    ScriptedLeg leg = speaker();
    presses(leg, "#");
    leg.presses("1");
    leg.hangsUp();
    world.time().runUntilQuiet();

    assertThat(order.kept).containsExactly(MESSAGE);
    assertThat(order.dropped).isEmpty();
  }

  @Test
  void it_ends_by_itself_after_two_minutes() {
    ScriptedLeg leg = speaker();
    world.pass(Duration.ofMinutes(2));

    assertThat(leg.isRecorded()).isFalse();
    assertThat(leg.heard()).contains("dictation");
  }

  @Test
  void where_nothing_was_heard_it_is_said_and_asked_for_again() {
    ScriptedLeg leg = speaker();
    leg.says(SILENCE);
    presses(leg, "#");

    assertThat(leg.heard()).endsWith("nothing-heard", "tone");
    world.pass(Duration.ofSeconds(5));
    assertThat(leg.isRecorded()).isTrue();
  }

  @Test
  void who_never_chooses_is_asked_three_times_and_let_go_with_nothing_kept() {
    ScriptedLeg leg = speaker();
    presses(leg, "#");
    world.pass(Duration.ofMinutes(2));

    assertThat(leg.heard()).filteredOn("keep-or-again"::equals).hasSize(3);
    assertThat(order.kept).isEmpty();
    assertThat(order.dropped).containsExactly(Why.NO_CHOICE);
    assertThat(leg.isOver()).isTrue();
  }

  @Test
  void where_it_cannot_be_written_the_speaker_is_told_so() {
    ScriptedLeg leg = speaker();
    presses(leg, "#");
    order.storeAway = true;
    presses(leg, "1");

    assertThat(leg.heard()).endsWith("unavailable");
    assertThat(order.dropped).containsExactly(Why.FAULT);
  }

  @Test
  void a_line_that_breaks_without_a_word_leaves_nothing() {
    ScriptedLeg leg = speaker();
    leg.vanishes();
    world.pass(Duration.ofSeconds(40));

    assertThat(order.kept).isEmpty();
    assertThat(order.dropped).containsExactly(Why.HUNG_UP);
    leg.hangsUp();
  }

  @Test
  void where_nothing_can_be_recorded_the_caller_is_told_so() {
    world.network().lack(Capability.RECORD);
    ScriptedLeg leg = caller();

    assertThat(leg.heard()).endsWith("unavailable");
    assertThat(order.dropped).containsExactly(Why.FAULT);
  }

  @Test
  void a_code_is_good_for_one_call() {
    ScriptedLeg leg = speaker();
    leg.hangsUp();
    world.time().runUntilQuiet();

    ScriptedLeg second = world.network().dialsIn(EngineWorld.DNIS, "+19195550199");
    world.time().runUntilQuiet();
    presses(second, CODE + "#");

    assertThat(second.heard()).endsWith("wrong-pin", "enter-number");
  }
}
