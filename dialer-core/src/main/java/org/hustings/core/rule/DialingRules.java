package org.hustings.core.rule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hustings.core.project.Project;
import org.hustings.core.queue.Candidate;
import org.hustings.core.queue.EntryState.Out;
import org.hustings.core.queue.Hold;
import org.hustings.core.queue.Position;
import org.hustings.core.queue.Standing;
import org.hustings.core.rule.Rule.Finding;
import org.hustings.core.voter.PhoneStatus;

/// The rules of dialing, one function each. To add one: write it, give it its place in
/// [#inOrder()], and a [Reason].
final class DialingRules {
  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("EEEE d MMMM, HH:mm z", Locale.ENGLISH);

  private final WhenToCall whenToCall;

  DialingRules(WhenToCall whenToCall) {
    this.whenToCall = whenToCall;
  }

  /// What cannot change by waiting comes first; then what a moment can change.
  List<Rule> inOrder() {
    return List.of(
        this::volunteerMayWorkOnTheProject,
        this::projectIsActive,
        this::nobodyAskedNotToBeCalled,
        this::numberIsNotDone,
        this::lastCallIsResolved,
        this::attemptsAreLeft,
        this::standsForSomebody,
        this::nobodyElseHoldsTheNumber,
        this::noOtherProjectCalledLately,
        this::restIsOver,
        this::callBackIsNotKeptForAnother,
        this::projectIsOpen,
        this::legalWindowIsOpenEverywhere);
  }

  /// R10.
  private Finding volunteerMayWorkOnTheProject(Case question) {
    boolean admitted =
        question.project().campaign().equals(question.volunteer().campaign())
            && question.project().settings().access().admits(question.volunteer());
    return new Judged("R10", Map.of("volunteer", question.volunteer().id().toString()))
        .allowIf(admitted)
        .orRefuse(Reason.NO_SUCH_PROJECT, "There is no such project. Choose another one.");
  }

  /// R3.
  private Finding projectIsActive(Case question) {
    Project.Status status = question.project().status();
    return new Judged("R3", Map.of("project", status.name()))
        .allowIf(status == Project.Status.ACTIVE)
        .orRefuse(
            Reason.PROJECT_NOT_ACTIVE,
            "This project is not being called now. Choose another one, or ask a manager.");
  }

  /// R17.
  private Finding nobodyAskedNotToBeCalled(Case question) {
    boolean listed = question.candidate().listedDoNotCall();
    PhoneStatus status = standing(question).status();
    return new Judged("R17", Map.of("listed", Boolean.toString(listed), "status", status.name()))
        .allowIf(
            !listed
                && status != PhoneStatus.DO_NOT_CALL
                && !isOut(question, Out.Reason.DO_NOT_CALL))
        .orRefuse(
            Reason.DO_NOT_CALL, "This number has asked not to be called. Ask for the next one.");
  }

  /// R11–R13.
  private Finding numberIsNotDone(Case question) {
    PhoneStatus status = standing(question).status();
    boolean done =
        switch (status) {
          case COMPLETED, VOICEMAIL_LEFT, REFUSED -> true;
          case ACTIVE, DO_NOT_CALL, UNRESOLVED -> false;
        };
    return new Judged("R11", Map.of("status", status.name()))
        .allowIf(!done && !isOut(question, Out.Reason.DONE))
        .orRefuse(
            Reason.DONE, "Nobody at this number needs a call any more. Ask for the next one.");
  }

  /// R20.
  private Finding lastCallIsResolved(Case question) {
    PhoneStatus status = standing(question).status();
    return new Judged("R20", Map.of("status", status.name()))
        .allowIf(status != PhoneStatus.UNRESOLVED && !isOut(question, Out.Reason.UNRESOLVED))
        .orRefuse(
            Reason.UNRESOLVED,
            "Somebody answered here, and nobody has said yet how it went. Ask for the next one.");
  }

  /// R19.
  private Finding attemptsAreLeft(Case question) {
    int attempts = standing(question).attempts();
    int limit = question.project().settings().attemptLimit();
    return new Judged(
            "R19", Map.of("attempts", Integer.toString(attempts), "limit", Integer.toString(limit)))
        .allowIf(attempts < limit && !isOut(question, Out.Reason.LIMIT))
        .orRefuse(Reason.LIMIT, "This number was tried often enough. Ask for the next one.");
  }

  /// R2, R16.
  private Finding standsForSomebody(Case question) {
    return new Judged("R2", Map.of())
        .allowIf(!isOut(question, Out.Reason.NOBODY))
        .orRefuse(
            Reason.STANDS_FOR_NOBODY,
            "Nobody is to be reached at this number any more. Ask for the next one.");
  }

  /// R4.
  private Finding nobodyElseHoldsTheNumber(Case question) {
    Candidate candidate = question.candidate();
    boolean free =
        question.ours().isPresent()
            ? candidate.hold().map(Hold::number).equals(question.ours().map(Hold::number))
            : candidate.hold().isEmpty();
    return new Judged(
            "R4",
            Map.of(
                "hold",
                candidate.hold().map(hold -> Long.toString(hold.number())).orElse("none"),
                "attemptOpen",
                Boolean.toString(candidate.attemptOpen())))
        .allowIf(free && !candidate.attemptOpen())
        .orRefuse(Reason.HELD, "Somebody else has this number just now. Ask for the next one.");
  }

