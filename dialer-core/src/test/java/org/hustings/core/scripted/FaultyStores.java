package org.hustings.core.scripted;

import java.util.List;
import java.util.function.Function;
import org.hustings.core.campaign.Campaign;
import org.hustings.core.campaign.CampaignRegister;
import org.hustings.core.dialing.Transactions;
import org.hustings.core.id.CampaignId;
import org.hustings.core.rehearsal.RehearsalStores;

/// Stores in memory that can be away, or commit without saying so.
public final class FaultyStores implements Transactions, CampaignRegister {
  private final RehearsalStores stores;
  private final WatchedTill till = new WatchedTill();
  private Fault fault = Fault.NONE;
  private Runnable meanwhile = () -> {};
  private int transactions;

  /// What is the matter.
  public enum Fault {
    NONE,
    /// Nothing can be read or written.
    AWAY,
    /// The next transaction commits, but its answer is lost; then the store is away.
    ANSWER_LOST
  }

  public FaultyStores(RehearsalStores stores) {
    this.stores = stores;
  }

  public void fault(Fault next) {
    fault = next;
  }

  /// Has something happen between the next commit and its answer.
  public void meanwhile(Runnable what) {
    meanwhile = what;
  }

  public WatchedTill till() {
    return till;
  }

  /// How many were asked for by now.
  public int transactions() {
    return transactions;
  }

  @Override
  public <T> T in(CampaignId campaign, Function<Stores, T> work) {
    transactions++;
    return switch (fault) {
      case NONE -> written(campaign, work);
      case AWAY -> throw unavailable();
      case ANSWER_LOST -> {
        T _ = written(campaign, work);
        fault = Fault.AWAY;
        throw unavailable();
      }
    };
  }

  private <T> T written(CampaignId campaign, Function<Stores, T> work) {
    T answer = stores.in(campaign, books -> work.apply(till.at(books)));
    Runnable what = meanwhile;
    meanwhile = () -> {};
    what.run();
    return answer;
  }

  @Override
  public List<Campaign> all() {
    return stores.all();
  }

  private static StoreUnavailable unavailable() {
    return new StoreUnavailable("scripted", new IllegalStateException("scripted"));
  }
}
