package org.hustings.server.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.hustings.core.session.SessionView.State;
import org.hustings.core.time.VirtualTime;
import org.hustings.telephony.phonenet.RingLog;

/// Numbers of which a manager was told that they are on the do-not-call list (R17): a second later
/// nobody rings there any more, no screen offers them, and it stays like that.
final class ListedNumbers {
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  private final VirtualTime time;
  private final RingLog log;
  private final Troubles troubles;
  private final Referee referee;
  private final Map<String, Instant> since = new HashMap<>();

  ListedNumbers(VirtualTime time, RingLog log, Troubles troubles, Referee referee) {
    this.time = time;
    this.log = log;
    this.troubles = troubles;
    this.referee = referee;
  }

  Set<String> numbers() {
    return since.keySet();
  }

  void confirmed(String number, WatchedScreens screens) {
    referee.journal().note("listed", number);
    since.putIfAbsent(number, time.instant());
    var _ =
        time.after(
            AT_ONCE,
            () -> {
              rings(number);
              if (screens.isPreviewed(number)) {
                offered(number);
              }
            });
  }

  private void rings(String number) {
    boolean rings =
        log.ringsOf(number).stream()
            .anyMatch(ring -> ring.open() && ring.times().answeredAt().isEmpty());
    if (rings && !excused(Referee.NOT_HEARD, Duration.ofMinutes(6))) {
      referee.complain("R17: %s rings on, and is not to be called".formatted(number));
    }
  }

  /// A screen shows it.
  void seen(String number, State state) {
    if (state == State.PREVIEWING && isLong(number)) {
      offered(number);
    }
  }

  private void offered(String number) {
    if (!excused(EnumSet.of(Trouble.MACHINE_ASLEEP), AT_ONCE)) {
      referee.complain("R17: %s is on a screen, and is not to be called".formatted(number));
    }
  }

  /// An order leaves.
  void dialed(String number) {
    if (since.containsKey(number)) {
      referee.complain("R17: %s is dialed, and is not to be called".formatted(number));
    }
  }

  private boolean isLong(String number) {
    Instant at = since.get(number);
    return at != null && time.instant().isAfter(at.plus(AT_ONCE));
  }

  private boolean excused(Set<Trouble> by, Duration before) {
    return troubles.anyOf(by, time.instant().minus(before), time.instant());
  }
}
