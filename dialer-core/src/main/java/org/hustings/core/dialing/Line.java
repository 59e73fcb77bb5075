package org.hustings.core.dialing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hustings.core.call.Leg;
import org.hustings.core.dialing.EngineMetrics.LegKind;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.Telephony.Capability;

/// The volunteer's line: the leg they are connected by, one at a time, and how long in all they
/// were (R25). Belongs to the session's runner.
final class Line {
  private final Office office;
  private final Clerk clerk;
  private final Consumer<Runnable> runner;
  private final Runnable dropped;
  private Optional<LegWatch> leg = Optional.empty();
  private Duration joinedAt;
  private Duration before = Duration.ZERO;

  /// @param runner posts to the session
  /// @param dropped called on the session's runner when the leg is over
  Line(Office office, Clerk clerk, Consumer<Runnable> runner, Runnable dropped) {
    this.office = office;
    this.clerk = clerk;
    this.runner = runner;
    this.dropped = dropped;
    this.joinedAt = office.timers().elapsed();
  }

  boolean isUp() {
    return leg.isPresent();
  }

  Optional<LegId> leg() {
    return leg.map(LegWatch::id);
  }

  /// What counts for the charge: charging pauses between one leg and the next. By the steady time,
  /// since a clock that is set must not cost anybody anything.
  Duration connected() {
    return isUp() ? before.plus(office.timers().elapsed()).minus(joinedAt) : before;
  }

  /// The volunteer is connected by this leg from now on; one that they had before is ended.
  ///
  /// @param dialog what ends the leg after a crash (R23), as far as it is known already
  void connect(LegId id, Optional<String> dialog, Prompt greeting) {
    take(Prompt.ANOTHER_DEVICE);
    joinedAt = office.timers().elapsed();
    LegWatch watch = LegWatch.up(id, office, office.patience(), runner, news -> news(id, news));
    leg = Optional.of(watch);
    office.switchboard().own(id, LegKind.VOLUNTEER, event -> runner.accept(() -> on(watch, event)));
    dialog.ifPresent(known -> clerk.keepDialog(id, known));
    say(greeting);
  }

  /// Says goodbye and hangs up.
  void end(Prompt goodbye) {
    take(goodbye);
  }

  /// Lets volunteer and voter hear each other.
  void bridgeTo(LegId voter) {
    leg.ifPresent(watch -> office.telephony().bridge(watch.id(), voter));
  }

  private void say(Prompt prompt) {
    if (office.can(Capability.PLAY)) {
      leg.ifPresent(watch ->
          office.telephony().play(watch.id(), office.newPlayback(), List.of(prompt.asSound())));
    }
  }

  /// Gives the leg away to its last words.
  private void take(Prompt lastWords) {
    leg.ifPresent(watch -> {
      before = connected();
      leg = Optional.empty();
      watch.letGo();
      Farewell.say(office, watch.id(), lastWords, () -> forget(watch.id()));
    });
  }

  private void on(LegWatch watch, LegEvent event) {
    if (event instanceof LegEvent.Established established) {
      clerk.keepDialog(watch.id(), established.dialog());
    }
    watch.on(event);
  }

  private void news(LegId id, Leg.News news) {
    if (news instanceof Leg.News.Over) {
      forget(id);
      if (leg.filter(watch -> watch.id().equals(id)).isPresent()) {
        before = connected();
        leg = Optional.empty();
        dropped.run();
      }
    }
  }

  private void forget(LegId id) {
    clerk.write("dialog over", stores -> stores.attempts().forgetDialog(id));
  }
}
