package org.hustings.server.shift;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import org.hustings.core.dialing.SessionDesk;
import org.hustings.core.time.Timers;
import org.hustings.core.time.VirtualTime;
import org.hustings.server.shift.plain.Plan;
import org.hustings.telephony.phonenet.Ring;
import org.hustings.telephony.phonenet.memory.InMemoryNetwork;

/// What the volunteers share: the clock on the wall, the telephone network, the engine's desk and
/// what they know of voters.
record Floor(
    VirtualTime time, InMemoryNetwork network, SessionDesk desk, Stage stage, Notebook notebook) {
  private static final LocalTime OPENS = LocalTime.of(9, 0);
  private static final LocalTime CLOSES = LocalTime.of(20, 45);

  Instant now() {
    return time.instant();
  }

  Timers.Timer after(Duration wait, Runnable what) {
    return time.at(now().plus(wait), what);
  }

  /// Nobody begins anything new after that.
  boolean isClosed() {
    LocalTime local = now().atZone(Plan.HOME).toLocalTime();
    return local.isBefore(OPENS) || !local.isBefore(CLOSES);
  }

  Duration untilOpening() {
    var opening = now().atZone(Plan.HOME).with(OPENS);
    var next = opening.toInstant().isAfter(now()) ? opening : opening.plusDays(1);
    return Duration.between(now(), next.toInstant());
  }

  /// What will be said of the latest ring of a number.
  Plan.Answer answerOf(int number) {
    return stage.plan().numbers().get(number).answer(ringsOf(number).size());
  }

  /// Whether a machine took, or will take, the latest ring of a number.
  boolean isMachine(int number) {
    return ringsOf(number).getLast().behaviour().equals("Machine");
  }

  private List<Ring> ringsOf(int number) {
    return network.log().ringsOf(PlannedTown.numberOf(number).e164());
  }
}
