package org.hustings.core.campaign;

import java.util.List;
import java.util.Optional;
import org.hustings.core.edit.Saved;
import org.hustings.core.id.CampaignId;
import org.hustings.core.voter.PhoneNumber;

/// Founds campaigns and keeps their telephone numbers; each call is a transaction of its own.
public interface CampaignOffice {

  Saved<Campaign> found(Campaign.Founding campaign);

  Optional<Campaign> find(CampaignId campaign);

  /// The numbers that lead volunteers to this campaign (DNIS), as the trunk delivers them.
  List<String> dialInNumbers(CampaignId campaign);

  /// A number leads to one campaign: `Taken` if it leads to another.
  Saved<String> addDialInNumber(CampaignId campaign, String dnis);

  boolean removeDialInNumber(CampaignId campaign, String dnis);

  /// The numbers that the campaign may present to voters.
  List<PhoneNumber> callerIds(CampaignId campaign);

  void addCallerId(CampaignId campaign, PhoneNumber number);

  boolean removeCallerId(CampaignId campaign, PhoneNumber number);
}
