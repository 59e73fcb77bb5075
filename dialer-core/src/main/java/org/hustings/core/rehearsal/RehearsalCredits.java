package org.hustings.core.rehearsal;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.hustings.core.credit.Charge;
import org.hustings.core.credit.CreditStore;
import org.hustings.core.credit.Money;
import org.hustings.core.id.SessionId;
import org.hustings.core.rehearsal.Rows.LedgerRow;

/// A campaign's ledger in memory. Sums are kept beside it, for a session is charged every few
/// seconds and its ledger grows all the time.
final class RehearsalCredits implements CreditStore {
  private final Books books;

  RehearsalCredits(Books books) {
    this.books = books;
  }

  @Override
  public Money balance() {
    return books.balances.getOr(books.campaign.id(), Money.ZERO);
  }

  @Override
  public Money charge(Collection<Charge> charges) {
    charges.forEach(this::add);
    return balance();
  }

  private void add(Charge charge) {
    SessionId session = charge.session();
    if (!books.sessionRows.has(session)) {
      throw new IllegalStateException("there is no session " + session);
    }
    Money total = charge.total();
    Money charged = books.chargedTo.getOr(session, Money.ZERO);
    if (total.compareTo(charged) > 0) {
      books.chargedTo.put(session, total);
      append(
          new LedgerRow(
              total.plus(charged.negated()).negated(), Optional.of(session), total, charge.at()));
    }
  }

  @Override
  public Money topUp(Money amount, String reference, Instant at) {
    if (!amount.isPositive()) {
      throw new IllegalArgumentException("a top-up must be positive, got " + amount);
    }
    if (!books.topUps.has(reference)) {
      LedgerRow row = new LedgerRow(amount, Optional.empty(), Money.ZERO, at);
      books.topUps.put(reference, row);
      append(row);
    }
    return balance();
  }

  private void append(LedgerRow row) {
    books.ledger.put(books.ledger.all().size(), row);
    books.balances.put(books.campaign.id(), balance().plus(row.amount()));
  }
}
