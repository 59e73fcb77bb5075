package org.hustings.core.account;

import java.time.Instant;
import java.util.function.UnaryOperator;

/// Remembers tries at secrets by key, durable and shared by all servers.
public interface TryBook {

  /// Changes what is remembered of a key in one step, so that tries made at once count each.
  ///
  /// @return what is remembered now
  Tries change(String key, UnaryOperator<Tries> change);

  /// Forgets keys of which nothing was heard since `before`.
  void forget(Instant before);

  /// @param count tries that have not been followed by a right one
  /// @param lastAt when the latest was made
  record Tries(int count, Instant lastAt) {
    public static final Tries NONE = new Tries(0, Instant.EPOCH);
  }
}
