package org.hustings.core.voter;

import java.time.ZoneId;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/// Every zone a number may be in (R7).
public final class ZoneUnion {
  private ZoneUnion() {}

  /// The union over the voters of a number: a voter's address where it decides, else the number.
  ///
  /// @param numberZones what the number says; empty if nothing
  /// @param addresses what the address of each voter linked to it and not flagged wrong decides;
  ///   empty sets where it decides nothing. Without any voter the number speaks for itself
  /// @return empty if unknown: one voter who may be anywhere makes the whole number so
  public static Set<ZoneId> of(Set<ZoneId> numberZones, Collection<Set<ZoneId>> addresses) {
    if (addresses.isEmpty()) {
      return Set.copyOf(numberZones);
    }
    Set<ZoneId> union = new HashSet<>();
    for (Set<ZoneId> address : addresses) {
      Set<ZoneId> zones = address.isEmpty() ? numberZones : address;
      if (zones.isEmpty()) {
        return Set.of();
      }
      union.addAll(zones);
    }
    return Set.copyOf(union);
  }
}
