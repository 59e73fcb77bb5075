package org.hustings.core.rehearsal;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import org.hustings.core.credit.Money;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.SessionId;
import org.hustings.core.id.VoterId;
import org.hustings.core.queue.Entry;
import org.hustings.core.queue.EntryState;
import org.hustings.core.queue.Rank;
import org.hustings.core.queue.Standing;
import org.hustings.core.voter.PhoneNumber;

/// The rows of the books that are not values of the core already.
final class Rows {
  private Rows() {}

  record VoterRow(VoterId id, String name, Set<ZoneId> addressZones) {}

  /// @param zones all it may be in, its voters' addresses considered
  record PhoneRow(
      PhoneId id,
      PhoneNumber number,
      Set<ZoneId> numberZones,
      Set<ZoneId> zones,
      Standing standing) {
    PhoneRow ruled(Standing ruledStanding, Set<ZoneId> ruledZones) {
      return new PhoneRow(id, number, numberZones, ruledZones, ruledStanding);
    }
  }

  record LinkKey(VoterId voter, PhoneId phone) {}

  record TargetKey(ProjectId project, VoterId voter) {}

  /// @param zones the phone's, again: the claim asks set by set
  record EntryRow(Entry entry, int score, Set<ZoneId> zones) {
    Optional<Rank> readyRank() {
      return entry.state() instanceof EntryState.Ready ready
          ? Optional.of(new Rank(ready.position(), entry.id()))
          : Optional.empty();
    }

    EntryRow in(EntryState state) {
      return new EntryRow(
          new Entry(entry.id(), entry.project(), entry.phone(), state, entry.skippedAt()),
          score,
          zones);
    }

    EntryRow skippedAt(Instant at) {
      return new EntryRow(
          new Entry(entry.id(), entry.project(), entry.phone(), entry.state(), Optional.of(at)),
          score,
          zones);
    }
  }

  /// A row of the ledger.
  ///
  /// @param session of a charge
  /// @param total what the session has been charged in all, this row included
  record LedgerRow(Money amount, Optional<SessionId> session, Money total, Instant at) {}
}
