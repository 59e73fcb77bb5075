package org.hustings.api.account;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.hustings.api.http.Problem;
import org.hustings.core.account.Passwords;

/// Argon2id with 19 MiB and two passes, the least that OWASP advises: about 70 ms each. So few run
/// at once that a flood of sign-ins takes neither the memory nor the processors from the calls.
public final class Argon2Passwords implements Passwords {
  private static final int SALT_BYTES = 16;
  private static final long WAIT_SECONDS = 10;

  private final Argon2Function function = Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID);
  private final Semaphore running;
  private final String nobodys;

  /// @param atOnce how many hashes are computed at once
  public Argon2Passwords(int atOnce) {
    this.running = new Semaphore(atOnce, true);
    this.nobodys = hash("nobody has this password");
  }

  @Override
  public String hash(String password) {
    return inTurn(
        () -> Password.hash(password).addRandomSalt(SALT_BYTES).with(function).getResult());
  }

  @Override
  public boolean matches(String password, String hash) {
    return inTurn(
        () -> Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash)));
  }

  @Override
  public void spend(String password) {
    matches(password, nobodys);
  }

  private <T> T inTurn(Supplier<T> work) {
    try {
      if (!running.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
        throw tooMany().asException();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw tooMany().asException();
    }
    try {
      return work.get();
    } finally {
      running.release();
    }
  }

  private static Problem tooMany() {
    return Problem.of(
        503, "overloaded", "Too many at once", "Too many people sign in just now; try again soon.");
  }
}
