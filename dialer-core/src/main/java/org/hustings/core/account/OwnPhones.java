package org.hustings.core.account;

import java.time.Instant;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.UserId;
import org.hustings.core.voter.PhoneNumber;

/// The telephones of volunteers' own, as managers wrote them down: all that the server may ring
/// beside voters. Each call is a transaction of its own.
///
/// Blocking; called from a runner, never from a network thread.
public interface OwnPhones {

  /// The volunteer's telephone, to be rung once and now: the try is counted before it is told, and
  /// of two that come at once both are.
  Grant take(CampaignId campaign, UserId volunteer, Instant now);

  /// The answer to a wish to be called.
  sealed interface Grant {
    record Granted(PhoneNumber number) implements Grant {}

    /// No telephone stands in the account, or the account is closed.
    record NoPhone() implements Grant {}

    /// It was rung too often.
    ///
    /// @param again when it may be rung again
    record TooOften(Instant again) implements Grant {}
  }

  /// How often a telephone is rung at its volunteer's wish.
  ///
  /// @param perHour most in any hour, whatever came of it
  record Limits(int perHour) {
    public static final Limits DEFAULT = new Limits(6);

    public Limits {
      if (perHour < 1) {
        throw new IllegalArgumentException("perHour must be positive, got " + perHour);
      }
    }
  }
}
