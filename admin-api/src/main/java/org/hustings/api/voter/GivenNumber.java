package org.hustings.api.voter;

import org.hustings.api.http.Problem;
import org.hustings.core.campaign.Campaign;
import org.hustings.core.campaign.CampaignOffice;
import org.hustings.core.disposition.Addition.OtherNumber;
import org.hustings.core.id.CampaignId;
import org.hustings.core.voter.NumberPlan;
import org.hustings.core.voter.PhoneNumber;

/// Reads numbers as people of a campaign write them.
public final class GivenNumber {
  private final CampaignOffice office;
  private final NumberPlan plan;

  public GivenNumber(CampaignOffice office, NumberPlan plan) {
    this.office = office;
    this.plan = plan;
  }

  /// @param field where it stands, for the answer
  /// @throws Problem.Refused if it is none
  PhoneNumber read(CampaignId campaign, String text, Problem.FieldError field) {
    String region =
        office
            .find(campaign)
            .map(Campaign::region)
            .orElseThrow(() -> Problem.notFound("campaign").asException());
    return switch (plan.read(text, region)) {
      case NumberPlan.Reading.Valid valid -> valid.number();
      case NumberPlan.Reading.Impossible(String reason) ->
          throw Problem.invalid(
                  java.util.List.of(
                      new Problem.FieldError(field.pointer(), field.parameter(), reason)))
              .asException();
    };
  }

  /// Another number of a voter, with what it says of its zones (R7).
  ///
  /// @throws Problem.Refused if it is none
  public OtherNumber readOther(CampaignId campaign, String text, Problem.FieldError field) {
    PhoneNumber number = read(campaign, text, field);
    return new OtherNumber(number, plan.zonesOf(number));
  }
}
