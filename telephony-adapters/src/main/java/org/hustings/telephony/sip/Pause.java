package org.hustings.telephony.sip;

import java.time.Duration;
import org.hustings.core.time.Inbox;
import org.hustings.core.time.Timers;
import org.jspecify.annotations.Nullable;

/// Something that is waited for, though not for ever. Touched by its runner only.
final class Pause {
  private final Timers timers;
  private final Inbox<Runnable> inbox;
  private int begun;
  private Timers.@Nullable Timer timer;

  Pause(Timers timers, Inbox<Runnable> inbox) {
    this.timers = timers;
    this.inbox = inbox;
  }

  /// @param whenOver done if it was not ended before
  void begin(Duration atMost, Runnable whenOver) {
    boolean _ = end();
    int mine = ++begun;
    timer =
        timers.after(
            atMost,
            () ->
                inbox.post(() -> {
                  if (begun == mine && end()) {
                    whenOver.run();
                  }
                }));
  }

  /// @return whether there was one to end
  boolean end() {
    Timers.Timer running = timer;
    timer = null;
    if (running != null) {
      running.cancel();
    }
    return running != null;
  }
}
