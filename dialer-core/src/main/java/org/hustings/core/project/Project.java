package org.hustings.core.project;

import static java.util.Objects.requireNonNull;

import org.hustings.core.id.CampaignId;
import org.hustings.core.id.ProjectId;

/// One calling effort.
///
/// @param version counts edits; an edit that names another version is refused (HTTP If-Match)
public record Project(
    ProjectId id,
    CampaignId campaign,
    String name,
    Status status,
    ProjectSettings settings,
    long version) {
  public Project {
    requireNonNull(id, "id");
    requireNonNull(campaign, "campaign");
    requireNonNull(name, "name");
    requireNonNull(status, "status");
    requireNonNull(settings, "settings");
  }

  /// Whether the project is being worked on at all (R3).
  public enum Status {
    ACTIVE,
    PAUSED,
    ARCHIVED
  }
}
