package org.hustings.core.dialing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hustings.core.attempt.Attempt;
import org.hustings.core.attempt.AttemptStore.File;
import org.hustings.core.dialing.Dispose.Outcome.Refused;
import org.hustings.core.dialing.Transactions.Stores;
import org.hustings.core.disposition.Action;
import org.hustings.core.disposition.Addition;
import org.hustings.core.disposition.Disposition;
import org.hustings.core.disposition.Disposition.SurveyAnswer;
import org.hustings.core.id.VoterId;
import org.hustings.core.project.ProjectSettings;
import org.hustings.core.queue.Candidate;
import org.hustings.core.rule.WhenToCall;
import org.hustings.core.rule.WhenToCall.CallBackTime;
import org.hustings.core.telephony.LegEnd.Outcome;

/// Whether what somebody says of an attempt can be: before it is written, for nothing is half
/// written.
final class DispositionCheck {
  private final WhenToCall whenToCall;

  DispositionCheck(WhenToCall whenToCall) {
    this.whenToCall = whenToCall;
  }

  Optional<Refused> problemWith(Stores stores, File file, Disposition disposition, Instant now) {
    ProjectSettings settings = file.project().settings();
    return Stream.<Optional<Refused>>of(
            code(settings, disposition),
            people(file.voters(), disposition),
            wrongNumber(file.attempt(), disposition),
            answers(settings, disposition),
            callBack(stores, file, disposition, now))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /// A standard action under its own name, or one of the project's own.
  private static Optional<Refused> code(ProjectSettings settings, Disposition disposition) {
    Action action = disposition.action();
    boolean known =
        switch (action) {
          case UNRESOLVED, NOT_PLACED -> false;
          case SUCCESSFUL,
              VOICEMAIL,
              REFUSED,
              BUSY,
              NO_ANSWER,
              FAILED,
              WRONG_NUMBER,
              DO_NOT_CALL,
              CALL_BACK ->
              disposition.code().equals(action.name())
                  || settings.dispositions().stream()
                      .anyMatch(
                          own -> own.code().equals(disposition.code()) && own.action() == action);
        };
    return known
        ? Optional.empty()
        : refused("unknown-disposition", "This project has no such outcome. Choose another one.");
  }

  private static Optional<Refused> people(Set<VoterId> there, Disposition disposition) {
    boolean strangers =
        Stream.of(
                disposition.reached().stream(),
                disposition.wrongNumberFor().stream(),
                disposition.notes().keySet().stream(),
                disposition.answers().stream().map(SurveyAnswer::voter),
                disposition.additions().stream().map(Addition::voter))
            .flatMap(people -> people)
            .anyMatch(voter -> !there.contains(voter));
    return strangers
        ? refused("unknown-voter", "Somebody named here does not belong to this number.")
        : Optional.empty();
  }

  /// Wrong-number flags need somebody who said so (R16). Of a call by hand, or one whose end is not
  /// known, only the volunteer knows.
  private static Optional<Refused> wrongNumber(Attempt attempt, Disposition disposition) {
    boolean unanswered =
        attempt.leg().isPresent()
            && attempt.progress().answeredAt().isEmpty()
            && attempt.end().filter(end -> end.outcome() != Outcome.ANSWERED).isPresent();
    return unanswered
            && !disposition.wrongNumberFor().isEmpty()
            && disposition.action() != Action.WRONG_NUMBER
        ? refused(
            "nobody-said-so",
            "Nobody answered, so nobody can have said that the number is wrong."
                + " If an announcement said so, choose the outcome for a wrong number.")
        : Optional.empty();
  }

  private static Optional<Refused> answers(ProjectSettings settings, Disposition disposition) {
    List<String> problems = settings.survey().problemsWith(disposition.answers());
    return problems.isEmpty()
        ? Optional.empty()
        : refused("survey-answer", String.join("; ", problems));
  }

  /// R18: a time outside the hours is refused with the next possible one.
  private Optional<Refused> callBack(
      Stores stores, File file, Disposition disposition, Instant now) {
    if (disposition.callBackAt().isEmpty()) {
      return Optional.empty();
    }
    Candidate candidate = stores.queue().candidate(file.attempt().entry()).orElseThrow();
    CallBackTime answer =
        whenToCall.callBackAt(
            file.project(), candidate.zones(), disposition.callBackAt().get(), now);
    return switch (answer) {
      case CallBackTime.Possible _ -> Optional.empty();
      case CallBackTime.NotThen(Optional<Instant> next) ->
          Optional.of(
              new Refused(
                  "call-back-time",
                  next.isPresent()
                      ? "Nobody may be called at that time. Offer the next possible one."
                      : "There is no time left at which this number may be called.",
                  next));
    };
  }

  private static Optional<Refused> refused(String code, String sentence) {
    return Optional.of(new Refused(code, sentence, Optional.empty()));
  }
}
