package org.hustings.core.credit;

import java.time.Instant;
import org.hustings.core.id.SessionId;

/// The campaign's ledger as stored; used inside one transaction. Rows are only ever added.
public interface CreditStore {

  Money balance();

  /// Charges a session for being connected. `connectedSeconds` and `total` are sums since the
  /// session was joined, so that a repeated or late call adds only what is still missing, and
  /// nothing is charged twice.
  ///
  /// @return the balance after it
  Money charge(SessionId session, long connectedSeconds, Money total, Instant at);

  /// Adds credit; `reference` makes a repeated call harmless.
  Money topUp(Money amount, String reference, Instant at);
}
