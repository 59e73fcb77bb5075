package org.hustings.schema.connection;

import static java.util.Objects.requireNonNull;

/// How to reach the database: its address, and the two roles that work on it.
///
/// @param url JDBC URL, `jdbc:postgresql:…`
/// @param owner owns the tables; migrates them at start and serves no request
/// @param application what the server works as; owns nothing and cannot bypass row-level security
public record DatabaseAccess(String url, Login owner, Login application) {
  private static final String POSTGRES = "jdbc:postgresql:";

  public DatabaseAccess {
    requireNonNull(owner, "owner");
    requireNonNull(application, "application");
    if (!url.startsWith(POSTGRES)) {
      throw new IllegalArgumentException(
          "expected a URL that begins with " + POSTGRES + ", got one that does not");
    }
    if (owner.user().equals(application.user())) {
      throw new IllegalArgumentException(
          "owner and application must be two roles, got " + owner.user() + " for both");
    }
  }

  /// A role and its password.
  public record Login(String user, String password) {
    public Login {
      requireNonNull(user, "user");
      requireNonNull(password, "password");
    }

    /// Without the password.
    @Override
    public String toString() {
      return user;
    }
  }
}
