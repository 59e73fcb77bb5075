package org.hustings.core.dialing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.hustings.core.attempt.Attempt.Progress;
import org.hustings.core.call.Call;
import org.hustings.core.call.CallSteps;
import org.hustings.core.call.Notice;
import org.hustings.core.call.Step;
import org.hustings.core.dialing.PlaceCall.Begun;
import org.hustings.core.dialing.PlaceCall.Plan;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.EntryId;
import org.hustings.core.id.LegId;
import org.hustings.core.session.Command;
import org.hustings.core.session.Notices;
import org.hustings.core.session.Preview;
import org.hustings.core.session.Refusal;
import org.hustings.core.session.Session;
import org.hustings.core.session.SessionStore.Mode;
import org.hustings.core.telephony.LegEnd;
import org.hustings.core.telephony.LegEvent.AnsweredBy.Who;
import org.hustings.core.telephony.Telephony;
import org.hustings.core.telephony.Telephony.Admission;
import org.hustings.core.telephony.Telephony.Permit;

/// The session's present call: keeps its state, and has done what its moves ask. Belongs to the
/// session's runner.
final class Calling {
  /// So long a call waits by itself until the trunk takes the next one: bearable for whoever
  /// pressed the key, and enough for the turns of two others on a trunk of one call a second, the
  /// default.
  private static final Duration TURN = Duration.ofSeconds(2);

  private final SessionRunner session;
  private final Desks desks;
  private final Office office;
  private final Deque<Call.Event> events = new ArrayDeque<>();
  private boolean stepping;
  private Optional<Current> current = Optional.empty();

  Calling(SessionRunner session, Desks desks) {
    this.session = session;
    this.desks = desks;
    this.office = desks.office();
  }

  /// The call in hand, with what is known of it beside its state.
  static final class Current {
    final Plan plan;
    final Instant dialedAt;
    Call call;
    Optional<Begun.Written> begun = Optional.empty();
    Optional<LegWatch> leg = Optional.empty();
    Progress progress = Progress.NONE;
    Optional<LegEnd> end = Optional.empty();
    boolean earlyMedia;
    Optional<Who> answeredBy = Optional.empty();

    Current(Plan plan, Instant dialedAt) {
      this.plan = plan;
      this.dialedAt = dialedAt;
      this.call = new Call.Beginning(plan.attempt(), plan.leg().isEmpty());
    }
  }

  Optional<Current> current() {
    return current;
  }

  Optional<Call> call() {
    return current.map(now -> now.call);
  }

  /// The leg of a voter who is, or may be, there.
  Optional<LegId> leg() {
    return current.flatMap(now -> now.leg).map(LegWatch::id);
  }

  /// Begins an attempt, if there is a channel for it, now or within [#TURN]. The hold on the number
  /// stays, whatever the answer.
  void place(long ticket, Preview preview) {
    if (session.mode() == Mode.HAND) {
      begin(ticket, preview, Optional.empty());
    } else {
      place(ticket, preview, office.now().plus(TURN));
    }
  }

  /// @param longest when the volunteer is told to come again
  private void place(long ticket, Preview preview, Instant longest) {
    switch (admission()) {
      case Admission.NotNow no when no.isDistance() && !no.again().isAfter(longest) -> {
        Duration left = Duration.between(office.now(), no.again());
        Runnable turn = () -> placeInTurn(ticket, preview.entry(), longest);
        var _ = office.timers().after(left, () -> session.post(turn));
      }
      case Admission.NotNow(String reason, Instant again) -> {
        office.metrics().notAdmitted(reason);
        Refusal why =
            new Refusal(
                "no-channel",
                "All lines are busy. The number stays yours; try again in a moment.",
                Optional.of(again));
        session.tickets().refuse(ticket, why);
      }
      case Admission.Admitted(Permit permit) -> begin(ticket, preview, Optional.of(permit));
    }
  }

  /// Meanwhile the volunteer may have done anything: what no longer fits is answered as if it were
  /// asked now.
  private void placeInTurn(long ticket, EntryId entry, Instant longest) {
    if (!session.tickets().isOpen(ticket)) {
      return;
    }
    if (session.session().state() instanceof Session.State.Previewing now
        && now.preview().entry().equals(entry)) {
      place(ticket, now.preview(), longest);
    } else {
      session.happen(new Session.Event.Asked(office.now(), ticket, new Command.Call(entry)));
    }
  }

