package org.hustings.core.campaign;

import static java.util.Objects.requireNonNull;

import java.time.ZoneId;
import org.hustings.core.id.CampaignId;

/// A campaign, the tenant.
///
/// @param region ISO 3166 two-letter region whose number plan numbers without a country code belong
///   to
/// @param zone the campaign's home zone, the default of its projects' hours
public record Campaign(CampaignId id, String name, String region, ZoneId zone) {
  public Campaign {
    requireNonNull(id, "id");
    requireNonNull(name, "name");
    requireNonNull(region, "region");
    requireNonNull(zone, "zone");
  }

  /// A campaign that is not founded yet.
  public record Founding(String name, String region, ZoneId zone) {}
}
