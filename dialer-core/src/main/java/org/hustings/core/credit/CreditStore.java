package org.hustings.core.credit;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/// The campaign's ledger as stored; used inside one transaction. Rows are only ever added.
public interface CreditStore {

  Money balance();

  /// Charges sessions for being connected: a row for each of whose sum something is missing, and
  /// one movement of the balance for all. A repeated or late call adds only what is still missing,
  /// and nothing is charged twice.
  ///
  /// @param charges one for each session
  /// @return the balance after it
  /// @throws IllegalStateException if there is no such session; then none is charged
  Money charge(Collection<Charge> charges);

  /// The same for one session.
  default Money charge(Charge charge) {
    return charge(List.of(charge));
  }

  /// Adds credit; `reference` makes a repeated call harmless.
  Money topUp(Money amount, String reference, Instant at);
}
