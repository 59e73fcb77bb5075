package org.hustings.core.account;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.hustings.core.id.CampaignId;

/// A one-time code: six digits that the screen shows and a telephone keys in instead of number and
/// PIN.
///
/// @param digits six of them
public record DialInCode(String digits) {
  public static final int LENGTH = 6;

  /// How long it holds; time to find the telephone and to dial.
  public static final Duration LASTS = Duration.ofMinutes(10);

  public DialInCode {
    requireNonNull(digits, "digits");
    if (!looksLikeOne(digits)) {
      throw new IllegalArgumentException("expected six digits, got " + digits.length());
    }
  }

  public static boolean looksLikeOne(String keyed) {
    return keyed.length() == LENGTH && keyed.chars().allMatch(key -> key >= '0' && key <= '9');
  }

  /// What is stored. It keeps a code from being read in passing; all six digits can be tried.
  public SecretHash hashIn(CampaignId campaign) {
    return SecretHash.of("dial-in code " + digits + " of campaign " + campaign);
  }

  /// Without the digits.
  @Override
  public String toString() {
    return "DialInCode";
  }
}
