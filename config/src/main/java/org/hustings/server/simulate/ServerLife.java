package org.hustings.server.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.hustings.core.time.Inbox;
import org.hustings.core.time.Runners;
import org.hustings.core.time.Timers;
import org.hustings.core.time.VirtualTime;

/// One process of the server, from its start to its being killed: after that nothing of it runs any
/// more. While one of its runners waits, for the store say, the others go on.
final class ServerLife implements Timers, Runners {
  private final VirtualTime time;
  private final Machine machine;
  private final Runnable goOn;
  private boolean killed;

  /// @param goOn lets the next thing happen that is to happen anywhere
  ServerLife(VirtualTime time, Machine machine, Runnable goOn) {
    this.time = time;
    this.machine = machine;
    this.goOn = goOn;
  }

  void kill() {
    killed = true;
  }

  boolean isKilled() {
    return killed;
  }

  /// What whoever waited finds when the process was killed meanwhile: they go no further. An error,
  /// so that nobody takes it for a failure that they know how to deal with.
  static final class Killed extends Error {
    private static final long serialVersionUID = 1;

    Killed() {
      super("the server was killed", null, false, false);
    }
  }

  /// Holds up the runner that calls it, and nobody else. Whoever began to wait first may have to
  /// wait for those who began later.
  void hold(Duration wait) {
    boolean[] over = {false};
    var _ = time.after(wait, () -> over[0] = true);
    while (!over[0]) {
      goOn.run();
    }
    mustLive();
  }

  void mustLive() {
    if (killed) {
      throw new Killed();
    }
  }

  @Override
  public Timer at(Instant at, Runnable action) {
    return machine.at(at, () -> ifAlive(action));
  }

  @Override
  public Timer after(Duration wait, Runnable action) {
    return machine.after(wait, () -> ifAlive(action));
  }

  @Override
  public Duration elapsed() {
    return machine.elapsed();
  }

  @Override
  public <M> Inbox<M> inbox(String name, Consumer<M> handler) {
    return new Tray<>(name, handler);
  }

  @Override
  public void run(String name, Runnable work) {
    time.run(name, () -> machine.whenAwake(() -> ifAlive(work)));
  }

  private void ifAlive(Runnable work) {
    if (killed) {
      return;
    }
    try {
      work.run();
    } catch (Killed _) {
      // It got no further.
    }
  }

  /// An inbox whose handler may be held up; what comes meanwhile waits.
  private final class Tray<M> implements Inbox<M> {
    private final Queue<M> letters = new ArrayDeque<>();
    private final String name;
    private final Consumer<M> handler;
    private boolean busy;
    private boolean closed;

    Tray(String name, Consumer<M> handler) {
      this.name = name;
      this.handler = handler;
    }

    @Override
    public void post(M message) {
      letters.add(message);
      look();
    }

    @Override
    public void close() {
      closed = true;
    }

    private void look() {
      time.run(name, () -> machine.whenAwake(() -> ifAlive(this::next)));
    }

    private void next() {
      M letter = busy || closed ? null : letters.poll();
      if (letter == null) {
        return;
      }
      busy = true;
      try {
        handler.accept(letter);
      } finally {
        busy = false;
        if (!letters.isEmpty()) {
          look();
        }
      }
    }
  }
}
