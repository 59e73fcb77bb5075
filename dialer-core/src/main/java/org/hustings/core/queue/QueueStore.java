package org.hustings.core.queue;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.hustings.core.id.EntryId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.UserId;
import org.hustings.core.project.Project;

/// The queue as stored; used inside one transaction. `QueueContract` proves every implementation.
public interface QueueStore {

  /// Takes the best ready entries whose numbers nobody holds, one for each claimant as far as they
  /// go, in the order of R1, and holds their numbers. Neither waits for a number that another
  /// transaction is taking.
  ///
  /// The coarse filter is the store's: state, due time, hold, open attempt, zones. The law is the
  /// rule book's, on what this returns. What was taken may be durable when this returns, whatever
  /// becomes of the transaction: who may not have it gives it back.
  ///
  /// @param open whether a set of possible zones is inside the project's legal window now (the
  ///   empty set: unknown zones)
  /// @return claims in the order of `claimants`; empty where nothing was left for that claimant
  List<Optional<Claim>> claim(
      ProjectId project, List<Claimant> claimants, Predicate<Set<ZoneId>> open, Instant now);

  /// The entry and its number as they are now; empty if there is no such entry.
  Optional<Candidate> candidate(EntryId entry);

  /// What is asked before an entry is dialed (R8): the entry with its number, and its project, both
  /// as they are now; empty if there is no such entry.
  Optional<Briefing> briefing(EntryId entry);

  /// Holds one named entry's number if it is free (hand-picked, R26), else empty.
  Optional<Hold> hold(EntryId entry, Hold.Holder holder, Instant until, Instant now);

  /// Moves the end of a hold; false if it is no longer ours.
  boolean renew(Hold hold, Instant until);

  /// Gives a hold to another holder (the server, when a voicemail plays; R12); empty if it is no
  /// longer ours.
  Optional<Hold> handOver(Hold hold, Hold.Holder to, Instant until);

  /// Ends a hold: the entry is at its old place again (R5); false if it was no longer ours.
  boolean release(Hold hold);

  /// Ends whatever hold there is on a number; false if nobody held it. For whoever closes the
  /// number's attempt: while that was open, its hold could not end, so it is the one that is there.
  boolean release(PhoneId phone);

  /// Notes that the entry was skipped at `at`: if it is ready, it is at the end of its queue from
  /// now on (R5).
  void skipped(EntryId entry, Instant at);

  /// Ends holds whose lease has passed and on which no attempt is open.
  int expireHolds(Instant now);

  /// Makes entries ready whose time has come.
  int promote(Instant now, int atMost);

  /// When the next waiting entry of any project becomes ready.
  Optional<Instant> nextPromotion();

  /// The people and numbers around one number. The ruled numbers are locked in the order of their
  /// ids, and all is read after that.
  Household lockHousehold(PhoneId phone);

  /// Writes what the rules made of a household; entries that are new get their ids here. A number
  /// whose standing is `DO_NOT_CALL` goes on the campaign's do-not-call list, and comes off it if a
  /// correction takes that back and nothing else put it there (R17).
  void save(Household before, Ruling after);

  /// Writes that a manager reopened a number (R27); the household is ruled on afterwards.
  void reopened(PhoneId phone, UserId by, Instant at);

  /// Counts every entry of the project by the one thing that keeps it from being called now.
  /// Entries that stand for nobody are not counted.
  Explanation explain(ProjectId project, Openings openings, Instant now);

  /// When a project may call, by hours and zones (R6, R7); the rule book's answers, so that no
  /// store has a calendar of its own.
  interface Openings {
    /// Whether the project is inside its calling hours now.
    boolean projectOpen();

    /// Whether a set of possible zones is inside the legal window now (the empty set: unknown
    /// zones).
    boolean zonesOpen(Set<ZoneId> zones);

    /// The first moment, not before `from`, at which the project may call a number in these zones.
    Optional<Instant> nextPossible(Set<ZoneId> zones, Instant from);
  }

  /// Somebody who asks for a number.
  ///
  /// @param exclude entries that are not to be given to this claimant (skipped in this session, R5)
  record Claimant(UserId user, Hold.Holder holder, Set<EntryId> exclude, Instant until) {
    public Claimant {
      exclude = Set.copyOf(exclude);
    }
  }

  /// An entry and its number, with the project that wants to call it.
  record Briefing(Candidate candidate, Project project) {}

  /// An entry with the hold on its number, and the project as it was when the number was taken.
  record Claim(Candidate candidate, Hold hold, Project project) {}
}