  /// R9. A call-back is never suppressed (R18).
  private Finding noOtherProjectCalledLately(Case question) {
    Duration suppression = question.project().settings().suppression();
    Optional<Instant> calledAt = question.candidate().lastCalledElsewhereAt();
    Optional<Instant> until = calledAt.map(at -> at.plus(suppression));
    boolean callBack = standing(question).callBackIn(question.project().id()).isPresent();
    return new Judged(
            "R9",
            Map.of(
                "calledElsewhereAt",
                text(calledAt),
                "suppression",
                suppression.toString(),
                "callBack",
                Boolean.toString(callBack)))
        .allowIf(callBack || until.filter(question.now()::isBefore).isEmpty())
        .orRefuse(
            Reason.SUPPRESSED,
            "Another project called this number a short while ago. Ask for the next one.",
            next(question, until));
  }

  /// R14, R18.
  private Finding restIsOver(Case question) {
    Optional<Instant> notBefore = standing(question).notBefore();
    return new Judged("R14", Map.of("notBefore", text(notBefore)))
        .allowIf(notBefore.filter(question.now()::isBefore).isEmpty())
        .orRefuse(
            Reason.WAITING,
            "This number is not to be called before its time. Ask for the next one.",
            next(question, notBefore));
  }

  /// R18.
  private Finding callBackIsNotKeptForAnother(Case question) {
    Optional<Standing.Promise> kept =
        standing(question)
            .callBackIn(question.project().id())
            .filter(promise -> !promise.by().equals(question.volunteer().id()));
    Optional<Instant> until = kept.map(promise -> promise.dueAt().plus(Position.KEPT_FOR_PROMISER));
    return new Judged("R18", Map.of("keptUntil", text(until)))
        .allowIf(until.filter(question.now()::isBefore).isEmpty())
        .orRefuse(
            Reason.KEPT_FOR_ANOTHER,
            "Another volunteer promised to call here and still has time to. Ask for the next one.",
            next(question, until));
  }

  /// R6.
  private Finding projectIsOpen(Case question) {
    Optional<Instant> opensAt = question.project().settings().hours().nextOpening(question.now());
    ZoneId zone = question.project().settings().hours().zone();
    return new Judged("R6", Map.of("zone", zone.getId(), "opensAt", text(opensAt)))
        .allowIf(opensAt.filter(question.now()::equals).isPresent())
        .orRefuse(
            Reason.OUTSIDE_HOURS,
            opensAt
                .map(at -> "This project is closed. It opens on " + local(at, zone) + ".")
                .orElse("This project is closed and has no further calling hours."),
            next(question, opensAt));
  }

  /// R7.
  private Finding legalWindowIsOpenEverywhere(Case question) {
    Candidate candidate = question.candidate();
    Project project = question.project();
    return new Judged(
            "R7",
            Map.of(
                "zones",
                candidate.zones().isEmpty()
                    ? "unknown: " + project.settings().unknownZones()
                    : candidate.zones().stream()
                        .map(ZoneId::getId)
                        .sorted()
                        .collect(Collectors.joining(" ")),
                "window",
                project.settings().legalWindow().opensAt()
                    + "–"
                    + project.settings().legalWindow().closesAt()))
        .allowIf(whenToCall.zonesOpen(project, candidate.zones(), question.now()))
        .orRefuse(
            Reason.OUTSIDE_LEGAL_WINDOW,
            "It is too early or too late in the day where this number may be. Ask for the next one.",
            next(question, Optional.of(question.now())));
  }

  private static Standing standing(Case question) {
    return question.candidate().standing();
  }

  private static boolean isOut(Case question, Out.Reason reason) {
    return question.candidate().state() instanceof Out out && out.reason() == reason;
  }

  /// When time has lifted this refusal and lets the project call, too.
  private Optional<Instant> next(Case question, Optional<Instant> lifted) {
    return lifted.flatMap(
        at -> whenToCall.nextPossible(question.project(), question.candidate().zones(), at));
  }

  private static String local(Instant at, ZoneId zone) {
    return DAY_AND_TIME.format(at.atZone(zone));
  }

  private static String text(Optional<Instant> at) {
    return at.map(Instant::toString).orElse("none");
  }

  /// A rule with its data, about to say yes or no.
  private record Judged(String rule, Map<String, String> data) {
    Answer allowIf(boolean allowed) {
      return new Answer(this, allowed);
    }
  }

  private record Answer(Judged judged, boolean allowed) {
    Finding orRefuse(Reason reason, String sentence) {
      return orRefuse(reason, sentence, Optional.empty());
    }

    Finding orRefuse(Reason reason, String sentence, Optional<Instant> next) {
      return allowed
          ? new Finding.Allowed(judged.rule(), judged.data())
          : new Finding.Refused(judged.rule(), reason, sentence, next, judged.data());
    }
  }
}