  /// From where the volunteer's own leg is, so that the two can be bridged.
  private Admission admission() {
    Telephony telephony = office.telephony();
    return session
        .line()
        .leg()
        .map(own -> telephony.admit(office.now(), own))
        .orElseGet(() -> telephony.admit(office.now()));
  }

  private void begin(long ticket, Preview preview, Optional<Permit> permit) {
    Plan plan =
        new Plan(
            new AttemptId(office.ports().ids().get()),
            permit.map(_ -> office.newLeg()),
            permit,
            session.id(),
            session.volunteer(),
            preview);
    current = Optional.of(new Current(plan, office.now()));
    session.tickets().accept(ticket);
    session.happen(new Session.Event.CallBegan(office.now(), plan.attempt()));
    session
        .clerk()
        .ask(
            "begin",
            stores -> desks.placeCall().begin(stores, plan, office.now()),
            begun -> session.post(() -> begun(plan, begun)),
            () -> session.post(() -> notBegun(plan)));
  }

  private void begun(Plan plan, Begun begun) {
    switch (begun) {
      case Begun.Refused(Notice why) ->
          happen(plan.attempt(), new Call.Event.NotBegun(office.now(), why));
      case Begun.Written written -> {
        current.ifPresent(now -> now.begun = Optional.of(written));
        // The transaction may have taken long: what the clock forbids now is not dialed (R8).
        if (plan.leg().isPresent() && !desks.placeCall().isStillOpen(written, office.now())) {
          happen(plan.attempt(), new Call.Event.Withdraw(office.now(), Notices.TOO_LATE));
        }
        happen(plan.attempt(), new Call.Event.Committed(office.now()));
      }
    }
  }

  /// Nothing is known to be written: so nothing is dialed, and what may have been written is undone
  /// as soon as the store can be reached (R22).
  private void notBegun(Plan plan) {
    session
        .clerk()
        .write(
            "abandon",
            stores -> desks.placeCall().abandon(stores, plan, desks.dispose(), office.now()));
    happen(
        plan.attempt(), new Call.Event.NotBegun(office.now(), Refusal.STORE_UNAVAILABLE.notice()));
  }

  /// A command that the session handed on.
  void asked(Instant at, long ticket, Command command) {
    switch (command) {
      case Command.HangUp _ -> happen(new Call.Event.HangUp(at, ticket));
      case Command.DropVoicemail _ -> dropVoicemail(at, ticket);
      case Command.Dispose(AttemptId _, String key, var disposition) ->
          happen(new Call.Event.Dispose(at, new Call.Said(ticket, key, disposition)));
      case Command.ChooseProject _,
          Command.Next _,
          Command.Skip _,
          Command.Call _,
          Command.Pause _,
          Command.Resume _,
          Command.FinishAfterCall _,
          Command.SendDigits _,
          Command.Leave _ ->
          throw new IllegalArgumentException("not a call's command: " + command);
    }
  }

  private void dropVoicemail(Instant at, long ticket) {
    if (current.flatMap(now -> now.plan.preview().message()).isPresent()) {
      happen(new Call.Event.DropVoicemail(at, ticket));
    } else {
      session
          .tickets()
          .refuse(ticket, Refusal.of("no-message", "This project has no message to leave."));
    }
  }

  /// Something that is about one attempt, and comes too late if it is no longer the present one.
  void happen(AttemptId attempt, Call.Event event) {
    if (current.filter(now -> now.plan.attempt().equals(attempt)).isPresent()) {
      happen(event);
    }
  }

  void happen(Call.Event event) {
    events.add(event);
    if (stepping) {
      return;
    }
    stepping = true;
    try {
      for (Call.Event next = events.poll(); next != null; next = events.poll()) {
        step(next);
      }
    } finally {
      stepping = false;
    }
  }

  private void step(Call.Event event) {
    current.ifPresent(now -> {
      Step<Call, Call.Effect> step = CallSteps.step(now.call, event);
      now.call = step.next();
      CallWork work = new CallWork(session, desks, now);
      step.effects().forEach(work::perform);
    });
  }
}
