package org.hustings.core.voter;

import java.time.ZoneId;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Every zone in which people of a country live: where a number of nobody-knows-where must be
/// judged (R7).
///
/// For the United States these are the zones of the fifty states and the capital, of each group
/// that shares its clocks since 2007 one. The territories are left out: with Guam, on the other
/// side of the date line, the narrowest window would be four hours of the evening.
public final class RegionZones {
  private static final Set<ZoneId> UNITED_STATES =
      zones(
          "America/New_York",
          "America/Chicago",
          "America/Denver",
          "America/Phoenix",
          "America/Los_Angeles",
          "America/Anchorage",
          "America/Adak",
          "Pacific/Honolulu");
  private static final Set<ZoneId> CANADA =
      zones(
          "America/St_Johns",
          "America/Halifax",
          "America/Toronto",
          "America/Winnipeg",
          "America/Regina",
          "America/Edmonton",
          "America/Whitehorse",
          "America/Vancouver");

  private RegionZones() {}

  /// @param region ISO 3166 two-letter region
  /// @param home what is taken for a region that we have no table of: the campaign's home zone
  public static Set<ZoneId> of(String region, ZoneId home) {
    return switch (region) {
      case "US" -> UNITED_STATES;
      case "CA" -> CANADA;
      default -> Set.of(home);
    };
  }

  private static Set<ZoneId> zones(String... ids) {
    return Stream.of(ids).map(ZoneId::of).collect(Collectors.toUnmodifiableSet());
  }
}
