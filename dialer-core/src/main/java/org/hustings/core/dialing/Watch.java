package org.hustings.core.dialing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.hustings.core.dialing.Transactions.StoreUnavailable;
import org.hustings.core.id.ServerId;
import org.hustings.core.time.Inbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says that this server lives, and notices when another does not (R23).
final class Watch {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  /// An only server is alone, whatever time others gave when they were last heard: the clock may
  /// have been set back since.
  private static final Duration WHATEVER_THE_CLOCK = Duration.ofDays(36_500);

  private final Office office;
  private final ReconcileAttempts reconcile;
  private final Inbox<Runnable> rounds;
  private volatile boolean stopped;

  Watch(Office office, ReconcileAttempts reconcile) {
    this.office = office;
    this.reconcile = reconcile;
    this.rounds = office.ports().time().runners().inbox("watch", Runnable::run);
  }

  void start() {
    rounds.post(this::round);
  }

  void stop() {
    stopped = true;
    rounds.close();
  }

  private void round() {
    if (stopped) {
      return;
    }
    Instant now = office.now();
    try {
      office.ports().servers().alive(office.ports().server(), now);
      dead(now).forEach(reconcile::of);
    } catch (StoreUnavailable unavailable) {
      LOG.warn("event=store-unavailable work=watch cause={}", unavailable.getMessage());
      office.metrics().storeUnavailable();
    } finally {
      Duration next = office.settings().heartbeatEvery();
      office.timers().after(next, () -> rounds.post(this::round));
    }
  }

  private List<ServerId> dead(Instant now) {
    Instant before =
        office.settings().soleServer()
            ? now.plus(WHATEVER_THE_CLOCK)
            : now.minus(office.settings().serverDeadAfter());
    return office.ports().servers().silentSince(before).stream()
        .filter(server -> !server.equals(office.ports().server()))
        .toList();
  }
}
