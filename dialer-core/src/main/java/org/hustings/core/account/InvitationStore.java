package org.hustings.core.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hustings.core.edit.Saved;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.UserId;

/// Invitations as stored; each call is a transaction of its own.
public interface InvitationStore {

  /// `Dangling` with `groups` if one of the groups is not there.
  Saved<Invitation> add(CampaignId campaign, NewInvitation invitation);

  /// Latest first, from the one before `before`.
  List<Invitation> list(CampaignId campaign, long before, int atMost);

  /// Takes an invitation back; again changes nothing. Empty if there is none, or it was accepted.
  Optional<Invitation> withdraw(CampaignId campaign, long invitation, Instant at);

  /// What a secret opens, if anything: asked before it is known to which campaign it belongs.
  Optional<Found> find(SecretHash secret);

  /// Makes the account, with the next free volunteer number, and uses the invitation up.
  Acceptance accept(SecretHash secret, NewAccount account, Instant at);

  /// @param secret the hash of what the link carries
  record NewInvitation(
      Invitation.Guest guest, UserId by, SecretHash secret, Instant createdAt, Instant expiresAt) {}

  record Found(CampaignId campaign, String campaignName, Invitation invitation) {}

  /// What the guest chose; password and PIN as [Passwords] hashed them.
  record NewAccount(String login, String name, String passwordHash, String pinHash) {}

  /// What became of accepting.
  sealed interface Acceptance {
    record Joined(UserId user, CampaignId campaign, String volunteerNumber) implements Acceptance {}

    /// The invitation is used, expired or taken back.
    record TooLate(Invitation.Standing standing) implements Acceptance {}

    record LoginTaken() implements Acceptance {}

    record Unknown() implements Acceptance {}
  }
}
