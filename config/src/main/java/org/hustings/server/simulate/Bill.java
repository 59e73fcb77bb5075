package org.hustings.server.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hustings.core.credit.Money;
import org.hustings.core.dialing.EngineSettings;
import org.hustings.core.id.SessionId;

/// R25: what the volunteers' telephones know of how long they were connected, against what was
/// charged. What nothing came between is exact to the second.
final class Bill {
  private static final Money PRICE = EngineSettings.DEFAULTS.pricePerMinute();

  /// A line that died in one of these ways is known to be dead only later; a server that is killed
  /// charges to its last heartbeat.
  private static final Set<Trouble> BLURRED =
      EnumSet.complementOf(
          EnumSet.of(Trouble.CLOCK_SET, Trouble.TRUNK_REFUSING, Trouble.TRUNK_SILENT));

  /// From a line that is dead to its being known as dead: the next probe, and its answer.
  private static final Duration NOTICED = Duration.ofSeconds(90);

  private final Troubles troubles;
  private final Referee referee;

  Bill(Troubles troubles, Referee referee) {
    this.troubles = troubles;
    this.referee = referee;
  }

  /// A telephone was connected to a session from the welcome to the goodbye.
  record Line(SessionId session, Instant since, Instant until) {
    Duration length() {
      return Duration.between(since, until);
    }
  }

  void check(List<Line> lines, Map<SessionId, Money> charged) {
    Map<SessionId, Duration> sums = new HashMap<>();
    Map<SessionId, Boolean> exact = new HashMap<>();
    for (Line line : lines) {
      sums.merge(line.session, line.length(), Duration::plus);
      boolean clear = !troubles.anyOf(BLURRED, line.since, line.until.plus(Duration.ofMinutes(10)));
      exact.merge(line.session, clear, Boolean::logicalAnd);
    }
    sums.forEach((session, sum) -> {
      Money got = charged.getOrDefault(session, Money.ZERO);
      if (exact.getOrDefault(session, false)) {
        between(session, got, sum.minusSeconds(1), sum.plus(NOTICED));
      } else {
        between(session, got, Duration.ZERO, sum.plus(Duration.ofMinutes(20)));
      }
    });
  }

  private void between(SessionId session, Money got, Duration least, Duration most) {
    if (got.compareTo(PRICE.perMinuteFor(least.isNegative() ? Duration.ZERO : least)) < 0
        || got.compareTo(PRICE.perMinuteFor(most)) > 0) {
      referee.complain(
          "R25: %s was charged to session %s, which was connected for %s to %s"
              .formatted(got, session, least, most));
    }
  }
}
