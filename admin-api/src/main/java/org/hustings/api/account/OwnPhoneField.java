package org.hustings.api.account;

import org.hustings.api.http.Problem;
import org.hustings.core.id.CampaignId;
import org.hustings.core.voter.PhoneNumber;

/// Reads the telephone on which a volunteer may have themselves called. Only managers write it, and
/// the server rings it at the volunteer's wish: so it is an ordinary number of the campaign's own
/// country.
@FunctionalInterface
public interface OwnPhoneField {
  Problem.FieldError FIELD = Problem.FieldError.at("#/ownPhone", "");

  /// Blocking.
  ///
  /// @throws Problem.Refused if it is none
  PhoneNumber read(CampaignId campaign, String text);
}
