package org.hustings.core.project;

import java.util.Set;
import org.hustings.core.account.Volunteer;
import org.hustings.core.id.GroupId;
import org.hustings.core.id.UserId;

/// Who may work on a project (R10).
public sealed interface Access {

  boolean admits(Volunteer volunteer);

  static Access everyone() {
    return new Everyone();
  }

  /// All volunteers of the campaign.
  record Everyone() implements Access {
    @Override
    public boolean admits(Volunteer volunteer) {
      return true;
    }
  }

  /// Named users, and members of named groups.
  record Only(Set<UserId> users, Set<GroupId> groups) implements Access {
    public Only {
      users = Set.copyOf(users);
      groups = Set.copyOf(groups);
    }

    @Override
    public boolean admits(Volunteer volunteer) {
      return users.contains(volunteer.id())
          || volunteer.groups().stream().anyMatch(groups::contains);
    }
  }
}
