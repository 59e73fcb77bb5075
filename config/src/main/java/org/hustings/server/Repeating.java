package org.hustings.server;

import java.time.Duration;
import java.time.Instant;
import org.hustings.core.dialing.EnginePorts;
import org.hustings.core.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Work that is done again and again, each time some while after the last time ended, whether it
/// failed or not.
final class Repeating implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Repeating.class);

  private final EnginePorts.Time time;
  private final Duration pause;
  private final String name;
  private final Runnable work;
  private volatile boolean closed;
  private volatile Timers.Timer next;

  Repeating(EnginePorts.Time time, Duration pause, Instant first, String name, Runnable work) {
    this.time = time;
    this.pause = pause;
    this.name = name;
    this.work = work;
    this.next = time.timers().at(first, this::begin);
  }

  private void begin() {
    time.runners().run(name, this::once);
  }

  private void once() {
    if (closed) {
      return;
    }
    try {
      work.run();
    } catch (RuntimeException e) {
      log.atWarn().addKeyValue("work", name).setCause(e).log("repeating.failed");
    }
    if (!closed) {
      next = time.timers().at(time.clock().instant().plus(pause), this::begin);
    }
  }

  @Override
  public void close() {
    closed = true;
    next.cancel();
  }
}
