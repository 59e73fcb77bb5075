package org.hustings.core.account;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.hustings.core.account.TryBook.Tries;

/// Slows the guessing of passwords and PINs: by place and target *together*, so that guessing locks
/// out the guesser and not the target, and more loosely by place alone, so that nobody goes through
/// all targets from one place. Who got in from that place lately is spared the latter: the others
/// of an office do not pay for the guesser among them.
///
/// A try counts when it is let in, not when it fails: a thousand guesses sent at once count as a
/// thousand.
public final class Throttle {
  /// How long it is remembered that a target got in from a place.
  private static final Duration KNOWN_FOR = Duration.ofDays(30);

  private final TryBook book;
  private final Limits limits;

  /// @param limits for one target from one place
  public Throttle(TryBook book, Limits limits) {
    this.book = requireNonNull(book, "book");
    this.limits = requireNonNull(limits, "limits");
  }

  /// One try at a secret.
  ///
  /// @param place where it comes from: a network address, a caller's number; empty if it is hidden,
  ///   and then all that is hidden is one place, which has no limit of its own
  /// @param target whose secret it is
  public record Guess(Optional<String> place, String target) {
    private String pair() {
      return SecretHash.of("at " + target + " from " + place.orElse("nowhere")).hex();
    }

    private Optional<String> placeAlone() {
      return place.map(name -> SecretHash.of("from " + name).hex());
    }
  }

  /// Lets a try in and counts it, or says until when none is let in.
  public Optional<Instant> enter(Guess guess, Instant now) {
    Optional<Instant> place =
        isKnown(guess, now)
            ? Optional.empty()
            : guess.placeAlone().flatMap(key -> enter(key, Limits.OF_A_PLACE, now));
    return place.or(() -> enter(guess.pair(), limits, now));
  }

  private boolean isKnown(Guess guess, Instant now) {
    Tries tries = book.change(guess.pair(), known -> known);
    return tries.count() == 0 && tries.lastAt().plus(KNOWN_FOR).isAfter(now);
  }

  private Optional<Instant> enter(String key, Limits bounds, Instant now) {
    boolean[] refused = new boolean[1];
    Tries tries =
        book.change(
            key,
            before -> {
              refused[0] = bounds.blockedUntil(before).isAfter(now);
              return refused[0] ? before : bounds.after(before, now);
            });
    return refused[0] ? Optional.of(bounds.blockedUntil(tries)) : Optional.empty();
  }

  /// The secret was right: what was counted of it is forgotten.
  public void succeeded(Guess guess, Instant now) {
    book.change(guess.pair(), _ -> new Tries(0, now));
    guess
        .placeAlone()
        .ifPresent(key ->
            book.change(key, tries -> new Tries(Math.max(0, tries.count() - 1), tries.lastAt())));
  }

  /// Forgets what is too old to matter to anybody; to be asked now and then, so that the book does
  /// not grow with every guesser who ever came by.
  public void tidyUp(Instant now) {
    book.forget(now.minus(KNOWN_FOR));
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

    /// Fifty wrong ones in an hour, whoever they were aimed at.
    static final Limits OF_A_PLACE =
        new Limits(50, Duration.ofSeconds(30), Duration.ofMinutes(15), Duration.ofHours(1));

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
