package org.hustings.api.intake;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.hustings.core.campaign.Campaign;
import org.hustings.core.campaign.CampaignOffice;
import org.hustings.core.edit.Saved;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.project.ManagedProjects;
import org.hustings.core.project.Project;
import org.hustings.core.voter.PhoneNumber;

/// One campaign without projects and without numbers.
final class OneCampaign implements CampaignOffice, ManagedProjects {
  private static final Campaign CAMPAIGN =
      new Campaign(new CampaignId(1), "One", "US", ZoneId.of("America/New_York"));

  @Override
  public Saved<Campaign> found(Campaign.Founding campaign) {
    return new Saved.Taken<>("name");
  }

  @Override
  public Optional<Campaign> find(CampaignId campaign) {
    return Optional.of(CAMPAIGN).filter(known -> known.id().equals(campaign));
  }

  @Override
  public List<String> dialInNumbers(CampaignId campaign) {
    return List.of();
  }

  @Override
  public Saved<String> addDialInNumber(CampaignId campaign, String dnis) {
    return new Saved.Taken<>("number");
  }

  @Override
  public boolean removeDialInNumber(CampaignId campaign, String dnis) {
    return false;
  }

  @Override
  public List<PhoneNumber> callerIds(CampaignId campaign) {
    return List.of();
  }

  @Override
  public void addCallerId(CampaignId campaign, PhoneNumber number) {}

  @Override
  public boolean removeCallerId(CampaignId campaign, PhoneNumber number) {
    return false;
  }

  @Override
  public Saved<Project> add(CampaignId campaign, Draft draft) {
    return new Saved.Taken<>("name");
  }

  @Override
  public Optional<Project> find(CampaignId campaign, ProjectId project) {
    return Optional.empty();
  }

  @Override
  public List<Project> all(CampaignId campaign) {
    return List.of();
  }

  @Override
  public Saved<Project> change(CampaignId campaign, ProjectId project, long version, Draft draft) {
    return new Saved.Unknown<>();
  }

  @Override
  public Reach reach(CampaignId campaign, ProjectId project) {
    throw new UnsupportedOperationException("nobody asks an import how far a project is");
  }

  @Override
  public List<PhoneId> phonesOf(CampaignId campaign, ProjectId project, long after, int atMost) {
    return List.of();
  }
}
