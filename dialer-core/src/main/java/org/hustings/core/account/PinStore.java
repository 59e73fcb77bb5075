package org.hustings.core.account;

import java.time.Instant;
import java.util.Optional;
import org.hustings.core.id.CampaignId;
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
  boolean putCode(CampaignId campaign, UserId user, SecretHash code, Validity validity);

  /// Uses a code up: the enabled volunteer whose it was, if it has not expired.
  Optional<Volunteer> takeCode(CampaignId campaign, SecretHash code, Instant now);

  /// From when until when something holds.
  record Validity(Instant now, Instant expiresAt) {}

  /// @param hash as [Passwords] made it
  record StoredPin(Volunteer volunteer, String hash) {}
}
