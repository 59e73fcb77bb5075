package org.hustings.core.dialing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.hustings.core.scripted.Helper;
import org.hustings.core.session.LineQuality;
import org.hustings.core.session.SessionView;
import org.hustings.core.telephony.MediaReport;
import org.hustings.core.telephony.MediaReport.Stream;
import org.hustings.core.telephony.Telephony.Capability;
import org.junit.jupiter.api.Test;

class LineMeterTest extends EngineTest {

  private void counts(Helper helper, long packets, long lost) {
    world
        .network()
        .counts(
            helper.line().id(),
            new MediaReport(
                new Stream(packets, lost, Duration.ofMillis(4)),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void a_screen_that_is_open_is_told_how_the_line_sounds_every_five_seconds_at_most() {
    Helper maria = world.helper("Maria").dialsIn().follows();
    counts(maria, 200, 50);
    world.pass(LineMeter.EVERY.minusMillis(1));
    assertThat(maria.sees().line()).isEmpty();

    world.pass(Duration.ofMillis(1));
    assertThat(maria.sees().line()).contains(new LineQuality(20.0, 4, Optional.empty()));
    long told = maria.feed().size();
    counts(maria, 450, 50);
    world.pass(LineMeter.EVERY.minusMillis(1));
    assertThat(maria.feed()).hasSize((int) told);
    world.pass(Duration.ofMillis(1));

    assertThat(maria.sees().line().map(LineQuality::lossPercent)).contains(0.0);
    assertThat(maria.feed()).hasSize((int) told + 1);
  }

  @Test
  void what_stays_the_same_is_not_told_again() {
    Helper maria = world.helper("Maria").dialsIn().follows();
    counts(maria, 200, 0);
    world.pass(LineMeter.EVERY);
    int told = maria.feed().size();

    world.pass(Duration.ofMinutes(1));

    assertThat(maria.feed()).hasSize(told);
  }

  @Test
  void a_line_that_is_gone_has_no_quality_and_the_next_begins_anew() {
    Helper maria = world.helper("Maria").dialsIn().follows();
    counts(maria, 200, 50);
    world.pass(LineMeter.EVERY);

    maria.line().hangsUp();
    world.time().runUntilQuiet();
    assertThat(maria.sees().line()).isEmpty();

    maria.dialsIn();
    assertThat(maria.sees().line()).isEmpty();
    counts(maria, 90, 10);
    world.pass(LineMeter.EVERY);
    assertThat(maria.sees().line().map(LineQuality::lossPercent)).contains(10.0);
  }

  @Test
  void a_network_that_does_not_count_is_not_asked() {
    world.network().lack(Capability.MEDIA_REPORTS);
    Helper maria = world.helper("Maria").dialsIn().follows();

    world.pass(Duration.ofMinutes(1));

    assertThat(maria.feed().stream().map(SessionView::line)).containsOnly(Optional.empty());
  }
}
