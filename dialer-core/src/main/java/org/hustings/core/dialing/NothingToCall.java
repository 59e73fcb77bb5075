package org.hustings.core.dialing;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.hustings.core.call.Notice;
import org.hustings.core.dialing.PresentNext.Answer;
import org.hustings.core.project.Project;
import org.hustings.core.queue.Explanation;
import org.hustings.core.queue.Explanation.Blocked;
import org.hustings.core.session.Refusal;

/// Says in a sentence why there is no number.
final class NothingToCall {
  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("EEEE d MMMM, HH:mm z", Locale.ENGLISH);

  private NothingToCall() {}

  /// The same for a project that does not exist and for one without access (R10).
  static Answer.Nothing noSuchProject() {
    return new Answer.Nothing(Optional.empty(), Refusal.UNKNOWN_PROJECT.notice());
  }

  static Answer.Nothing because(Project project, Explanation why) {
    return new Answer.Nothing(Optional.of(why), notice(project, why));
  }

  private static Notice notice(Project project, Explanation why) {
    if (project.status() != Project.Status.ACTIVE) {
      return new Notice(
          "project-not-active",
          "This project is not being called now. Choose another one, or ask a manager.");
    }
    Notice reason =
        project.settings().hours().isOpen(why.at())
            ? reason(why)
            : new Notice("project-closed", "This project is closed now.");
    return why.nextCallableAt()
        .map(at ->
            new Notice(
                reason.code(),
                reason.sentence()
                    + " The next number can be called on "
                    + local(project, at)
                    + "."))
        .orElse(reason);
  }

  private static Notice reason(Explanation why) {
    Map<Blocked, Long> blocked = why.blocked();
    if (blocked.getOrDefault(Blocked.WAITING, 0L) > 0) {
      return new Notice(
          "numbers-rest",
          "Nobody is left to call just now: some numbers rest after an earlier call.");
    }
    if (blocked.getOrDefault(Blocked.ZONE, 0L) > 0) {
      return new Notice(
          "too-early-or-late",
          "It is too early or too late in the day where the remaining voters live.");
    }
    if (blocked.getOrDefault(Blocked.HELD, 0L) > 0) {
      return new Notice(
          "others-have-them", "Other volunteers have the last numbers on their screens.");
    }
    return new Notice("nobody-left", "Nobody is left to call in this project.");
  }

  private static String local(Project project, Instant at) {
    return DAY_AND_TIME.format(at.atZone(project.settings().hours().zone()));
  }
}
