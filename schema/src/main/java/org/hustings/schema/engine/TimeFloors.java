package org.hustings.schema.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.hustings.core.id.CampaignId;

/// Before which moment everything that was due in a campaign is done: entries that waited are ready
/// again, holds have ended. Who looks for what is due begins there, and so never reads again the
/// dead rows of all that was due before. The same trick as [ClaimMarks], on time.
final class TimeFloors {
  /// Other servers' clocks and transactions that take their time: rows can appear this far back.
  private static final Duration SLACK = Duration.ofMinutes(1);

  private final Map<CampaignId, Floor> floors = new ConcurrentHashMap<>();

  Floor read(CampaignId campaign) {
    return floors.getOrDefault(campaign, Floor.START);
  }

  void raise(CampaignId campaign, Floor seen, Instant done) {
    floors.compute(
        campaign,
        (_, now) -> {
          Floor current = now == null ? Floor.START : now;
          return current.lowered() == seen.lowered() && current.isBefore(done)
              ? new Floor(Optional.of(done), current.lowered())
              : current;
        });
  }

  void lower(CampaignId campaign, Instant due) {
    floors.compute(
        campaign,
        (_, now) -> {
          Floor current = now == null ? Floor.START : now;
          return new Floor(
              current.done().map(done -> due.isBefore(done) ? due : done), current.lowered() + 1);
        });
  }

  /// @param done empty before anybody looked
  /// @param lowered how often the floor was lowered
  record Floor(Optional<Instant> done, long lowered) {
    private static final Floor START = new Floor(Optional.empty(), 0);

    private boolean isBefore(Instant at) {
      return done.isEmpty() || done.get().isBefore(at);
    }

    /// From when on to look.
    Instant from() {
      return done.map(at -> at.minus(SLACK)).orElse(Instant.EPOCH);
    }
  }
}
