package org.hustings.server.shift;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.hustings.core.disposition.Fact;
import org.hustings.core.disposition.Fact.Attempted;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.VoterId;
import org.hustings.core.project.Project;
import org.hustings.core.project.ProjectSettings;
import org.hustings.core.queue.Household;
import org.hustings.core.queue.Household.PhoneFile;
import org.hustings.core.queue.Ruling;
import org.hustings.core.queue.Ruling.Place;
import org.hustings.core.queue.Settlement;

/// Settlements that get a rule wrong: by misreading what happened, or by changing what follows.
final class Planted {
  private static final Settlement RIGHT = Settlement.byTheRules();

  private Planted() {}

  /// Every attempt is taken for another one.
  static Settlement misreading(UnaryOperator<Attempted> mistake) {
    return misreadingHistories(facts ->
        facts.stream()
            .<Fact>map(fact ->
                switch (fact) {
                  case Attempted attempted -> mistake.apply(attempted);
                  case Fact.Reopened reopened -> reopened;
                })
            .toList());
  }

  static Settlement misreadingHistories(UnaryOperator<List<Fact>> mistake) {
    return (household, now) -> RIGHT.settle(withFacts(household, mistake), now);
  }

  static Household withFacts(Household household, UnaryOperator<List<Fact>> change) {
    List<PhoneFile> files =
        household.phones().stream()
            .map(file ->
                new PhoneFile(
                    file.id(),
                    file.numberZones(),
                    file.listedDoNotCall(),
                    change.apply(file.facts()),
                    file.entries()))
            .toList();
    return new Household(
        household.phone(), files, household.residents(), household.links(), household.projects());
  }

  /// The projects' settings are taken for others.
  static Settlement misreadingSettings(UnaryOperator<ProjectSettings> mistake) {
    return (household, now) -> {
      Map<ProjectId, Project> projects = new HashMap<>();
      household.projects().forEach((id, project) -> projects.put(id, with(project, mistake)));
      return RIGHT.settle(
          new Household(
              household.phone(),
              household.phones(),
              household.residents(),
              household.links(),
              projects),
          now);
    };
  }

  private static Project with(Project project, UnaryOperator<ProjectSettings> mistake) {
    return new Project(
        project.id(),
        project.campaign(),
        project.name(),
        project.status(),
        mistake.apply(project.settings()),
        project.version());
  }

  /// Entries are put at other places than the rules say.
  static Settlement misplacing(UnaryOperator<Place> mistake) {
    return (household, now) -> {
      Ruling ruling = RIGHT.settle(household, now);
      return new Ruling(
          ruling.standings(),
          ruling.zones(),
          ruling.links(),
          ruling.done(),
          ruling.places().stream().map(mistake).toList());
    };
  }

  /// Each project is settled by a history of its own.
  static Settlement misreadingIn(BiFunction<ProjectId, Attempted, Attempted> mistake) {
    return (household, now) -> {
      Ruling right = RIGHT.settle(household, now);
      Map<ProjectId, Set<VoterId>> done = new HashMap<>();
      List<Place> places = new ArrayList<>();
      for (ProjectId project : household.projects().keySet()) {
        Ruling wrong =
            misreading(attempted -> mistake.apply(project, attempted)).settle(household, now);
        done.put(project, wrong.done().getOrDefault(project, Set.of()));
        wrong.places().stream()
            .filter(place -> place.project().equals(project))
            .forEach(places::add);
      }
      return new Ruling(right.standings(), right.zones(), right.links(), done, places);
    };
  }
}
