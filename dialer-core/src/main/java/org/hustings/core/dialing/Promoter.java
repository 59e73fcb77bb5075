package org.hustings.core.dialing;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.hustings.core.campaign.Campaign;
import org.hustings.core.dialing.Transactions.StoreUnavailable;
import org.hustings.core.dialing.Transactions.Stores;
import org.hustings.core.id.CampaignId;
import org.hustings.core.queue.EntryState;
import org.hustings.core.queue.Ruling;
import org.hustings.core.time.Inbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes entries ready when their time has come, campaign by campaign, and ends holds whose lease
/// is over (R5, R14, R18).
///
/// It sleeps until the next entry is due, as far as it knows, and looks by itself every
/// [#AT_LEAST_EVERY]: another server, or an import, may know of an earlier one.
final class Promoter {
  private static final Logger LOG = LoggerFactory.getLogger(Promoter.class);
  private static final Duration AT_LEAST_EVERY = Duration.ofSeconds(20);
  private static final int AT_ONCE = 500;

  private final EnginePorts ports;
  private final Inbox<CampaignId> rounds;
  private final Map<CampaignId, Instant> dueAt = new ConcurrentHashMap<>();
  private volatile boolean stopped;

  Promoter(EnginePorts ports) {
    this.ports = ports;
    this.rounds = ports.time().runners().inbox("promoter", this::round);
  }

  void start() {
    lookAtAll();
  }

  void stop() {
    stopped = true;
    rounds.close();
  }

  /// Promotes in the claim's own transaction what is due by now, so that the order of R1 does not
  /// hang on who is quicker, the claim or the promoter.
  void catchUp(Stores stores, CampaignId campaign, Instant now) {
    Instant due = dueAt.get(campaign);
    if (due != null && !due.isAfter(now)) {
      stores.queue().promote(now, AT_ONCE);
    }
  }

  /// A ruling was saved: some entries may be due before those known so far.
  void saved(CampaignId campaign, Ruling ruling) {
    ruling.places().stream()
        .map(Ruling.Place::state)
        .filter(EntryState.Waiting.class::isInstance)
        .map(state -> ((EntryState.Waiting) state).until())
        .min(Instant::compareTo)
        .ifPresent(until -> wakeAt(campaign, until));
  }

  private void wakeAt(CampaignId campaign, Instant until) {
    Instant known = dueAt.get(campaign);
    if (known == null || until.isBefore(known)) {
      dueAt.merge(campaign, until, (one, other) -> one.isBefore(other) ? one : other);
      ports.time().timers().at(until, () -> rounds.post(campaign));
    }
  }

  private void lookAtAll() {
    if (stopped) {
      return;
    }
    ports
        .time()
        .runners()
        .run(
            "promoter",
            () -> {
              try {
                ports.campaigns().all().stream().map(Campaign::id).forEach(rounds::post);
              } catch (StoreUnavailable unavailable) {
                LOG.warn("store unavailable work=promoter cause={}", unavailable.getMessage());
              }
            });
    ports.time().timers().at(ports.now().plus(AT_LEAST_EVERY), this::lookAtAll);
  }

  private void round(CampaignId campaign) {
    if (stopped) {
      return;
    }
    Instant now = ports.now();
    Instant known = dueAt.remove(campaign);
    try {
      Optional<Instant> next = ports.transactions().in(campaign, stores -> promote(stores, now));
      next.ifPresent(at -> {
        if (at.isAfter(now)) {
          wakeAt(campaign, at);
        } else {
          rounds.post(campaign);
        }
      });
    } catch (StoreUnavailable unavailable) {
      LOG.warn("store unavailable work=promote cause={}", unavailable.getMessage());
      if (known != null) {
        dueAt.putIfAbsent(campaign, known);
      }
    }
  }

  private static Optional<Instant> promote(Stores stores, Instant now) {
    stores.queue().expireHolds(now);
    stores.queue().promote(now, AT_ONCE);
    return stores.queue().nextPromotion();
  }
}
