package org.hustings.core.management;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hustings.core.credit.Money;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.SessionId;
import org.hustings.core.session.SessionStore.SessionRow;

/// What a campaign has: its credit and its sessions, as stored by any server; each call is a
/// transaction of its own.
public interface CampaignBooks {

  Money balance(CampaignId campaign);

  /// Adds credit once, however often it is called with the same reference.
  ///
  /// @return the balance after it; empty if the reference was used for another amount
  Optional<Money> topUp(CampaignId campaign, Money amount, String reference, Instant at);

  /// Latest first, from the one before `before`; 0 for the latest.
  List<LedgerLine> ledger(CampaignId campaign, long before, int atMost);

  /// Sessions that have not ended, and those that ended last; latest first.
  List<SessionRow> sessions(CampaignId campaign, boolean openOnly, int atMost);

  /// @param reference of a top-up
  /// @param session of a charge
  record LedgerLine(
      long id,
      Money amount,
      Instant at,
      Optional<String> reference,
      Optional<SessionId> session,
      Optional<Long> connectedSeconds) {}
}
