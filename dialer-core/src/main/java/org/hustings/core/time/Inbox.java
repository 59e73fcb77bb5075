package org.hustings.core.time;

/// The mailbox of one single-writer runner: messages are handled one at a time, in the order
/// posted.
public interface Inbox<M> {

  /// Enqueues a message from any thread; never blocks. Messages posted after [#close()] are
  /// dropped.
  void post(M message);

  /// Lets the message in hand finish, drops the rest and ends the runner; idempotent.
  void close();
}
