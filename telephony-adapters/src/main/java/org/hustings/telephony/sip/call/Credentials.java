package org.hustings.telephony.sip.call;

import static java.util.Objects.requireNonNull;

/// Whom a trunk knows us as. Its text form hides the password.
public record Credentials(String username, String password) {
  public Credentials {
    requireNonNull(username, "username");
    requireNonNull(password, "password");
  }

  @Override
  public String toString() {
    return "Credentials[" + username + ", …]";
  }
}
