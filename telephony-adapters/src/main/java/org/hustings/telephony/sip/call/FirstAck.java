package org.hustings.telephony.sip.call;

import java.time.Duration;
import java.util.Optional;
import org.hustings.core.time.Inbox;
import org.hustings.core.time.Timers;
import org.jspecify.annotations.Nullable;

/// The ACK of the answer that counts. It waits until what ends the call is stored (R23), but not
/// for long, and neither the voices nor the call's end wait for it. While it waits, whoever
/// answered repeats its 2xx and, should we die, ends the call by itself (RFC 3261 section
/// 13.3.1.4). Touched by the call's runner only.
final class FirstAck {
  private final Line line;
  private final Inbox<Runnable> inbox;
  private final CallListener listener;
  private final Forks forks;
  private @Nullable Dialog held;
  private Optional<Timers.Timer> timer = Optional.empty();

  FirstAck(Line line, Inbox<Runnable> inbox, CallListener listener, Forks forks) {
    this.line = line;
    this.inbox = inbox;
    this.listener = listener;
    this.forks = forks;
  }

  /// Holds it, where somebody will say that the dialog is stored; else sends it.
  void of(Dialog dialog) {
    held = dialog;
    Duration atMost = listener.storedWithin();
    if (atMost.isZero()) {
      now();
    } else {
      timer = Optional.of(line.after(atMost, inbox, this::late));
    }
  }

  /// @param text what is stored; of a call that only rang, it says nothing of this
  void stored(String text) {
    if (held != null && StoredCall.ofUp(text)) {
      now();
    }
  }

  /// Sends it, if it is held.
  void now() {
    timer.ifPresent(Timers.Timer::cancel);
    timer = Optional.empty();
    if (held != null) {
      forks.acknowledge(held);
      held = null;
    }
  }

  private void late() {
    if (held != null) {
      now();
      listener.notStoredInTime();
    }
  }
}
