package org.hustings.core.contract;

import java.time.ZoneId;
import java.util.Set;
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

/// Stores under test, and how to put in what the engine itself only reads. Nothing that is seeded
/// here stands in a queue before [World] has settled it.
public interface SeededStores {

  Transactions transactions();

  /// A new campaign, empty and apart from all others.
  CampaignId campaign(String name);

  /// A server that may hold numbers.
  ServerId server();

  /// A volunteer of the campaign.
  UserId user(CampaignId campaign, String name);

  /// An active project.
  ProjectId project(CampaignId campaign, String name, ProjectSettings settings);

  /// Replaces status and settings.
  void change(
      CampaignId campaign, ProjectId project, Project.Status status, ProjectSettings settings);

  /// @param addressZones what the voter's address decides; empty if nothing
  VoterId voter(CampaignId campaign, String name, Set<ZoneId> addressZones);

  /// @param numberZones what the number says of its zones; empty if nothing
  PhoneId phone(CampaignId campaign, PhoneNumber number, Set<ZoneId> numberZones);

  void link(CampaignId campaign, VoterId voter, PhoneId phone, int score);

  void target(CampaignId campaign, ProjectId project, VoterId voter);

  /// Whether a targeted voter needs no further call, as saved.
  boolean isDone(CampaignId campaign, ProjectId project, VoterId voter);
}
