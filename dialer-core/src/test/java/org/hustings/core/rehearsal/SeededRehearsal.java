package org.hustings.core.rehearsal;

import java.time.ZoneId;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.hustings.core.contract.SeededStores;
import org.hustings.core.contract.Settings;
import org.hustings.core.dialing.Transactions;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.ServerId;
import org.hustings.core.id.UserId;
import org.hustings.core.id.VoterId;
import org.hustings.core.project.Project;
import org.hustings.core.project.ProjectSettings;
import org.hustings.core.voter.PhoneNumber;

/// The stores in memory, to be filled by a test.
public final class SeededRehearsal implements SeededStores {
  private final RehearsalStores stores = new RehearsalStores();
  private final AtomicLong lastUser = new AtomicLong();

  @Override
  public Transactions transactions() {
    return stores;
  }

  @Override
  public CampaignId campaign(String name) {
    return stores.addCampaign(name, "US", Settings.NEW_YORK);
  }

  @Override
  public ServerId server() {
    return new ServerId(new UUID(0, 1));
  }

  @Override
  public UserId user(CampaignId campaign, String name) {
    return new UserId(lastUser.incrementAndGet());
  }

  @Override
  public ProjectId project(CampaignId campaign, String name, ProjectSettings settings) {
    return stores.addProject(campaign, name, settings);
  }

  @Override
  public void change(
      CampaignId campaign, ProjectId project, Project.Status status, ProjectSettings settings) {
    stores.changeProject(campaign, project, status, settings);
  }

  @Override
  public VoterId voter(CampaignId campaign, String name, Set<ZoneId> addressZones) {
    return stores.addVoter(campaign, name, addressZones);
  }

  @Override
  public PhoneId phone(CampaignId campaign, PhoneNumber number, Set<ZoneId> numberZones) {
    return stores.addPhone(campaign, number, numberZones);
  }

  @Override
  public void link(CampaignId campaign, VoterId voter, PhoneId phone, int score) {
    stores.addLink(campaign, voter, phone, score);
  }

  @Override
  public void target(CampaignId campaign, ProjectId project, VoterId voter) {
    stores.addTarget(campaign, project, voter);
  }

  @Override
  public boolean isDone(CampaignId campaign, ProjectId project, VoterId voter) {
    return stores.isDone(campaign, project, voter);
  }
}
