package org.hustings.core.time;

import java.util.function.Consumer;

/// Gives out inboxes, and runs work that may block beside them.
public interface Runners {

  /// Opens an inbox whose messages `handler` takes one at a time. A handler that throws is logged
  /// and counted, and goes on with the next message: what a broken invariant means for a call is
  /// the handler's to decide.
  <M> Inbox<M> inbox(String name, Consumer<M> handler);

  /// Runs `work` once, apart from every inbox (a virtual thread in production, at once in a
  /// simulation).
  void run(String name, Runnable work);
}
