package org.hustings.telephony.phonenet.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hustings.core.telephony.Telephony.Admission;
import org.hustings.core.telephony.Telephony.Permit;

/// What the trunk into the in-memory network carries: so many calls at once, so many begun in any
/// one second. Safe for many threads.
final class TrunkBudget {
  private static final Duration FREE_CHANNEL_AGAIN = Duration.ofSeconds(1);

  private final String trunk;
  private final int channels;
  private final Duration between;
  private int held;
  private Instant nextStart = Instant.MIN;

  TrunkBudget(String trunk, int channels, int callsPerSecond) {
    this.trunk = trunk;
    this.channels = channels;
    this.between = Duration.ofSeconds(1).dividedBy(callsPerSecond);
  }

  synchronized Admission admit(Instant now) {
    if (held >= channels) {
      return new Admission.NotNow("channels", now.plus(FREE_CHANNEL_AGAIN));
    }
    // What is further away than that was reckoned before the clock was set back.
    if (now.isBefore(nextStart) && !nextStart.isAfter(now.plus(between))) {
      return new Admission.NotNow("cps", nextStart);
    }
    held++;
    nextStart = now.plus(between);
    return new Admission.Admitted(new Channel());
  }

  private synchronized void release() {
    held--;
  }

  private final class Channel implements Permit {
    private final AtomicBoolean open = new AtomicBoolean(true);

    @Override
    public String trunk() {
      return trunk;
    }

    @Override
    public void close() {
      if (open.compareAndSet(true, false)) {
        release();
      }
    }
  }
}
