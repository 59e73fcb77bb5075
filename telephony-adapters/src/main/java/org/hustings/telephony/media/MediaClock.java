package org.hustings.telephony.media;

/// The engine's steady time. Only differences mean something.
@FunctionalInterface
public interface MediaClock {
  /// Nanoseconds since some fixed moment.
  long nanos();

  /// The machine's clock.
  static MediaClock ofTheMachine() {
    return System::nanoTime;
  }
}
