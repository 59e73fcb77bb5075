package org.hustings.core.account;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.Set;
import org.hustings.core.id.GroupId;
import org.hustings.core.id.UserId;
import org.hustings.core.voter.PhoneNumber;

/// An account of a campaign, as managers see it.
///
/// @param login unique across campaigns
/// @param hasPin whether the user can dial in
/// @param version counts edits
public record User(UserId id, String login, Profile profile, boolean hasPin, long version) {
  public User {
    requireNonNull(id, "id");
    requireNonNull(login, "login");
    requireNonNull(profile, "profile");
  }

  /// What of an account can be edited.
  ///
  /// @param volunteerNumber what the user keys in to dial in; unique in the campaign
  /// @param ownPhone on which the user may have themselves called
  /// @param enabled whether the user is let in at all
  public record Profile(
      String name,
      Role role,
      Optional<String> volunteerNumber,
      Optional<PhoneNumber> ownPhone,
      boolean enabled,
      Set<GroupId> groups) {
    public Profile {
      requireNonNull(name, "name");
      requireNonNull(role, "role");
      requireNonNull(volunteerNumber, "volunteerNumber");
      requireNonNull(ownPhone, "ownPhone");
      groups = Set.copyOf(groups);
    }
  }
}
