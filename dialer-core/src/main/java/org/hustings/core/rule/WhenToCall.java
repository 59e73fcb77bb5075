package org.hustings.core.rule;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.hustings.core.id.CampaignId;
import org.hustings.core.project.Project;
import org.hustings.core.project.ProjectSettings.UnknownZones;
import org.hustings.core.queue.QueueStore.Openings;

/// The calendar of the rules: a project's calling hours and the legal window in every zone that a
/// number may be in, taken together (R6, R7, R18).
public final class WhenToCall {
  /// Hours and window that do not meet within this time are taken to never meet. It spans a closed
  /// season, and every change of the clocks of a year.
  private static final Duration HORIZON = Duration.ofDays(370);

  private final Function<CampaignId, Set<ZoneId>> countryOf;

  /// @param countryOf every zone of the campaign's country ([org.hustings.core.voter.RegionZones]),
  ///   for numbers that say nothing of where they are; empty where that is not known, either
  public WhenToCall(Function<CampaignId, Set<ZoneId>> countryOf) {
    this.countryOf = requireNonNull(countryOf, "countryOf");
  }

  /// Whether the project may call a number in these zones now, as far as time goes.
  public boolean isOpen(Project project, Set<ZoneId> zones, Instant now) {
    return project.settings().hours().isOpen(now) && zonesOpen(project, zones, now);
  }

  /// Whether the legal window is open in all of these zones; the empty set stands for unknown
  /// zones.
  public boolean zonesOpen(Project project, Set<ZoneId> zones, Instant now) {
    Collection<ZoneId> judged = zonesToJudge(project, zones);
    return !judged.isEmpty() && project.settings().legalWindow().isOpen(now, judged);
  }

  /// The same as a filter for the claim.
  public Predicate<Set<ZoneId>> zonesOpen(Project project, Instant now) {
    return zones -> zonesOpen(project, zones, now);
  }

  /// The first moment, not before `from`, at which the project may call a number in these zones;
  /// empty if there is none.
  public Optional<Instant> nextPossible(Project project, Set<ZoneId> zones, Instant from) {
    Collection<ZoneId> judged = zonesToJudge(project, zones);
    if (judged.isEmpty()) {
      return Optional.empty();
    }
    Instant at = from;
    while (!at.isAfter(from.plus(HORIZON))) {
      Optional<Instant> hours = project.settings().hours().nextOpening(at);
      Optional<Instant> both =
          hours.flatMap(open -> project.settings().legalWindow().nextOpening(open, judged));
      if (both.isEmpty() || both.equals(hours)) {
        return both;
      }
      at = both.get();
    }
    return Optional.empty();
  }

  /// Checks the time of a call-back (R18).
  public CallBackTime callBackAt(Project project, Set<ZoneId> zones, Instant at, Instant now) {
    if (at.isAfter(now) && isOpen(project, zones, at)) {
      return new CallBackTime.Possible(at);
    }
    return new CallBackTime.NotThen(nextPossible(project, zones, at.isAfter(now) ? at : now));
  }

  /// What a store needs to know to explain a queue.
  public Openings openings(Project project, Instant now) {
    return new Openings() {
      @Override
      public boolean projectOpen() {
        return project.settings().hours().isOpen(now);
      }

      @Override
      public boolean zonesOpen(Set<ZoneId> zones) {
        return WhenToCall.this.zonesOpen(project, zones, now);
      }

      @Override
      public Optional<Instant> nextPossible(Set<ZoneId> zones, Instant from) {
        return WhenToCall.this.nextPossible(project, zones, from);
      }
    };
  }

  /// The zones that count: those known, or where nothing is known what the project says.
  private Collection<ZoneId> zonesToJudge(Project project, Set<ZoneId> zones) {
    if (!zones.isEmpty()) {
      return zones;
    }
    UnknownZones unknown = project.settings().unknownZones();
    return switch (unknown) {
      case NARROWEST_WINDOW -> countryOf.apply(project.campaign());
      case NOT_CALLABLE -> Set.of();
    };
  }

  /// The answer to a time for a call-back.
  public sealed interface CallBackTime {
    record Possible(Instant at) implements CallBackTime {}

    /// @param next the next possible time, if there is one
    record NotThen(Optional<Instant> next) implements CallBackTime {}
  }
}
