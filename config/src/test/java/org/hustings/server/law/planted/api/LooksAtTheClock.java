package org.hustings.server.law.planted.api;

import java.time.Instant;

record LooksAtTheClock(Instant startedAt) {
  LooksAtTheClock() {
    this(Instant.now());
  }
}
