package org.hustings.core.project;

import java.util.List;
import java.util.Optional;
import org.hustings.core.edit.Saved;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;

/// Projects as managers keep them; each call is a transaction of its own.
public interface ManagedProjects {

  Saved<Project> add(CampaignId campaign, Draft draft);

  Optional<Project> find(CampaignId campaign, ProjectId project);

  List<Project> all(CampaignId campaign);

  Saved<Project> change(CampaignId campaign, ProjectId project, long version, Draft draft);

  /// Numbers with an entry in the project, in the order of ids, from the one after `after`: what is
  /// to be ruled on anew when a setting changes that moves entries.
  List<PhoneId> phonesOf(CampaignId campaign, ProjectId project, long after, int atMost);

  /// How far a project has come with its voters.
  Reach reach(CampaignId campaign, ProjectId project);

  /// @param voters whom the project wants to reach
  /// @param done those with whom it is done
  record Reach(long voters, long done) {}

  /// All of a project that is edited.
  record Draft(String name, Project.Status status, ProjectSettings settings) {}
}
