package org.hustings.core.queue;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hustings.core.disposition.Fact;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.VoterId;
import org.hustings.core.project.Project;
import org.hustings.core.voter.Link;

/// All that the rules need to decide about one number and the people behind it: the number, its
/// voters, and the other numbers of those voters, since an outcome on one can bring another into
/// the queue (R2, R13, R16). Read under lock, phones in the order of their ids.
///
/// @param phones the files of all phones concerned
/// @param residents all voters linked to any of them by `links`
/// @param links all links of `residents`
/// @param projects every project in which any resident is targeted
public record Household(
    List<PhoneFile> phones,
    List<Resident> residents,
    List<Link> links,
    Map<ProjectId, Project> projects) {
  public Household {
    phones = List.copyOf(phones);
    residents = List.copyOf(residents);
    links = List.copyOf(links);
    projects = Map.copyOf(projects);
  }

  /// A number as the database holds it.
  ///
  /// @param numberZones what the number itself says of its zones; empty if nothing
  /// @param listedDoNotCall whether the campaign's do-not-call list holds it (R17)
  /// @param facts valid facts in the order of their time
  /// @param entries its entries, at most one a project
  public record PhoneFile(
      PhoneId id,
      Set<ZoneId> numberZones,
      boolean listedDoNotCall,
      List<Fact> facts,
      List<Entry> entries) {
    public PhoneFile {
      numberZones = Set.copyOf(numberZones);
      facts = List.copyOf(facts);
      entries = List.copyOf(entries);
    }

    public Optional<Entry> entryIn(ProjectId project) {
      return entries.stream().filter(entry -> entry.project().equals(project)).findFirst();
    }
  }

  /// A voter of the household.
  ///
  /// @param addressZones what the address decides (R7); empty if it decides nothing
  /// @param targetedIn projects that want to reach this voter
  public record Resident(VoterId id, Set<ZoneId> addressZones, Set<ProjectId> targetedIn) {
    public Resident {
      addressZones = Set.copyOf(addressZones);
      targetedIn = Set.copyOf(targetedIn);
    }
  }
}
