package org.hustings.telephony.media;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// A counter that one thread writes and any thread reads. Unlike an atomic increment it costs the
/// media thread an ordinary store; and the number stands in the object itself, since a leg has a
/// dozen of them and what a packet costs is above all the memory that it touches
/// (docs/decisions/0181).
final class Tally {
  private static final VarHandle VALUE = value();

  @SuppressWarnings("UnusedVariable") // By its handle.
  private long value;

  Tally() {
    this(0);
  }

  Tally(long initial) {
    value = initial;
  }

  private static VarHandle value() {
    try {
      return MethodHandles.lookup().findVarHandle(Tally.class, "value", long.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  void increment() {
    add(1);
  }

  void add(long amount) {
    VALUE.setOpaque(this, value + amount);
  }

  void set(long now) {
    VALUE.setOpaque(this, now);
  }

  long get() {
    return (long) VALUE.getOpaque(this);
  }
}
