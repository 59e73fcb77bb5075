package org.hustings.core.queue;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
/// ```
///  phone ── its voters ── their numbers ── the voters there ── their numbers
///  └────────── ruled, locked ─────────┘   └──────────── only read ─────────┘
/// ```
///
/// A fact at `phone` can only move its own voters, and those only among their own numbers: these
/// numbers are *ruled*, and the ruling is complete for them. Who else is queued by a ruled number,
/// and at what score, is only known from all numbers of everybody there; so these are read, too.
/// More than that does no harm.
///
/// @param phone the number that something happened to
/// @param phones the files of all numbers of `residents`, and of `phone` itself
/// @param residents all voters linked to any ruled number
/// @param links all links of `residents`
/// @param projects every project in which any resident is targeted or a ruled number has an entry
public record Household(
    PhoneId phone,
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

  /// The numbers that a ruling decides about: `phone` and every number of its voters.
  public Set<PhoneId> ruled() {
    Set<VoterId> voters =
        links.stream()
            .filter(link -> link.phone().equals(phone))
            .map(Link::voter)
            .collect(Collectors.toSet());
    Set<PhoneId> ruled = new TreeSet<>(Set.of(phone));
    links.stream()
        .filter(link -> voters.contains(link.voter()))
        .map(Link::phone)
        .forEach(ruled::add);
    return ruled;
  }

  /// A number as the database holds it.
  ///
  /// @param numberZones what the number itself says of its zones; empty if nothing
  /// @param listedDoNotCall whether the campaign's do-not-call list holds it for another reason
  ///   than its own facts (R17): what its own `DO_NOT_CALL` put there must not outlive a correction
  ///   of it
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
