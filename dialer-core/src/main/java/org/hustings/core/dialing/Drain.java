package org.hustings.core.dialing;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets the server end without cutting anybody short: nothing new starts, what runs is finished,
/// heard to its end and written, up to a time.
final class Drain {
  private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

  private final Office office;
  private final Sessions sessions;
  private final Voicemails voicemails;
  private final CompletableFuture<Boolean> done = new CompletableFuture<>();

  Drain(Office office, Sessions sessions, Voicemails voicemails) {
    this.office = office;
    this.sessions = sessions;
    this.voicemails = voicemails;
  }

  /// Completes with whether all was finished; `false` if the time was over first. What is left then
  /// is settled by whoever starts next (R23).
  CompletableFuture<Boolean> begin(Duration atMost) {
    LOG.info("draining {}", left());
    sessions.onOneLess(this::look);
    voicemails.onOneLess(this::look);
    office.switchboard().onOneLess(this::look);
    office.unwritten().onNone(this::look);
    sessions.drain();
    office.timers().after(atMost, this::giveUp);
    look();
    return done;
  }

  private void look() {
    if (left().isNothing()) {
      done.complete(true);
    }
  }

  private void giveUp() {
    if (done.complete(false)) {
      LOG.warn("drain ends with {}", left());
    }
  }

  /// In the order in which one leads to the next: whoever ends has given its last words to a clerk
  /// before.
  private Left left() {
    return new Left(
        sessions.count(),
        voicemails.playing(),
        office.switchboard().open(),
        office.unwritten().count());
  }

  private record Left(int sessions, int voicemails, int legs, int writes) {
    boolean isNothing() {
      return sessions == 0 && voicemails == 0 && legs == 0 && writes == 0;
    }
  }
}
