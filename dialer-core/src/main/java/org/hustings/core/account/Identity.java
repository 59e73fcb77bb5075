package org.hustings.core.account;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.GroupId;
import org.hustings.core.id.UserId;

/// Somebody whose sign-in or token was checked: who asks, and what they may do.
///
/// @param campaign the campaign that the account belongs to
/// @param role of the account, or of the token if that allows less
public record Identity(
    UserId user, CampaignId campaign, String name, Role role, Set<GroupId> groups) {
  public Identity {
    requireNonNull(user, "user");
    requireNonNull(campaign, "campaign");
    requireNonNull(name, "name");
    requireNonNull(role, "role");
    groups = Set.copyOf(groups);
  }

  public Volunteer asVolunteer() {
    return new Volunteer(user, campaign, name, groups);
  }
}
