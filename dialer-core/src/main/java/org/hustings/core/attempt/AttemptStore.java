package org.hustings.core.attempt;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hustings.core.disposition.Action;
import org.hustings.core.disposition.Disposition;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.LegId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ServerId;
import org.hustings.core.id.UserId;
import org.hustings.core.id.VoterId;
import org.hustings.core.project.Project;
import org.hustings.core.queue.Hold;
import org.hustings.core.telephony.LegEnd;

/// Attempts as stored; used inside one transaction.
public interface AttemptStore {

  /// Writes a new attempt, of whose leg nothing is known yet, under its hold. False, and nothing is
  /// written, if the hold is no longer ours or an attempt at the number is open: the database
  /// itself refuses a second one.
  boolean begin(Attempt attempt, Hold hold);

  Optional<Attempt> find(AttemptId id);

  /// All that is needed to say something of an attempt, and nobody else says anything of it until
  /// this transaction ends; empty if there is no such attempt.
  Optional<File> lockFile(AttemptId id);

  /// Notes how far the voter leg got. An end that was noted before stands.
  void progress(AttemptId id, Attempt.Progress progress);

  /// Notes how the voter leg ended; the first end stands.
  void ended(AttemptId id, LegEnd end, Instant at);

  /// What is needed to end a leg after a crash, replacing what was stored before (R23).
  void storeDialog(LegId leg, ServerId server, String dialog);

  /// The leg is over; nothing of it needs ending any more.
  void forgetDialog(LegId leg);

  /// Legs of a dead server that may still be up.
  List<StoredLeg> dialogsOf(ServerId server);

  /// Attempts of a server that have no disposition yet.
  List<Attempt> openOf(ServerId server);

  /// The attempt at a number that has no disposition yet, if there is one.
  Optional<Attempt> openAt(PhoneId phone);

  /// Writes a disposition with flags, notes and survey answers. A retry with the same key answers
  /// as the first time and writes nothing (R21).
  Written dispose(DispositionRow row);

  /// The disposition that stands.
  Optional<DispositionRow> dispositionOf(AttemptId id);

  /// An attempt, and what a disposition of it is checked against.
  ///
  /// @param project as it is now
  /// @param voters everybody linked to the number
  /// @param standing the disposition that stands; empty while the attempt is open
  record File(Attempt attempt, Project project, Set<VoterId> voters, Optional<Said> standing) {
    public File {
      voters = Set.copyOf(voters);
    }
  }

  /// Of a disposition, by whom it is known again and what it does.
  record Said(String key, Action action) {}

  /// One disposition of one attempt; a later row supersedes the one before it.
  ///
  /// @param key chosen by the client, unique within the attempt (R21)
  /// @param by who said so; empty for the server
  /// @param retryDelay the project's delay as of now, kept with the row
  record DispositionRow(
      AttemptId attempt,
      String key,
      Disposition disposition,
      Optional<UserId> by,
      Instant at,
      Duration retryDelay) {}

  /// What became of writing a disposition.
  enum Written {
    NEW,
    /// It supersedes an earlier one.
    CORRECTION,
    /// The same key was written before; nothing changed.
    REPEATED
  }

  record StoredLeg(LegId leg, String dialog) {}
}
