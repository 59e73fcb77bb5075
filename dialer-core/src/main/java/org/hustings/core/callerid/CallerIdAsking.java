package org.hustings.core.callerid;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import org.hustings.core.id.CallerIdAskingId;
import org.hustings.core.voter.PhoneNumber;

/// One time that a number was rung, or was to be, so that whoever answers shows it to be the
/// campaign's. The code is told once to whoever asked, and kept nowhere.
public record CallerIdAsking(CallerIdAskingId id, Wish wish, Instant askedAt, Progress progress) {
  /// How long the code is good, and how long the number is not rung again: no call that asks for a
  /// code lasts longer.
  public static final Duration LASTS = Duration.ofMinutes(5);

  /// The provider's clock and ours may differ by so much, and a code may be keyed in slowly.
  private static final Duration SLACK = Duration.ofMinutes(1);

  public CallerIdAsking {
    requireNonNull(id, "id");
    requireNonNull(wish, "wish");
    requireNonNull(askedAt, "askedAt");
    requireNonNull(progress, "progress");
  }

  /// @param name what the number is called, for people
  public record Wish(PhoneNumber number, String name) {}

  public Instant until() {
    return askedAt.plus(LASTS);
  }

  /// Whether a verification of that time is this one's doing, and not another campaign's on the
  /// same account.
  boolean led(Instant verifiedAt) {
    return !verifiedAt.isBefore(askedAt.minus(SLACK)) && !isOver(verifiedAt);
  }

  /// Whether nothing can come of it any more.
  boolean isOver(Instant now) {
    return now.isAfter(until().plus(SLACK));
  }

  /// How it stands.
  public sealed interface Progress {
    /// For the code to be keyed in.
    record Waiting() implements Progress {}

    record Verified(Instant at) implements Progress {}

    /// Nobody keyed the code in, or nothing rang.
    record Unverified(Instant at) implements Progress {}
  }
}
