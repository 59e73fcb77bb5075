package org.hustings.core.queue;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.VoterId;
import org.hustings.core.queue.Household.PhoneFile;
import org.hustings.core.queue.Household.Resident;
import org.hustings.core.voter.Link;
import org.hustings.core.voter.ZoneUnion;
import org.jspecify.annotations.Nullable;

/// A household arranged for looking things up, with its wrong-number flags as the facts have them.
final class Census {
  /// R2: best score first, ties to the lower phone id.
  private static final Comparator<Link> BEST_FIRST =
      comparingInt(Link::score).reversed().thenComparing(Link::phone);

  private final Map<PhoneId, PhoneFile> files = new LinkedHashMap<>();
  private final Map<PhoneId, History> histories = new LinkedHashMap<>();
  private final Map<VoterId, Resident> residents = new LinkedHashMap<>();
  private final Map<VoterId, List<Link>> linksOf = new LinkedHashMap<>();
  private final Map<PhoneId, List<Link>> linksAt = new LinkedHashMap<>();

  Census(Household household) {
    household.phones().stream()
        .sorted(comparing(PhoneFile::id))
        .forEach(file -> {
          files.put(file.id(), file);
          histories.put(file.id(), History.of(file.facts()));
        });
    household.residents().stream()
        .sorted(comparing(Resident::id))
        .forEach(resident -> residents.put(resident.id(), resident));
    household.links().stream()
        .map(link -> link.flaggedWrong(history(link.phone()).wrongFor().contains(link.voter())))
        .sorted(BEST_FIRST)
        .forEach(link -> {
          linksOf.computeIfAbsent(link.voter(), _ -> new ArrayList<>()).add(link);
          linksAt.computeIfAbsent(link.phone(), _ -> new ArrayList<>()).add(link);
        });
  }

  Collection<PhoneFile> files() {
    return files.values();
  }

  Collection<Resident> residents() {
    return residents.values();
  }

  PhoneFile file(PhoneId phone) {
    return require(files.get(phone), phone);
  }

  History history(PhoneId phone) {
    return require(histories.get(phone), phone);
  }

  Standing standing(PhoneId phone) {
    return history(phone).standing();
  }

  List<Link> linksAt(PhoneId phone) {
    return linksAt.getOrDefault(phone, List.of());
  }

  /// A voter's links that are not flagged wrong, best first (R2).
  List<Link> rightLinksOf(VoterId voter) {
    return linksOf.getOrDefault(voter, List.of()).stream().filter(link -> !link.wrong()).toList();
  }

  /// Who is targeted in the project at this number, wrong-number flags respected.
  List<VoterId> targetedAt(PhoneId phone, ProjectId project) {
    return linksAt(phone).stream()
        .filter(link -> !link.wrong())
        .map(Link::voter)
        .filter(voter -> resident(voter).targetedIn().contains(project))
        .toList();
  }

  /// R7.
  Set<ZoneId> zonesOf(PhoneId phone) {
    List<Set<ZoneId>> addresses =
        linksAt(phone).stream()
            .filter(link -> !link.wrong())
            .map(link -> resident(link.voter()).addressZones())
            .toList();
    return ZoneUnion.of(file(phone).numberZones(), addresses);
  }

  private Resident resident(VoterId voter) {
    return require(residents.get(voter), voter);
  }

  private static <T> T require(@Nullable T found, Object id) {
    if (found == null) {
      throw new IllegalStateException("the household was read incompletely: it lacks " + id);
    }
    return found;
  }
}
