package org.hustings.core.account;

/// What an account may do. A manager may do all that a volunteer may; an admin all that a manager
/// may.
public enum Role {
  VOLUNTEER,
  MANAGER,
  ADMIN,
  /// Reads metrics and health; sees no voter.
  OPS;

  /// Whether this role may do all that `other` may.
  public boolean covers(Role other) {
    return switch (this) {
      case ADMIN -> true;
      case MANAGER -> other == MANAGER || other == VOLUNTEER;
      case VOLUNTEER, OPS -> other == this;
    };
  }
}
