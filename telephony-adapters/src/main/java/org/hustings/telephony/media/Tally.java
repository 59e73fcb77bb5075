package org.hustings.telephony.media;

import java.util.concurrent.atomic.AtomicLong;

/// A counter that one thread writes and any thread reads. Unlike an atomic increment it costs the
/// media thread an ordinary store.
final class Tally {
  private final AtomicLong value;

  Tally() {
    this(0);
  }

  Tally(long initial) {
    value = new AtomicLong(initial);
  }

  void increment() {
    add(1);
  }

  void add(long amount) {
    value.setOpaque(value.getPlain() + amount);
  }

  void set(long now) {
    value.setOpaque(now);
  }

  long get() {
    return value.getOpaque();
  }
}
