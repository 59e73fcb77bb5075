package org.hustings.core.scripted;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.hustings.core.time.Inbox;
import org.hustings.core.time.Runners;
import org.hustings.core.time.Timers;
import org.hustings.core.time.VirtualTime;

/// The time of one server process: when it is killed, nothing of it runs any more.
final class Mortal implements Timers, Runners {
  private final VirtualTime time;
  private boolean killed;

  Mortal(VirtualTime time) {
    this.time = time;
  }

  void kill() {
    killed = true;
  }

  @Override
  public Timer at(Instant at, Runnable action) {
    return time.at(at, () -> unlessKilled(action));
  }

  @Override
  public Timer after(Duration wait, Runnable action) {
    return time.after(wait, () -> unlessKilled(action));
  }

  @Override
  public Duration elapsed() {
    return time.elapsed();
  }

  @Override
  public <M> Inbox<M> inbox(String name, Consumer<M> handler) {
    return time.inbox(name, message -> unlessKilled(() -> handler.accept(message)));
  }

  @Override
  public void run(String name, Runnable work) {
    time.run(name, () -> unlessKilled(work));
  }

  private void unlessKilled(Runnable action) {
    if (!killed) {
      action.run();
    }
  }
}
