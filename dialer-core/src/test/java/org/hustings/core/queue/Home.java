package org.hustings.core.queue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hustings.core.contract.Settings;
import org.hustings.core.disposition.Fact;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.EntryId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.VoterId;
import org.hustings.core.project.Project;
import org.hustings.core.queue.Household.PhoneFile;
import org.hustings.core.queue.Household.Resident;
import org.hustings.core.queue.Ruling.Place;
import org.hustings.core.voter.Link;

/// A household under construction, and the ruling on it. People and numbers are named by small
/// numbers of their own.
final class Home {
  static final ZoneId NEW_YORK = Settings.NEW_YORK;

  private final PhoneId center;
  private final Map<Long, Facts> facts = new HashMap<>();
  private final Map<Long, List<Entry>> entries = new HashMap<>();
  private final Map<Long, Set<ProjectId>> targets = new HashMap<>();
  private final Map<Long, Set<ZoneId>> addresses = new HashMap<>();
  private final Set<Long> listed = new HashSet<>();
  private final List<Link> links = new ArrayList<>();
  private final Map<ProjectId, Project> projects = new HashMap<>();

  private Home(long phone) {
    center = new PhoneId(phone);
  }

  static Home around(long phone) {
    return new Home(phone);
  }

  Home project(long project, Settings settings) {
    ProjectId id = new ProjectId(project);
    projects.put(
        id,
        new Project(
            id, new CampaignId(1), "P" + project, Project.Status.ACTIVE, settings.build(), 1));
    return this;
  }

  Home project(long project) {
    return project(project, Settings.byDefault());
  }

  Home link(long voter, long phone, int score) {
    links.add(new Link(new VoterId(voter), new PhoneId(phone), score, "test", false));
    return this;
  }

  /// A flag as an earlier ruling left it.
  Home wronglyFlaggedLink(long voter, long phone, int score) {
    links.add(new Link(new VoterId(voter), new PhoneId(phone), score, "test", true));
    return this;
  }

  Home lives(long voter, ZoneId... zones) {
    addresses.put(voter, Set.of(zones));
    return this;
  }

  Home target(long project, long... voters) {
    for (long voter : voters) {
      targets.computeIfAbsent(voter, _ -> new HashSet<>()).add(new ProjectId(project));
    }
    return this;
  }

  Home happened(long phone, Facts what) {
    facts.put(phone, what);
    return this;
  }

  Home listed(long phone) {
    listed.add(phone);
    return this;
  }

  Home entry(long phone, long project) {
    return entry(phone, project, Optional.empty());
  }

  Home skipped(long phone, long project, Instant at) {
    return entry(phone, project, Optional.of(at));
  }

  private Home entry(long phone, long project, Optional<Instant> skippedAt) {
    entries
        .computeIfAbsent(phone, _ -> new ArrayList<>())
        .add(
            new Entry(
                new EntryId(100 * phone + project),
                new ProjectId(project),
                new PhoneId(phone),
                new EntryState.Ready(new Position.Fresh(0)),
                skippedAt));
    return this;
  }

  Household household() {
    Set<Long> phones = new HashSet<>(Set.of(center.value()));
    Set<Long> voters = new HashSet<>();
    links.forEach(link -> {
      phones.add(link.phone().value());
      voters.add(link.voter().value());
    });
    return new Household(
        center,
        phones.stream().map(this::file).toList(),
        voters.stream().map(this::resident).toList(),
        links,
        projects);
  }

  private PhoneFile file(long phone) {
    List<Fact> happened = facts.getOrDefault(phone, new Facts()).list();
    return new PhoneFile(
        new PhoneId(phone),
        Set.of(NEW_YORK),
        listed.contains(phone),
        happened,
        entries.getOrDefault(phone, List.of()));
  }

  private Resident resident(long voter) {
    return new Resident(
        new VoterId(voter),
        addresses.getOrDefault(voter, Set.of()),
        targets.getOrDefault(voter, Set.of()));
  }

  Ruled at(Instant now) {
    return new Ruled(Settlement.byTheRules().settle(household(), now));
  }

  /// After everything that happened.
  Ruled later() {
    return at(Facts.START.plus(Duration.ofDays(365)));
  }

  /// A ruling, to be asked.
  record Ruled(Ruling ruling) {

    Optional<Place> place(long phone, long project) {
      return ruling.places().stream()
          .filter(place -> place.phone().equals(new PhoneId(phone)))
          .filter(place -> place.project().equals(new ProjectId(project)))
          .findFirst();
    }

    EntryState state(long phone, long project) {
      return place(phone, project).orElseThrow().state();
    }

    Optional<EntryState.Out.Reason> out(long phone, long project) {
      return state(phone, project) instanceof EntryState.Out out
          ? Optional.of(out.reason())
          : Optional.empty();
    }

    List<Long> standsFor(long phone, long project) {
      return place(phone, project).stream()
          .flatMap(place -> place.standsFor().stream())
          .map(VoterId::value)
          .sorted()
          .toList();
    }

    List<Long> done(long project) {
      return ruling.done().getOrDefault(new ProjectId(project), Set.of()).stream()
          .map(VoterId::value)
          .sorted()
          .toList();
    }
  }
}
