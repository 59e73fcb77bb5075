package org.hustings.core.account;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.hustings.core.account.TryBook.Tries;

/// Slows the guessing of passwords and PINs. The key names guesser and target *together*, so that
/// guessing locks out the guesser and not the target.
///
/// A try counts when it is let in, not when it fails: a thousand guesses sent at once count as a
/// thousand.
public final class Throttle {
  private final TryBook book;
  private final Limits limits;

  public Throttle(TryBook book, Limits limits) {
    this.book = requireNonNull(book, "book");
    this.limits = requireNonNull(limits, "limits");
  }

  /// Lets a try in and counts it, or says until when none is let in.
  public Optional<Instant> enter(String key, Instant now) {
    boolean[] refused = new boolean[1];
    Tries tries =
        book.change(
            key,
            before -> {
              refused[0] = limits.blockedUntil(before).isAfter(now);
              return refused[0] ? before : limits.after(before, now);
            });
    return refused[0] ? Optional.of(limits.blockedUntil(tries)) : Optional.empty();
  }

  /// The secret was right: what was counted is forgotten.
  public void succeeded(String key) {
    book.change(key, _ -> Tries.NONE);
  }

  /// How many tries are free, and how long the pause is after more.
  ///
  /// @param free tries that cost nothing
  /// @param pause after the first try beyond them; it doubles with each
  /// @param longest where the doubling ends
  /// @param forgetAfter quiet time after which the count begins anew
  public record Limits(int free, Duration pause, Duration longest, Duration forgetAfter) {
    /// Five free tries, then 30 seconds, doubling to 15 minutes.
    public static final Limits DEFAULT =
        new Limits(5, Duration.ofSeconds(30), Duration.ofMinutes(15), Duration.ofHours(1));

    Tries after(Tries before, Instant now) {
      boolean stale = before.lastAt().plus(forgetAfter).isBefore(now);
      return new Tries(stale ? 1 : before.count() + 1, now);
    }

    Instant blockedUntil(Tries tries) {
      if (tries.count() < free) {
        return Instant.EPOCH;
      }
      int doublings = Math.min(tries.count() - free, 20);
      Duration wait = pause.multipliedBy(1L << doublings);
      return tries.lastAt().plus(wait.compareTo(longest) < 0 ? wait : longest);
    }
  }
}
