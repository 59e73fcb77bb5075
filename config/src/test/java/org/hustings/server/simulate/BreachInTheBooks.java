package org.hustings.server.simulate;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.hustings.core.attempt.Attempt;
import org.hustings.core.attempt.AttemptStore;
import org.hustings.core.credit.Charge;
import org.hustings.core.credit.CreditStore;
import org.hustings.core.credit.Money;
import org.hustings.core.dialing.Law;
import org.hustings.core.dialing.Transactions;
import org.hustings.core.dialing.Transactions.Stores;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.UserId;
import org.hustings.core.queue.EntryState;
import org.hustings.core.queue.Hold;
import org.hustings.core.queue.Household;
import org.hustings.core.queue.Position;
import org.hustings.core.queue.QueueStore;
import org.hustings.core.queue.Ruling;
import org.hustings.core.queue.Settlement;
import org.hustings.core.rule.Rule;
import org.hustings.core.rule.RuleBook;
import org.hustings.core.voter.DoNotCallList;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.server.shift.PassingQueue;
import org.hustings.server.shift.PassingStores;

/// Errors that break one thing which must hold in the books at every moment.
final class BreachInTheBooks {
  private BreachInTheBooks() {}

  /// R4: the hold ends when the call begins.
  static Tampering lettingGoOfNumbersInCalls() {
    return books(right ->
        new WrongBooks(right) {
          @Override
          public AttemptStore attempts() {
            return new PassingStores.Attempts(right.attempts()) {
              @Override
              public boolean begin(Attempt attempt, Hold hold) {
                return books.begin(attempt, hold) && right.queue().release(hold);
              }
            };
          }
        });
  }

  /// R4: a number is free again while it is on a screen.
  static Tampering lettingGoOfNumbersOnScreens() {
    return queue(right ->
        new PassingQueue(right) {
          @Override
          public List<Optional<Claim>> claim(
              ProjectId project,
              List<Claimant> claimants,
              Predicate<Set<ZoneId>> open,
              Instant now) {
            List<Optional<Claim>> claims = books.claim(project, claimants, open, now);
            claims.forEach(claim -> claim.ifPresent(its -> books.release(its.hold())));
            return claims;
          }
        });
  }

  /// R11 to R19: what the rules make of a call is not written.
  static Tampering losingRulings() {
    return queue(right ->
        new PassingQueue(right) {
          @Override
          public void save(Household before, Ruling after) {
            if (after.standings().values().stream().allMatch(its -> its.attempts() == 0)) {
              books.save(before, after);
            }
          }
        });
  }

  /// R22, R21: a transaction that was rolled back is taken for committed.
  ///
  /// @param which those that write this
  static Tampering losing(Lost which) {
    return new Tampering() {
      @Override
      public Transactions transactions(Transactions right) {
        return new RolledBack(right, which);
      }
    };
  }

  /// What a transaction writes.
  enum Lost {
    ATTEMPT,
    OUTCOME
  }

  /// R25: whoever pays gets something back.
  static Tampering givingBackCredit() {
    return books(right ->
        new WrongBooks(right) {
          @Override
          public CreditStore credits() {
            return new Generous(right.credits());
          }
        });
  }

  /// R17: the list forgets.
  static Tampering listingNobody() {
    return books(right ->
        new WrongBooks(right) {
          @Override
          public DoNotCallList doNotCall() {
            return new EmptyList(right.doNotCall());
          }
        });
  }

  /// R3, R17: no outcome takes an entry out of its queue, and no rule forbids a call.
  static Tampering callingEverybodyAgain() {
    return new Tampering() {
      @Override
      public Law law(Law right) {
        return new Law(
            new RuleBook(List.of(_ -> new Rule.Finding.Allowed("R3", Map.of()))),
            right.whenToCall(),
            evenThoseWhoAreOut(right.settlement()));
      }
    };
  }

  private static Settlement evenThoseWhoAreOut(Settlement right) {
    return (household, now) -> {
      Ruling ruling = right.settle(household, now);
      return new Ruling(
          ruling.standings(),
          ruling.zones(),
          ruling.links(),
          ruling.done(),
          ruling.places().stream().map(BreachInTheBooks::ready).toList());
    };
  }

  private static Ruling.Place ready(Ruling.Place place) {
    return place.state() instanceof EntryState.Out
        ? new Ruling.Place(
            place.project(),
            place.phone(),
            new EntryState.Ready(new Position.Fresh(place.score())),
            place.score(),
            place.standsFor())
        : place;
  }

  // --- how they are planted ---

  private static Tampering books(UnaryOperator<Stores> wrong) {
    return new Tampering() {
      @Override
      public Transactions transactions(Transactions right) {
        return WrongBooks.in(right, wrong);
      }
    };
  }

  private static Tampering queue(UnaryOperator<QueueStore> wrong) {
    return books(right ->
        new WrongBooks(right) {
          @Override
          public QueueStore queue() {
            return wrong.apply(right.queue());
          }
        });
  }

  /// Thrown to have a transaction rolled back.
  private static final class Undone extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private record RolledBack(Transactions right, Lost which) implements Transactions {
    @Override
    public <T> T in(CampaignId campaign, Function<Stores, T> work) {
      @SuppressWarnings("unchecked")
      T[] done = (T[]) new Object[1];
      try {
        return right.in(
            campaign,
            stores -> {
              boolean[] writes = {false};
              done[0] = work.apply(new PassingStores(stores, books -> noting(books, writes)));
              if (writes[0]) {
                throw new Undone();
              }
              return done[0];
            });
      } catch (Undone _) {
        return done[0];
      }
    }

    private AttemptStore noting(AttemptStore right, boolean[] writes) {
      return new PassingStores.Attempts(right) {
        @Override
        public boolean begin(Attempt attempt, Hold hold) {
          writes[0] |= which == Lost.ATTEMPT;
          return books.begin(attempt, hold);
        }

        @Override
        public Written dispose(DispositionRow row) {
          writes[0] |= which == Lost.OUTCOME;
          return books.dispose(row);
        }
      };
    }
  }

  private record Generous(CreditStore right) implements CreditStore {
    @Override
    public Money balance() {
      return right.balance();
    }

    @Override
    public Money charge(Collection<Charge> together) {
      Money balance = right.charge(together);
      return together.isEmpty()
          ? balance
          : right.topUp(
              new Money(1), together.iterator().next().toString(), together.iterator().next().at());
    }

    @Override
    public Money topUp(Money amount, String reference, Instant at) {
      return right.topUp(amount, reference, at);
    }
  }

  private record EmptyList(DoNotCallList right) implements DoNotCallList {
    @Override
    public Optional<PhoneId> add(
        PhoneNumber number, Optional<UserId> by, Source source, Instant at) {
      return Optional.empty();
    }

    @Override
    public void add(PhoneId phone, Optional<UserId> by, Source source, Instant at) {}

    @Override
    public boolean holds(PhoneNumber number) {
      return right.holds(number);
    }
  }
}
