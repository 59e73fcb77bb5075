package org.hustings.telephony.phonenet;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;
import org.hustings.core.time.Runners;
import org.hustings.core.time.Timers;
import org.hustings.core.time.VirtualTime;

/// The clock that the network lives by, with its timers and inboxes.
public record Clockwork(InstantSource clock, Timers timers, Runners runners) {
  public Clockwork {
    requireNonNull(clock, "clock");
    requireNonNull(timers, "timers");
    requireNonNull(runners, "runners");
  }

  public static Clockwork of(VirtualTime time) {
    return new Clockwork(time, time, time);
  }
}
