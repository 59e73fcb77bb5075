package org.hustings.core.account;

import java.time.Instant;
import java.util.Optional;
import org.hustings.core.dictation.DictationOrder;
import org.hustings.core.id.CampaignId;

/// Who may dial in: from the called number to the campaign, and from volunteer number and PIN, or a
/// one-time code, to the volunteer.
///
/// Blocking; called from a runner, never from a network thread.
public interface DialInRegister {

  /// The campaign that a called number (DNIS, as the trunk delivers it) belongs to.
  Optional<CampaignId> campaignAt(String dnis);

  /// Checks a volunteer number and PIN. Wrong PINs are throttled by caller and by volunteer number
  /// *together*, so that guessing locks out the guesser and neither the volunteer nor the campaign.
  ///
  /// @param caller the caller's number (ANI) or network address; empty if withheld
  PinCheck check(
      CampaignId campaign,
      Optional<String> caller,
      String volunteerNumber,
      String pin,
      Instant now);

  /// Checks what may be a one-time code, as the screen shows it; a right one is used up. Wrong ones
  /// are throttled by caller, who locks out nobody but themselves.
  ///
  /// @param caller the caller's number (ANI) or network address; empty if withheld
  CodeCheck checkCode(CampaignId campaign, Optional<String> caller, String digits, Instant now);

  /// The answer to a one-time code.
  sealed interface CodeCheck {
    record Welcome(Volunteer volunteer) implements CodeCheck {}

    /// The code is for a message that is to be spoken.
    record ToDictate(DictationOrder order) implements CodeCheck {}

    /// It is no code but somebody's volunteer number: the PIN is still to come.
    record ANumber() implements CodeCheck {}

    /// Nobody has this code; it may have expired, or been used.
    record Wrong() implements CodeCheck {}

    /// Too many wrong tries from this caller.
    record Throttled(Instant until) implements CodeCheck {}
  }

  /// The answer to a PIN.
  sealed interface PinCheck {
    /// The PIN is right.
    record Welcome(Volunteer volunteer) implements PinCheck {}

    /// Number or PIN is wrong; which of them is not told.
    record Wrong() implements PinCheck {}

    /// Too many wrong tries from this caller; not even a right PIN is taken before `until`.
    record Throttled(Instant until) implements PinCheck {}
  }
}
