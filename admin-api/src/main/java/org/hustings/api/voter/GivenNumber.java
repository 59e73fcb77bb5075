package org.hustings.api.voter;

import java.util.List;
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
    return read(text, region(campaign), field);
  }

  private PhoneNumber read(String text, String region, Problem.FieldError field) {
    return switch (plan.read(text, region)) {
      case NumberPlan.Reading.Valid valid -> valid.number();
      case NumberPlan.Reading.Impossible(String reason) -> throw refused(field, reason);
    };
  }

  private String region(CampaignId campaign) {
    return office
        .find(campaign)
        .map(Campaign::region)
        .orElseThrow(() -> Problem.notFound("campaign").asException());
  }

  private static Problem.Refused refused(Problem.FieldError field, String reason) {
    return Problem.invalid(
            List.of(new Problem.FieldError(field.pointer(), field.parameter(), reason)))
        .asException();
  }

  /// Another number of a voter, with what it says of its zones (R7). One of the campaign's own
  /// country, since a volunteer alone says so and the server will ring it.
  ///
  /// @throws Problem.Refused if it is none
  public OtherNumber readOther(CampaignId campaign, String text, Problem.FieldError field) {
    PhoneNumber number =
        readWithin(
            campaign,
            text,
            field,
            "The number is of another country: write it into the notes, and a manager decides.");
    return new OtherNumber(number, plan.zonesOf(number));
  }

  /// A telephone that the server will ring at somebody's wish: of the campaign's own country.
  ///
  /// @throws Problem.Refused if it is none
  public PhoneNumber readOwn(CampaignId campaign, String text, Problem.FieldError field) {
    return readWithin(
        campaign,
        text,
        field,
        "The number is of another country: who is there dials in, or calls with a browser.");
  }

  /// A number that is to be presented to voters, and rung to see that it is the campaign's: of the
  /// campaign's own country.
  ///
  /// @throws Problem.Refused if it is none
  public PhoneNumber readCallerId(CampaignId campaign, String text, Problem.FieldError field) {
    return readWithin(
        campaign,
        text,
        field,
        "The number is of another country: voters would not know it, and it is not rung from here.");
  }

  private PhoneNumber readWithin(
      CampaignId campaign, String text, Problem.FieldError field, String otherwise) {
    String region = region(campaign);
    PhoneNumber number = read(text, region, field);
    if (!plan.isWithin(number, region)) {
      throw refused(field, otherwise);
    }
    return number;
  }
}
