package org.hustings.schema.engine;

import java.time.ZoneId;
import java.util.Arrays;
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
      known = new All(Map.copyOf(read.get()), marks);
      all.put(campaign, known);
    }
    return known.sets;
  }

  @Nullable Set<ZoneId> find(CampaignId campaign, long id) {
    return sets.get(new Key(campaign, id));
  }

  Set<ZoneId> zones(CampaignId campaign, long id, String[] names) {
    return sets.computeIfAbsent(
        new Key(campaign, id),
        _ -> Arrays.stream(names).map(ZoneId::of).collect(Collectors.toUnmodifiableSet()));
  }

  private record All(Map<Long, Set<ZoneId>> sets, long marks) {}

  private record Key(CampaignId campaign, long id) {}
}
