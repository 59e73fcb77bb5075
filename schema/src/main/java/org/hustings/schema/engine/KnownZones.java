package org.hustings.schema.engine;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hustings.core.id.CampaignId;
import org.jspecify.annotations.Nullable;

/// Sets of zones by their ids. A set never changes and an id is never used again, so what was read
/// once stays true.
final class KnownZones {
  private final Map<Key, Set<ZoneId>> sets = new ConcurrentHashMap<>();
  private final Map<CampaignId, All> all = new ConcurrentHashMap<>();

  /// All sets of a campaign by their ids. They are read again only when a claim mark is new: who
  /// makes the first entry of a new set ready lowers one that nobody had.
  ///
  /// @param marks how many were new, as was read before this is asked
  Map<Long, Set<ZoneId>> all(
      CampaignId campaign, long marks, Supplier<Map<Long, Set<ZoneId>>> read) {
    All known = all.get(campaign);
    if (known == null || known.marks != marks) {
      known = All.of(read.get(), marks);
      all.put(campaign, known);
    }
    return known.sets;
  }

  /// The id of a set, if it was there when all were read; what somebody has just added, and may
  /// take back, is not known here.
  @Nullable Long id(CampaignId campaign, Set<ZoneId> zones) {
    All known = all.get(campaign);
    return known == null ? null : known.ids.get(zones);
  }

  @Nullable Set<ZoneId> find(CampaignId campaign, long id) {
    return sets.get(new Key(campaign, id));
  }

  Set<ZoneId> zones(CampaignId campaign, long id, String[] names) {
    return sets.computeIfAbsent(
        new Key(campaign, id),
        _ -> Arrays.stream(names).map(ZoneId::of).collect(Collectors.toUnmodifiableSet()));
  }

  private record All(Map<Long, Set<ZoneId>> sets, Map<Set<ZoneId>, Long> ids, long marks) {
    static All of(Map<Long, Set<ZoneId>> sets, long marks) {
      Map<Set<ZoneId>, Long> ids = new HashMap<>();
      sets.forEach((id, zones) -> ids.put(zones, id));
      return new All(Map.copyOf(sets), Map.copyOf(ids), marks);
    }
  }

  private record Key(CampaignId campaign, long id) {}
}
