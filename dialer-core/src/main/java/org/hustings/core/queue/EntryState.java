package org.hustings.core.queue;

import java.time.Instant;

/// Where an entry stands, apart from what only the moment decides (hours, zones, a hold on its
/// number).
public sealed interface EntryState {

  /// In the index that the claim reads.
  record Ready(Position position) implements EntryState {}

  /// Not before `until`; then the promoter makes it ready at `then`.
  record Waiting(Instant until, Position then, Cause cause) implements EntryState {
    /// Why it waits.
    public enum Cause {
      /// R14.
      RETRY_DELAY,
      /// R18.
      CALL_BACK,
      /// R9.
      SUPPRESSED
    }
  }

  /// Not to be called for this project, unless a fact changes.
  record Out(Reason reason) implements EntryState {
    /// Why it is out.
    public enum Reason {
      /// Its project's attempt limit is reached (R14).
      LIMIT,
      /// R17.
      DO_NOT_CALL,
      /// Completed, refused or voicemail left (R11–R13), or all its voters are done.
      DONE,
      /// R20.
      UNRESOLVED,
      /// It stands for nobody: its voters are queued by a better number, or it is wrong for all of
      /// them (R2, R16).
      NOBODY
    }
  }
}
