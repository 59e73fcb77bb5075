package org.hustings.core.scripted;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hustings.core.attempt.AttemptStore;
import org.hustings.core.credit.Charge;
import org.hustings.core.credit.CreditStore;
import org.hustings.core.credit.Money;
import org.hustings.core.dialing.Transactions.Stores;
import org.hustings.core.id.SessionId;
import org.hustings.core.project.ProjectStore;
import org.hustings.core.queue.QueueStore;
import org.hustings.core.session.SessionStore;
import org.hustings.core.voter.DoNotCallList;

/// Looks on where charges are made, and refuses some sessions as a bug would.
public final class WatchedTill {
  private final Set<SessionId> refused = new HashSet<>();
  private final List<Integer> together = new ArrayList<>();

  public void refuse(SessionId session) {
    refused.add(session);
  }

  /// How many sessions were charged together, transaction by transaction.
  public List<Integer> together() {
    return List.copyOf(together);
  }

  Stores at(Stores stores) {
    return new Watched(stores, this);
  }

  private Money charge(CreditStore till, Collection<Charge> charges) {
    charges.stream()
        .map(Charge::session)
        .filter(refused::contains)
        .findAny()
        .ifPresent(one -> {
          throw new IllegalStateException("scripted: no charge for session " + one);
        });
    Money balance = till.charge(charges);
    together.add(charges.size());
    return balance;
  }

  private record Watched(Stores stores, WatchedTill watch) implements Stores {
    @Override
    public CreditStore credits() {
      CreditStore till = stores.credits();
      return new CreditStore() {
        @Override
        public Money balance() {
          return till.balance();
        }

        @Override
        public Money charge(Collection<Charge> charges) {
          return watch.charge(till, charges);
        }

        @Override
        public Money topUp(Money amount, String reference, Instant at) {
          return till.topUp(amount, reference, at);
        }
      };
    }

    @Override
    public QueueStore queue() {
      return stores.queue();
    }

    @Override
    public AttemptStore attempts() {
      return stores.attempts();
    }

    @Override
    public SessionStore sessions() {
      return stores.sessions();
    }

    @Override
    public ProjectStore projects() {
      return stores.projects();
    }

    @Override
    public DoNotCallList doNotCall() {
      return stores.doNotCall();
    }
  }
}
