package org.hustings.core.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hustings.core.edit.Saved;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.GroupId;
import org.hustings.core.id.UserId;

/// The accounts of a campaign as stored; each call is a transaction of its own.
public interface UserStore {

  Saved<User> add(
      CampaignId campaign, String login, String passwordHash, User.Profile profile, Instant at);

  Optional<User> find(CampaignId campaign, UserId user);

  /// In the order of ids, from the one after `after`.
  List<User> list(CampaignId campaign, long after, int atMost);

  /// Whoever is disabled, or gets another role, is signed out everywhere.
  Saved<User> change(
      CampaignId campaign, UserId user, long version, User.Profile profile, Instant at);

  Optional<String> passwordHashOf(CampaignId campaign, UserId user);

  /// A new password signs the user out everywhere. False if there is no such user.
  boolean setPassword(CampaignId campaign, UserId user, String hash, Instant at);

  /// Empty takes the PIN away. False if there is no such user.
  boolean setPin(CampaignId campaign, UserId user, Optional<String> hash, Instant at);

  List<Group> groups(CampaignId campaign);

  Saved<Group> addGroup(CampaignId campaign, String name);

  Saved<Group> renameGroup(CampaignId campaign, GroupId group, String name);

  /// Removes a group with its memberships; false if there is none.
  boolean removeGroup(CampaignId campaign, GroupId group);

  Token addToken(CampaignId campaign, NewToken token);

  /// Those that have not been withdrawn, latest first.
  List<Token> tokens(CampaignId campaign);

  Optional<Token> withdrawToken(CampaignId campaign, long token, Instant at);

  /// Whether nobody in any campaign has an account yet.
  boolean nobodyYet();

  record Group(GroupId id, String name, int members) {}

  /// @param name what it is for
  /// @param role what it allows
  record NewToken(
      UserId user,
      String name,
      Role role,
      SecretHash secret,
      Instant createdAt,
      Instant expiresAt) {}

  record Token(
      long id, UserId user, String name, Role role, Instant createdAt, Instant expiresAt) {}
}
