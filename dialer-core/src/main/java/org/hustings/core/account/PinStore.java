package org.hustings.core.account;

import java.time.Instant;
import java.util.Optional;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.DictationId;
import org.hustings.core.id.UserId;

/// What dialing in asks of the store; each call is a transaction of its own.
public interface PinStore {

  /// The campaign that a called number belongs to.
  Optional<CampaignId> campaignAt(String dnis);

  /// The enabled volunteer with this number, who has a PIN.
  Optional<StoredPin> pinOf(CampaignId campaign, String volunteerNumber);

  /// Whether this is the number of a volunteer, with a PIN or without.
  boolean isVolunteerNumber(CampaignId campaign, String number);

  /// Gives a user this one-time code in place of the one they had, which is void whatever comes of
  /// it. False if the code could not be given because somebody has it.
  boolean putCode(
      CampaignId campaign, UserId user, SecretHash code, CodeFor purpose, Validity validity);

  /// Uses a code up, if it has not expired and whose it was is enabled.
  Optional<TakenCode> takeCode(CampaignId campaign, SecretHash code, Instant now);

  /// What a code is for.
  sealed interface CodeFor {
    /// To come in.
    record Session() implements CodeFor {}

    /// To speak a message.
    record Dictating(DictationId dictation) implements CodeFor {}
  }

  /// @param holder whose the code was
  record TakenCode(Volunteer holder, CodeFor purpose) {}

  /// From when until when something holds.
  record Validity(Instant now, Instant expiresAt) {}

  /// @param hash as [Passwords] made it
  record StoredPin(Volunteer volunteer, String hash) {}
}
