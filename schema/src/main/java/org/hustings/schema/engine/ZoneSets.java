package org.hustings.schema.engine;

import static org.hustings.schema.generated.Tables.ZONE_SET;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.hustings.schema.connection.OpenTransaction;
import org.hustings.schema.generated.tables.records.ZoneSetRecord;

/// The sets of zones of a campaign, each kept once. Some dozens, so all are read at once, when the
/// first is asked for.
public final class ZoneSets {
  private final OpenTransaction transaction;
  private final KnownZones known;
  private final Map<Long, Set<ZoneId>> byId = new LinkedHashMap<>();
  private final Map<Set<ZoneId>, Long> byZones = new HashMap<>();

  ZoneSets(OpenTransaction transaction, KnownZones known) {
    this.transaction = transaction;
    this.known = known;
  }

  /// For what is not on the engine's path.
  public ZoneSets(OpenTransaction transaction) {
    this(transaction, new KnownZones());
  }

  /// All sets by id.
  Map<Long, Set<ZoneId>> all() {
    if (byId.isEmpty()) {
      readAll();
    }
    return byId;
  }

  public Set<ZoneId> zones(long id) {
    Set<ZoneId> found = known.find(transaction.campaign(), id);
    if (found == null) {
      readAll();
      found = byId.get(id);
    }
    if (found == null) {
      throw new IllegalStateException("there is no set of zones " + id);
    }
    return found;
  }

  public long id(Set<ZoneId> zones) {
    return Objects.requireNonNull(ids(List.of(zones)).get(zones));
  }

  /// The sets' ids; those that are new are added.
  public Map<Set<ZoneId>, Long> ids(Collection<Set<ZoneId>> wanted) {
    Map<Set<ZoneId>, Long> ids = new HashMap<>();
    for (Set<ZoneId> zones : wanted) {
      Long id = known.id(transaction.campaign(), zones);
      if (id == null) {
        return readOrAdded(wanted);
      }
      ids.put(zones, id);
    }
    return ids;
  }

  private Map<Set<ZoneId>, Long> readOrAdded(Collection<Set<ZoneId>> wanted) {
    all();
    List<Set<ZoneId>> missing = new ArrayList<>();
    wanted.stream().distinct().filter(zones -> !byZones.containsKey(zones)).forEach(missing::add);
    if (!missing.isEmpty()) {
      missing.forEach(this::add);
      readAll();
    }
    Map<Set<ZoneId>, Long> ids = new HashMap<>();
    wanted.forEach(zones -> ids.put(zones, byZones.get(zones)));
    return ids;
  }

  private void add(Set<ZoneId> zones) {
    String[] names = zones.stream().map(ZoneId::getId).sorted().toArray(String[]::new);
    transaction
        .sql()
        .insertInto(ZONE_SET, ZONE_SET.CAMPAIGN_ID, ZONE_SET.ZONES)
        .values(transaction.campaignId(), names)
        .onConflictDoNothing()
        .execute();
  }

  private void readAll() {
    for (ZoneSetRecord row : transaction.sql().selectFrom(ZONE_SET)) {
      Set<ZoneId> zones = known.zones(transaction.campaign(), row.getId(), row.getZones());
      byId.put(row.getId(), zones);
      byZones.put(zones, row.getId());
    }
  }
}
