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
import org.hustings.core.time.Timers;
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
  private final Map<CampaignId, Alarm> alarms = new ConcurrentHashMap<>();

  /// What a round under way is about: due, and not yet promoted for others to see.
  private final Map<CampaignId, Instant> underWay = new ConcurrentHashMap<>();

  private volatile boolean stopped;

  Promoter(EnginePorts ports) {
    this.ports = ports;
    this.rounds = ports.time().runners().inbox("promoter", this::round);
  }

  /// When the next entry of a campaign is due, as far as is known, and the timer that says so.
  private record Alarm(Instant at, Timers.Timer timer) {}

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
    Alarm next = alarms.get(campaign);
    Instant earlier = underWay.get(campaign);
    boolean due =
        (next != null && !next.at.isAfter(now)) || (earlier != null && !earlier.isAfter(now));
    if (due) {
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

  /// Sees to a round at that time, unless one is to be sooner.
  void wakeAt(CampaignId campaign, Instant until) {
    alarms.compute(
        campaign,
        (_, known) -> {
          if (known != null && !until.isBefore(known.at)) {
            return known;
          }
          if (known != null) {
            known.timer.cancel();
          }
          return new Alarm(until, ports.time().timers().at(until, () -> rounds.post(campaign)));
        });
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
                LOG.warn(
                    "event=store-unavailable work=promoter cause={}", unavailable.getMessage());
              }
            });
    ports.time().timers().after(AT_LEAST_EVERY, this::lookAtAll);
  }

  private void round(CampaignId campaign) {
    if (stopped) {
      return;
    }
    Instant now = ports.now();
    begin(campaign);
    try {
      ports
          .transactions()
          .in(campaign, stores -> promote(stores, now))
          .ifPresent(at -> wakeAt(campaign, at));
    } catch (StoreUnavailable unavailable) {
      LOG.warn("event=store-unavailable work=promote cause={}", unavailable.getMessage());
      remember(campaign);
    } finally {
      underWay.remove(campaign);
    }
  }

  /// What was due stays known to claims until it is promoted.
  private void begin(CampaignId campaign) {
    alarms.computeIfPresent(
        campaign,
        (_, alarm) -> {
          underWay.put(campaign, alarm.at);
          alarm.timer.cancel();
          return null;
        });
  }

  /// For claims, and for the next look at all campaigns: a timer of its own would fire for ever
  /// while the store is away.
  private void remember(CampaignId campaign) {
    Instant due = underWay.get(campaign);
    if (due != null) {
      alarms.putIfAbsent(campaign, new Alarm(due, () -> {}));
    }
  }

  private static Optional<Instant> promote(Stores stores, Instant now) {
    stores.queue().expireHolds(now);
    stores.queue().promote(now, AT_ONCE);
    return stores.queue().nextPromotion();
  }
}
