package org.hustings.core.account;

import java.time.Instant;
import java.util.Optional;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.UserId;

/// Finds out who somebody is before it is known to which campaign they belong: the one narrow door
/// through which sign-in looks across campaigns.
///
/// Blocking; called on virtual threads.
public interface SignInRegister {

  /// The password of an enabled account. Logins are unique across campaigns, whatever their case.
  Optional<StoredPassword> passwordOf(String login);

  /// Stores a sign-in by browser.
  void open(StoredPassword who, SecretHash secret, Instant now, Instant expiresAt);

  /// Whose secret this is, if it is a cookie or token that has neither expired nor been withdrawn,
  /// of an account that is still enabled.
  Optional<SignedIn> find(SecretHash secret, Instant now);

  /// Withdraws a secret; harmless if it is unknown.
  void close(SecretHash secret);

  /// @param hash as [Passwords] made it
  record StoredPassword(UserId user, CampaignId campaign, String hash) {}

  record SignedIn(Identity identity, Credential credential, Instant expiresAt) {}

  /// How somebody shows who they are.
  enum Credential {
    /// A browser's cookie, which it sends with every request, wanted or not.
    COOKIE,
    /// An API token, which a program sends on purpose.
    TOKEN
  }
}
