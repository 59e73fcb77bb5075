package org.hustings.api.account;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.hustings.api.http.Request.Sender;
import org.hustings.api.http.SignInCookie;
import org.hustings.core.account.SecretHash;
import org.hustings.core.account.SignInRegister.SignedIn;
import org.hustings.core.account.SignInRegister.StoredPassword;

/// Lets browsers in whose people have shown who they are: each gets a cookie.
public final class Entrance {
  /// A working day; then one signs in again.
  static final Duration LASTS = Duration.ofHours(12);

  private final RememberedSignIns register;
  private final InstantSource clock;
  private final Secrets secrets = new Secrets();

  public Entrance(RememberedSignIns register, InstantSource clock) {
    this.register = requireNonNull(register, "register");
    this.clock = requireNonNull(clock, "clock");
  }

  /// @param cookie the value of `Set-Cookie`
  record Admitted(SignedIn who, String cookie) {}

  /// A new secret each time: what was known before the sign-in is worth nothing after it.
  ///
  /// @return empty if the account was closed at this moment
  Optional<Admitted> admit(StoredPassword who, Sender sender) {
    Instant now = clock.instant();
    sender.cookie().map(SecretHash::of).ifPresent(register::close);
    String secret = secrets.mint();
    SecretHash hash = SecretHash.of(secret);
    register.open(who, hash, now, now.plus(LASTS));
    return register
        .find(hash, now)
        .map(found -> new Admitted(found, SignInCookie.set(secret, LASTS, sender.secure())));
  }
}
