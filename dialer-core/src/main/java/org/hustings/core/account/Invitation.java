package org.hustings.core.account;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.hustings.core.id.GroupId;
import org.hustings.core.id.UserId;
import org.hustings.core.voter.PhoneNumber;

/// A link that makes a volunteer's account for whoever holds it, once and for a while.
///
/// @param by the manager who invited
public record Invitation(
    long id, Guest guest, UserId by, Instant createdAt, Instant expiresAt, Fate fate) {
  public Invitation {
    requireNonNull(guest, "guest");
    requireNonNull(by, "by");
    requireNonNull(createdAt, "createdAt");
    requireNonNull(expiresAt, "expiresAt");
    requireNonNull(fate, "fate");
  }

  /// Who is meant.
  ///
  /// @param email the login, unless they choose another
  /// @param name what to call them until they say it themselves; may be empty
  /// @param groups which they will be in
  /// @param ownPhone on which they may have themselves called
  public record Guest(
      String email, String name, Set<GroupId> groups, Optional<PhoneNumber> ownPhone) {
    public Guest {
      requireNonNull(email, "email");
      requireNonNull(name, "name");
      groups = Set.copyOf(groups);
      requireNonNull(ownPhone, "ownPhone");
    }
  }

  /// What became of the link.
  public sealed interface Fate {
    /// Nobody has used it.
    record Open() implements Fate {}

    record Accepted(UserId user, Instant at) implements Fate {}

    /// A manager took it back.
    record Withdrawn(Instant at) implements Fate {}
  }

  /// What the link is worth to whoever follows it.
  public enum Standing {
    OPEN,
    ACCEPTED,
    WITHDRAWN,
    EXPIRED
  }

  public Standing standingAt(Instant now) {
    return switch (fate) {
      case Fate.Accepted _ -> Standing.ACCEPTED;
      case Fate.Withdrawn _ -> Standing.WITHDRAWN;
      case Fate.Open _ -> now.isBefore(expiresAt) ? Standing.OPEN : Standing.EXPIRED;
    };
  }
}
