package org.hustings.core.dialing;

import java.time.Instant;
import java.util.Optional;
import org.hustings.core.account.Volunteer;
import org.hustings.core.attempt.Attempt;
import org.hustings.core.call.Notice;
import org.hustings.core.dialing.Transactions.Stores;
import org.hustings.core.disposition.Action;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.LegId;
import org.hustings.core.id.ServerId;
import org.hustings.core.id.SessionId;
import org.hustings.core.project.Project;
import org.hustings.core.project.ProjectSettings;
import org.hustings.core.queue.Candidate;
import org.hustings.core.queue.QueueStore.Briefing;
import org.hustings.core.rule.Case;
import org.hustings.core.rule.Evidence;
import org.hustings.core.rule.Verdict;
import org.hustings.core.session.Preview;
import org.hustings.core.telephony.DialOrder;
import org.hustings.core.telephony.Telephony.Permit;

/// Begins an attempt: everything is checked again on fresh data (R8), the attempt is written, and
/// only when that is durable may the order be given (R22). This is the only place where a
/// [DialOrder] is made.
final class PlaceCall {
  private final Law law;
  private final ServerId server;

  PlaceCall(Law law, ServerId server) {
    this.law = law;
    this.server = server;
  }

  /// What is to be begun.
  ///
  /// @param permit the channel held for it; empty for hand dialing (R26)
  record Plan(
      AttemptId attempt,
      Optional<LegId> leg,
      Optional<Permit> permit,
      SessionId session,
      Volunteer volunteer,
      Preview preview) {}

  /// What came of it.
  sealed interface Begun {
    /// The attempt is written.
    ///
    /// @param project as it is now
    record Written(Plan plan, Project project, Candidate candidate) implements Begun {
      ProjectSettings settings() {
        return project.settings();
      }
    }

    /// Nothing was written, and the hold is given back.
    record Refused(Notice why) implements Begun {}
  }

  Begun begin(Stores stores, Plan plan, Instant now) {
    Preview preview = plan.preview();
    Optional<Briefing> briefing = stores.queue().briefing(preview.entry());
    if (briefing.isEmpty()) {
      stores.queue().release(preview.hold());
      return new Begun.Refused(
          new Notice(
              "not-in-queue", "This number is no longer in the queue. Ask for the next one."));
    }
    Candidate candidate = briefing.get().candidate();
    Project project = briefing.get().project();
    Case question =
        new Case(candidate, project, plan.volunteer(), Optional.of(preview.hold()), now);
    return switch (law.book().judge(question)) {
      case Verdict.Refused refused -> {
        stores.queue().release(preview.hold());
        yield new Begun.Refused(new Notice(refused.reason().code(), refused.sentence()));
      }
      case Verdict.Allowed(Evidence dialed) -> {
        Attempt attempt = attempt(plan, project, now, dialed);
        yield stores.attempts().begin(attempt, preview.hold())
            ? new Begun.Written(plan, project, candidate)
            : new Begun.Refused(
                new Notice(
                    "given-back", "This number was given back meanwhile. Ask for the next one."));
      }
    };
  }

  /// Whether the clock still allows the call; a transaction can take long.
  boolean isStillOpen(Begun.Written begun, Instant now) {
    return law.whenToCall().isOpen(begun.project(), begun.candidate().zones(), now);
  }

  DialOrder order(Begun.Written begun, LegId leg, Permit permit) {
    return new DialOrder(
        leg,
        begun.candidate().number(),
        begun.settings().callerId(),
        begun.settings().ringFor(),
        begun.settings().lines().machineHint(),
        permit);
  }

  /// After the store did not say whether the attempt was written: if it was, it is settled as never
  /// placed; in any case the number is given back. Harmless when repeated.
  void abandon(Stores stores, Plan plan, Dispose dispose, Instant now) {
    if (stores.attempts().find(plan.attempt()).isPresent()) {
      dispose.byServer(stores, plan.attempt(), Action.NOT_PLACED, now);
    } else {
      stores.queue().release(plan.preview().hold());
    }
  }

  private Attempt attempt(Plan plan, Project project, Instant now, Evidence dialed) {
    Preview preview = plan.preview();
    return new Attempt(
        plan.attempt(),
        project.campaign(),
        project.id(),
        preview.entry(),
        preview.phone(),
        plan.session(),
        plan.volunteer().id(),
        server,
        plan.leg(),
        plan.permit().map(Permit::trunk),
        now,
        Attempt.Progress.NONE,
        Optional.empty(),
        preview.presented(),
        dialed);
  }
}
