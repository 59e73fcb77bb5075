package org.hustings.api.account;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.hustings.api.http.HttpSettings;

/// Login and password of the first admin, as the configuration gives them. They found the account
/// when there is none; later the account alone counts.
public record SetupCredentials(String login, String password) {
  /// Known to everybody who reads the documentation: good for a try on one's own machine, and for
  /// nothing else.
  public static final SetupCredentials DEFAULT =
      new SetupCredentials("admin@localhost", "change-me-now");

  public SetupCredentials {
    requireNonNull(login, "login");
    requireNonNull(password, "password");
  }

  public boolean isDefault() {
    return password.equals(DEFAULT.password());
  }

  /// What forbids to start with these settings, as a sentence; the wiring asks before it listens.
  public Optional<String> objectionTo(HttpSettings settings) {
    if (!isDefault() || settings.isLoopbackOnly()) {
      return Optional.empty();
    }
    return Optional.of(
        "The server will not listen on "
            + settings.host()
            + " with the setup password that everybody knows. Set another one, or listen on"
            + " 127.0.0.1.");
  }

  @Override
  public String toString() {
    return "SetupCredentials[" + login + "]";
  }
}
