package org.hustings.core.account;

import java.util.Optional;
import org.hustings.core.id.CampaignId;

/// What dialing in asks of the store; each call is a transaction of its own.
public interface PinStore {

  /// The campaign that a called number belongs to.
  Optional<CampaignId> campaignAt(String dnis);

  /// The enabled volunteer with this number, who has a PIN.
  Optional<StoredPin> pinOf(CampaignId campaign, String volunteerNumber);

  /// @param hash as [Passwords] made it
  record StoredPin(Volunteer volunteer, String hash) {}
}
