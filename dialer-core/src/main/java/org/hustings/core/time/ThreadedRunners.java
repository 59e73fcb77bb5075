package org.hustings.core.time;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Inboxes on virtual threads, one each: a handler may block without holding up anybody else.
public final class ThreadedRunners implements Runners {
  private static final Logger LOG = LoggerFactory.getLogger(ThreadedRunners.class);

  private final BiConsumer<String, Throwable> failed;

  /// @param failed told the runner's name and what its handler threw, to be counted
  public ThreadedRunners(BiConsumer<String, Throwable> failed) {
    this.failed = requireNonNull(failed, "failed");
  }

  @Override
  public <M> Inbox<M> inbox(String name, Consumer<M> handler) {
    ThreadInbox<M> inbox = new ThreadInbox<>(name, handler);
    Thread.ofVirtual().name(name).start(inbox::drain);
    return inbox;
  }

  @Override
  public void run(String name, Runnable work) {
    Thread.ofVirtual().name(name).start(() -> supervised(name, work));
  }

  /// The one place where anything thrown ends up: a runner that dies silently would be a call that
  /// nobody looks after.
  private void supervised(String name, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error thrown) {
      LOG.error("runner failed runner={}", name, thrown);
      failed.accept(name, thrown);
    }
  }

  private final class ThreadInbox<M> implements Inbox<M> {
    private final BlockingQueue<Letter<M>> letters = new LinkedBlockingQueue<>();
    private final String name;
    private final Consumer<M> handler;
    private volatile boolean closed;

    ThreadInbox(String name, Consumer<M> handler) {
      this.name = requireNonNull(name, "name");
      this.handler = requireNonNull(handler, "handler");
    }

    @Override
    public void post(M message) {
      if (!closed) {
        letters.add(new Letter.Message<>(message));
      }
    }

    @Override
    public void close() {
      closed = true;
      letters.add(new Letter.Close<>());
    }

    void drain() {
      try {
        while (!closed && letters.take() instanceof Letter.Message<M>(M message)) {
          if (!closed) {
            supervised(name, () -> handler.accept(message));
          }
        }
      } catch (InterruptedException _) {
        // Nobody interrupts us but the end of the process.
        Thread.currentThread().interrupt();
      }
      letters.clear();
    }
  }

  private sealed interface Letter<M> {
    record Message<M>(M message) implements Letter<M> {}

    record Close<M>() implements Letter<M> {}
  }
}
