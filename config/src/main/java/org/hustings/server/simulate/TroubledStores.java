package org.hustings.server.simulate;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hustings.core.account.DialInRegister;
import org.hustings.core.campaign.Campaign;
import org.hustings.core.campaign.CampaignRegister;
import org.hustings.core.credit.Charge;
import org.hustings.core.credit.CreditStore;
import org.hustings.core.credit.Money;
import org.hustings.core.dialing.ServerRegister;
import org.hustings.core.dialing.Transactions;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.ServerId;
import org.hustings.core.id.SessionId;

/// The stores as one server reaches them: away, slow, failing, or committing without saying so, as
/// the troubles have it. What was charged is told to the referee when it is committed.
final class TroubledStores
    implements Transactions, CampaignRegister, DialInRegister, ServerRegister {
  private static final int FAILS = 30;
  private static final int LOSES_THE_REPLY = 30;
  private static final int DAWDLES = 60;

  private final Surroundings with;
  private final Transactions books;
  private final Registry registry;

  /// What they live in.
  ///
  /// @param books told of every commit
  record Surroundings(ServerLife life, Troubles troubles, Chance chance, WatchedBooks books) {}

  TroubledStores(Surroundings with, Transactions books, Registry registry) {
    this.with = with;
    this.books = books;
    this.registry = registry;
  }

  @Override
  public <T> T in(CampaignId campaign, Function<Stores, T> work) {
    Map<SessionId, Money> charges = new HashMap<>();
    return troubled(() -> {
      T done =
          books.in(
              campaign,
              stores -> {
                charges.clear();
                return work.apply(new Listened(stores, charges));
              });
      with.books.committed(charges);
      return done;
    });
  }

  @Override
  public List<Campaign> all() {
    return troubled(registry::campaigns);
  }

  @Override
  public Optional<CampaignId> campaignAt(String dnis) {
    return troubled(() -> registry.campaignAt(dnis));
  }

  @Override
  public PinCheck check(
      CampaignId campaign,
      Optional<String> caller,
      String volunteerNumber,
      String pin,
      Instant now) {
    return troubled(() -> registry.check(volunteerNumber, pin));
  }

  @Override
  public CodeCheck checkCode(
      CampaignId campaign, Optional<String> caller, String digits, Instant now) {
    return troubled(() -> registry.checkCode(digits));
  }

  @Override
  public void alive(ServerId server, Instant at) {
    troubled(() -> registry.alive(server, at));
  }

  @Override
  public List<ServerId> silentSince(Instant before) {
    return troubled(() -> registry.silentSince(before));
  }

  @Override
  public void buried(ServerId server) {
    troubled(() -> registry.buried(server));
  }

  private <T> T troubled(Supplier<T> work) {
    with.life.mustLive();
    Chance chance = with.chance;
    if (with.troubles.is(Trouble.STORE_SLOW) && chance.percent(DAWDLES)) {
      with.life.hold(chance.seconds(0, 9));
    }
    if (with.troubles.is(Trouble.STORE_AWAY)) {
      throw unavailable("away");
    }
    boolean failing = with.troubles.is(Trouble.STORE_FAILING);
    if (failing && chance.percent(FAILS)) {
      throw unavailable("failed");
    }
    T done = work.get();
    if (failing && chance.percent(LOSES_THE_REPLY)) {
      throw unavailable("reply lost");
    }
    if (with.troubles.is(Trouble.STORE_SLOW) && chance.percent(DAWDLES)) {
      with.life.hold(chance.seconds(0, 9));
    }
    return done;
  }

  private static StoreUnavailable unavailable(String why) {
    return new StoreUnavailable("simulated: " + why, new IllegalStateException(why));
  }

  /// The stores of one transaction, with an ear at the till.
  private record Listened(Stores books, Map<SessionId, Money> charges) implements Stores {
    @Override
    public org.hustings.core.queue.QueueStore queue() {
      return books.queue();
    }

    @Override
    public org.hustings.core.attempt.AttemptStore attempts() {
      return books.attempts();
    }

    @Override
    public org.hustings.core.session.SessionStore sessions() {
      return books.sessions();
    }

    @Override
    public org.hustings.core.project.ProjectStore projects() {
      return books.projects();
    }

    @Override
    public org.hustings.core.voter.DoNotCallList doNotCall() {
      return books.doNotCall();
    }

    @Override
    public CreditStore credits() {
      CreditStore till = books.credits();
      return new CreditStore() {
        @Override
        public Money balance() {
          return till.balance();
        }

        @Override
        public Money charge(Collection<Charge> together) {
          together.forEach(charge -> charges.put(charge.session(), charge.total()));
          return till.charge(together);
        }

        @Override
        public Money topUp(Money amount, String reference, Instant at) {
          return till.topUp(amount, reference, at);
        }
      };
    }
  }
}
