package org.hustings.core.account;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.GroupId;
import org.hustings.core.id.UserId;

/// Somebody who calls voters: a user as the dialing engine sees them.
public record Volunteer(UserId id, CampaignId campaign, String name, Set<GroupId> groups) {
  public Volunteer {
    requireNonNull(id, "id");
    requireNonNull(campaign, "campaign");
    requireNonNull(name, "name");
    groups = Set.copyOf(groups);
  }
}
