package org.hustings.api.account;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.hustings.api.http.Gatekeeper;
import org.hustings.core.account.SecretHash;
import org.hustings.core.account.SignInRegister.Credential;
import org.hustings.core.account.SignInRegister.SignedIn;

/// Knows people by their cookie, and programs by their token.
public final class StoredGatekeeper implements Gatekeeper {
  /// So long whoever follows a feed is believed to be still signed in: a thousand screens on which
  /// nothing happens would be most of what the database is asked.
  static final Duration FOLLOWS = Duration.ofMinutes(1);

  private final RememberedSignIns register;
  private final InstantSource clock;

  public StoredGatekeeper(RememberedSignIns register, InstantSource clock) {
    this.register = requireNonNull(register, "register");
    this.clock = requireNonNull(clock, "clock");
  }

  @Override
  public Optional<SignedIn> remembered(Credentials credentials) {
    boolean token = credentials.bearer().isPresent();
    return (token ? credentials.bearer() : credentials.cookie())
        .map(SecretHash::of)
        .flatMap(hash -> register.recall(hash, clock.instant()))
        .filter(found -> found.credential() == (token ? Credential.TOKEN : Credential.COOKIE));
  }

  @Override
  public Optional<SignedIn> whoSends(Credentials credentials) {
    return find(credentials, RememberedSignIns.BELIEVED);
  }

  @Override
  public boolean staysSignedIn(Credentials credentials) {
    return find(credentials, FOLLOWS).isPresent();
  }

  /// A cookie's value sent as a token, or the other way round, is nobody's.
  private Optional<SignedIn> find(Credentials credentials, Duration believed) {
    boolean token = credentials.bearer().isPresent();
    return (token ? credentials.bearer() : credentials.cookie())
        .map(SecretHash::of)
        .flatMap(hash -> register.find(hash, clock.instant(), believed))
        .filter(found -> found.credential() == (token ? Credential.TOKEN : Credential.COOKIE));
  }
}
