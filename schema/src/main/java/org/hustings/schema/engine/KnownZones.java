package org.hustings.schema.engine;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.hustings.core.id.CampaignId;

/// Sets of zones by their ids. A set never changes and an id is never used again, so what was read
/// once stays true.
final class KnownZones {
  private final Map<Key, Set<ZoneId>> sets = new ConcurrentHashMap<>();

  Set<ZoneId> zones(CampaignId campaign, long id, String[] names) {
    return sets.computeIfAbsent(
        new Key(campaign, id),
        _ -> Arrays.stream(names).map(ZoneId::of).collect(Collectors.toUnmodifiableSet()));
  }

  private record Key(CampaignId campaign, long id) {}
}
