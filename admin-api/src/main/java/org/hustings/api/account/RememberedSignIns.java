package org.hustings.api.account;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.hustings.core.account.SecretHash;
import org.hustings.core.account.SignInRegister;

/// A register that remembers whom it found, for the one thing that must not wait for the database:
/// that somebody ends their own call (R22). Who signs out here is forgotten at once; that an
/// account was disabled is noticed with the next request that does ask. Safe for many threads.
public final class RememberedSignIns implements SignInRegister {
  /// Longer than a call lasts in which nothing else is asked.
  private static final Duration REMEMBERED = Duration.ofHours(2);

  private static final int MOST = 10_000;

  private final SignInRegister register;

  // Guarded by itself.
  private final Map<SecretHash, Seen> seen =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SecretHash, Seen> eldest) {
          return size() > MOST;
        }
      };

  private record Seen(SignedIn who, Instant at) {}

  public RememberedSignIns(SignInRegister register) {
    this.register = requireNonNull(register, "register");
  }

  /// Whom the register found by this secret lately.
  Optional<SignedIn> recall(SecretHash secret, Instant now) {
    synchronized (seen) {
      return Optional.ofNullable(seen.get(secret))
          .filter(last -> now.isBefore(last.at.plus(REMEMBERED)))
          .map(Seen::who)
          .filter(who -> now.isBefore(who.expiresAt()));
    }
  }

  @Override
  public Optional<SignedIn> find(SecretHash secret, Instant now) {
    Optional<SignedIn> found = register.find(secret, now);
    synchronized (seen) {
      found.ifPresentOrElse(who -> seen.put(secret, new Seen(who, now)), () -> seen.remove(secret));
    }
    return found;
  }

  @Override
  public void close(SecretHash secret) {
    synchronized (seen) {
      seen.remove(secret);
    }
    register.close(secret);
  }

  @Override
  public Optional<StoredPassword> passwordOf(String login) {
    return register.passwordOf(login);
  }

  @Override
  public void open(StoredPassword who, SecretHash secret, Instant now, Instant expiresAt) {
    register.open(who, secret, now, expiresAt);
  }
}
