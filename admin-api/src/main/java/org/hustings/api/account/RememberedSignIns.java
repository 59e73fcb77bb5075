package org.hustings.api.account;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.hustings.core.account.Identity;
import org.hustings.core.account.SecretHash;
import org.hustings.core.account.SignInRegister;
import org.hustings.core.id.UserId;

/// A register that remembers whom it found: for five seconds altogether, so that not each click of
/// a volunteer asks the database, and for two hours for the one thing that must not wait for the
/// database: that somebody ends their own call (R22).
///
/// What is withdrawn or changed on this server holds at once; what is changed elsewhere, after the
/// five seconds, or however long somebody is to be believed. That a secret is nobody's is never
/// remembered. Safe for many threads.
public final class RememberedSignIns implements SignInRegister {
  /// How long whoever was found is not asked for again.
  static final Duration BELIEVED = Duration.ofSeconds(5);

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

  // How often something was withdrawn or changed here. Guarded by `seen`.
  private long changes;

  public RememberedSignIns(SignInRegister register) {
    this.register = requireNonNull(register, "register");
  }

  /// @param doubted whether the account has changed since
  private record Seen(SignedIn who, Instant at, boolean doubted) {
    boolean isBelieved(Instant now, Duration howLong) {
      // Not before it was seen either: a clock that was set back proves nothing.
      return !doubted
          && !now.isBefore(at)
          && now.isBefore(at.plus(howLong))
          && now.isBefore(who.expiresAt());
    }

    Seen inDoubt() {
      return new Seen(who, at, true);
    }
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
    return find(secret, now, BELIEVED);
  }

  /// @param believed how long ago somebody may have been found to be taken for signed in
  Optional<SignedIn> find(SecretHash secret, Instant now, Duration believed) {
    long before;
    synchronized (seen) {
      Seen last = seen.get(secret);
      if (last != null && last.isBelieved(now, believed)) {
        return Optional.of(last.who);
      }
      before = changes;
    }
    Optional<SignedIn> found = register.find(secret, now);
    synchronized (seen) {
      if (found.isEmpty()) {
        seen.remove(secret);
      } else if (before == changes) {
        seen.put(secret, new Seen(found.get(), now, false));
      }
    }
    return found;
  }

  @Override
  public void close(SecretHash secret) {
    forget(secret);
    register.close(secret);
    // Whoever asked in between may have been answered before it was closed.
    forget(secret);
  }

  private void forget(SecretHash secret) {
    synchronized (seen) {
      changes++;
      seen.remove(secret);
    }
  }

  /// The account was changed: who sends its secrets, and whether they still may, is asked anew.
  void doubt(UserId account) {
    doubt(identity -> identity.user().equals(account));
  }

  /// The same for many accounts.
  void doubt(Predicate<Identity> accounts) {
    synchronized (seen) {
      changes++;
      seen.replaceAll((_, last) -> accounts.test(last.who.identity()) ? last.inDoubt() : last);
    }
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
