package org.hustings.api;

import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.hustings.core.account.Identity;
import org.hustings.core.account.Passwords;
import org.hustings.core.account.Role;
import org.hustings.core.account.SecretHash;
import org.hustings.core.account.SignInRegister;
import org.hustings.core.account.TryBook;
import org.hustings.core.dialing.Transactions.StoreUnavailable;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.UserId;

/// Accounts, sign-ins and tries, kept in memory.
public final class MemoryRegister implements SignInRegister, TryBook {
  private final Map<String, StoredPassword> passwords = new ConcurrentHashMap<>();
  private final Map<UserId, Identity> identities = new ConcurrentHashMap<>();
  private final Map<SecretHash, SignedIn> signIns = new ConcurrentHashMap<>();
  private final Map<String, Tries> tries = new ConcurrentHashMap<>();
  private final Semaphore askedInVain = new Semaphore(0);
  private final AtomicInteger asked = new AtomicInteger();
  private volatile Runnable meanwhile = () -> {};
  private volatile boolean away;

  /// How often it was asked whose a secret is.
  public int timesAsked() {
    return asked.get();
  }

  /// Happens once, when it is next asked whose a secret is: after the answer was found, and before
  /// it is given.
  public void meanwhile(Runnable event) {
    meanwhile = event;
  }

  /// From now on nobody can be looked up, until it is back.
  public void goAway() {
    away = true;
  }

  public void comeBack() {
    away = false;
  }

  /// Waits until so many have asked while it was away.
  public boolean wasAskedInVain(int times) throws InterruptedException {
    return askedInVain.tryAcquire(times, 20, TimeUnit.SECONDS);
  }

  /// Adds an account whose password is its login.
  public Identity add(long id, String login, Role role) {
    Identity identity =
        new Identity(new UserId(id), new CampaignId(1), "Name of " + login, role, Set.of());
    identities.put(identity.user(), identity);
    passwords.put(login, new StoredPassword(identity.user(), identity.campaign(), login));
    return identity;
  }

  public void addToken(String token, Identity identity, Instant expiresAt) {
    signIns.put(SecretHash.of(token), new SignedIn(identity, Credential.TOKEN, expiresAt));
  }

  @Override
  public Optional<StoredPassword> passwordOf(String login) {
    return Optional.ofNullable(passwords.get(login.toLowerCase(Locale.ROOT)));
  }

  @Override
  public void open(StoredPassword who, SecretHash secret, Instant now, Instant expiresAt) {
    Identity identity = java.util.Objects.requireNonNull(identities.get(who.user()));
    signIns.put(secret, new SignedIn(identity, Credential.COOKIE, expiresAt));
  }

  @Override
  public Optional<SignedIn> find(SecretHash secret, Instant now) {
    if (away) {
      askedInVain.release();
      throw new StoreUnavailable("the database cannot be reached", new IOException("no answer"));
    }
    asked.incrementAndGet();
    Optional<SignedIn> found =
        Optional.ofNullable(signIns.get(secret)).filter(known -> known.expiresAt().isAfter(now));
    Runnable event = meanwhile;
    meanwhile = () -> {};
    event.run();
    return found;
  }

  @Override
  public void close(SecretHash secret) {
    signIns.remove(secret);
  }

  @Override
  public Tries change(String key, UnaryOperator<Tries> change) {
    return tries.compute(key, (_, old) -> change.apply(old == null ? Tries.NONE : old));
  }

  @Override
  public void forget(Instant before) {
    tries.values().removeIf(known -> known.lastAt().isBefore(before));
  }

  /// Passwords as they are: quick, and only for tests.
  public static final Passwords PLAIN =
      new Passwords() {
        @Override
        public String hash(String password) {
          return password;
        }

        @Override
        public boolean matches(String password, String hash) {
          return password.equals(hash);
        }

        @Override
        public void spend(String password) {}
      };
}
