package org.hustings.core.queue;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.hustings.core.disposition.Fact.Attempted;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.VoterId;
import org.hustings.core.queue.Household.PhoneFile;
import org.hustings.core.queue.Household.Resident;

/// Who needs no further call, by project: the column "action on the voters" of the rules' table
/// (R11–R13, R17).
final class DoneVoters {
  private final Census census;
  private final Map<ProjectId, Set<VoterId>> reached = new HashMap<>();
  private final Set<VoterId> refused = new HashSet<>();

  private DoneVoters(Census census) {
    this.census = census;
  }

  /// @return for each of `projects` those of its targeted residents who are done
  static Map<ProjectId, Set<VoterId>> of(Census census, Collection<ProjectId> projects) {
    DoneVoters done = new DoneVoters(census);
    for (PhoneFile file : census.files()) {
      census.history(file.id()).current().forEach(attempt -> done.add(file, attempt));
    }
    Map<ProjectId, Set<VoterId>> byProject = new HashMap<>();
    projects.forEach(project -> byProject.put(project, done.in(project)));
    return byProject;
  }

  private void add(PhoneFile file, Attempted attempt) {
    switch (attempt.action()) {
      case SUCCESSFUL -> reachedIn(attempt.project()).addAll(spokenWith(file, attempt));
      // R12: a message has no addressee of its own.
      case VOICEMAIL ->
          reachedIn(attempt.project()).addAll(census.targetedAt(file.id(), attempt.project()));
      case REFUSED, DO_NOT_CALL -> refused.addAll(spokenWith(file, attempt));
      case BUSY, NO_ANSWER, FAILED, WRONG_NUMBER, CALL_BACK, UNRESOLVED, NOT_PLACED -> {
        // Nobody was spoken with to the end.
      }
    }
  }

  private Collection<VoterId> spokenWith(PhoneFile file, Attempted attempt) {
    return attempt.reached().isEmpty()
        ? census.targetedAt(file.id(), attempt.project())
        : attempt.reached();
  }

  private Set<VoterId> reachedIn(ProjectId project) {
    return reached.computeIfAbsent(project, _ -> new HashSet<>());
  }

  private Set<VoterId> in(ProjectId project) {
    Set<VoterId> done = new HashSet<>();
    for (Resident resident : census.residents()) {
      VoterId voter = resident.id();
      if (resident.targetedIn().contains(project)
          && (refused.contains(voter) || reached.getOrDefault(project, Set.of()).contains(voter))) {
        done.add(voter);
      }
    }
    return done;
  }
}
