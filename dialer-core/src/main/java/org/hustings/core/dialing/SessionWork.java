package org.hustings.core.dialing;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.hustings.core.account.Volunteer;
import org.hustings.core.call.Call;
import org.hustings.core.call.Notice;
import org.hustings.core.dialing.Notes.Note;
import org.hustings.core.dialing.PresentNext.Answer;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.project.Project;
import org.hustings.core.queue.Hold;
import org.hustings.core.session.Command;
import org.hustings.core.session.Notices;
import org.hustings.core.session.Preview;
import org.hustings.core.session.Refusal;
import org.hustings.core.session.Session;
import org.hustings.core.session.SessionStore.SessionRow;
import org.hustings.core.session.SessionView;

/// Does what a session's moves ask. Belongs to the session's runner.
final class SessionWork {
  private final SessionRunner session;
  private final Desks desks;
  private final Office office;
  private final Consumer<SessionRunner> gone;
  private final Instant startedAt;
  private final Set<Sought> sought = new HashSet<>();

  /// A question to the claim desk that is not answered yet, with the numbers that were withdrawn
  /// since: one of them may be what the desk has taken already. Identity counts.
  private static final class Sought {
    private final Set<PhoneId> withdrawn = new HashSet<>();
  }

  SessionWork(SessionRunner session, Desks desks, Consumer<SessionRunner> gone) {
    this.session = session;
    this.desks = desks;
    this.office = desks.office();
    this.gone = gone;
    this.startedAt = office.now();
  }

  void perform(Session.Effect effect) {
    switch (effect) {
      case Session.Effect.Accept(long ticket) -> session.tickets().accept(ticket);
      case Session.Effect.Refuse(long ticket, Refusal why) -> session.tickets().refuse(ticket, why);
      case Session.Effect.Say(Notice notice) -> session.say(notice);
      case Session.Effect.ChooseProject(long ticket, ProjectId project) ->
          chooseProject(ticket, project);
      case Session.Effect.Seek(ProjectId project) -> seek(project);
      case Session.Effect.Renew(Hold hold) -> renew(hold);
      case Session.Effect.Release(Hold hold) ->
          session.clerk().write("release", stores -> stores.queue().release(hold));
      case Session.Effect.Skip(Preview preview) -> skip(preview);
      case Session.Effect.PlaceCall(long ticket, Preview preview) ->
          session.calling().place(ticket, preview);
      case Session.Effect.ToCall(Instant at, long ticket, Command command) ->
          session.calling().asked(at, ticket, command);
      case Session.Effect.LoseVolunteer(Instant at) ->
          session.calling().happen(new Call.Event.VolunteerLost(at));
      case Session.Effect.EndGrace(Instant at) ->
          session.calling().happen(new Call.Event.GraceOver(at));
      case Session.Effect.WithdrawCall(Instant at) ->
          session.calling().happen(new Call.Event.Withdraw(at, Notices.NOT_ANY_MORE));
      case Session.Effect.DisposeEarlier(
              long ticket,
              Command.Dispose command,
              boolean correctable) ->
          disposeEarlier(ticket, command, correctable);
      case Session.Effect.SendDigits(String digits) ->
          session.calling().leg().ifPresent(leg -> office.telephony().sendDigits(leg, digits));
      case Session.Effect.EndLine _ -> session.line().end(Prompt.GOODBYE);
      case Session.Effect.Close _ -> close();
    }
  }

  /// Keeps for others to see what the session is doing; what it does no more by then is not
  /// written.
  void keepState(SessionView.State state) {
    SessionRow row = row(state, Optional.empty());
    session
        .clerk()
        .soon(
            Clerk.AT_LEISURE, new Note("state", row.id(), stores -> stores.sessions().update(row)));
  }

  SessionRow row(SessionView.State state, Optional<Instant> endedAt) {
    return new SessionRow(
        session.id(),
        session.volunteer().id(),
        office.ports().server(),
        session.mode(),
        state,
        session.session().project(),
        session.line().leg(),
        startedAt,
        office.now(),
        session.line().connected().toSeconds(),
        endedAt);
  }

  /// R10: a project that does not exist and one without access are the same answer.
  private void chooseProject(long ticket, ProjectId id) {
    session
        .clerk()
        .ask(
            "choose project",
            stores -> stores.projects().find(id).filter(this::isOpenToVolunteer),
            found ->
                session.post(() -> {
                  if (found.isPresent()) {
                    session.happen(new Session.Event.ProjectChosen(office.now(), ticket, id));
                    // A session that has ended meanwhile must not be open in the books again.
                    if (!(session.session().state() instanceof Session.State.Gone)) {
                      keepState(session.feed().last().orElseThrow().state());
                    }
                  } else {
                    session.tickets().refuse(ticket, Refusal.UNKNOWN_PROJECT);
                  }
                }),
            () -> session.post(() -> session.tickets().refuse(ticket, Refusal.STORE_UNAVAILABLE)));
  }

  private boolean isOpenToVolunteer(Project project) {
    Volunteer volunteer = session.volunteer();
    return project.campaign().equals(volunteer.campaign())
        && project.status() != Project.Status.ARCHIVED
        && project.settings().access().admits(volunteer);
  }

  private void seek(ProjectId project) {
    Sought question = new Sought();
    sought.add(question);
    desks
        .claims()
        .ask(
            new PresentNext.Request(
                session.volunteer(),
                session.id(),
                project,
                session.skipped(),
                answer -> session.post(() -> answered(question, project, answer))));
  }

  /// R17: from now on nobody may be given this number, though it was taken for them before.
  void withdrawn(PhoneId phone) {
    sought.forEach(question -> question.withdrawn.add(phone));
  }

  private void answered(Sought question, ProjectId project, Answer answer) {
    sought.remove(question);
    if (answer instanceof Answer.Found(Preview preview)
        && question.withdrawn.contains(preview.phone())) {
      perform(new Session.Effect.Release(preview.hold()));
      if (session.session().state() instanceof Session.State.Seeking) {
        seek(project);
      }
    } else {
      session.happen(found(answer));
    }
  }

  private Session.Event found(Answer answer) {
    return switch (answer) {
      case Answer.Found(Preview preview) -> new Session.Event.Found(office.now(), preview);
      case Answer.Nothing nothing ->
          new Session.Event.NotFound(office.now(), nothing.why(), nothing.notice());
      case Answer.Unavailable _ ->
          new Session.Event.NotFound(
              office.now(), Optional.empty(), Refusal.STORE_UNAVAILABLE.notice());
    };
  }

  private void renew(Hold hold) {
    Instant until = office.now().plus(office.settings().previewLease());
    Hold renewed = new Hold(hold.phone(), hold.entry(), hold.holder(), hold.number(), until);
    session
        .clerk()
        .ask(
            "renew",
            stores -> stores.queue().renew(hold, until),
            ours ->
                session.post(() ->
                    session.happen(
                        ours
                            ? new Session.Event.Renewed(office.now(), renewed)
                            : new Session.Event.HoldLost(office.now(), hold.entry()))),
            () -> {});
  }

  private void skip(Preview preview) {
    Instant now = office.now();
    session.skipped().add(preview.entry());
    session
        .clerk()
        .write(
            "skip",
            stores -> {
              stores.queue().skipped(preview.entry(), now);
              stores.queue().release(preview.hold());
            });
  }

  private void disposeEarlier(long ticket, Command.Dispose command, boolean correctable) {
    session
        .clerk()
        .ask(
            "dispose earlier",
            stores ->
                desks
                    .dispose()
                    .byVolunteer(
                        stores,
                        session.volunteer(),
                        new Dispose.Command(
                            command.attempt(), command.key(), command.disposition()),
                        correctable,
                        office.now()),
            outcome -> {
              desks.dispose().committed(session.campaign(), outcome);
              session.post(() -> answer(ticket, outcome));
            },
            () -> session.post(() -> session.tickets().refuse(ticket, Refusal.STORE_UNAVAILABLE)));
  }

  private void answer(long ticket, Dispose.Outcome outcome) {
    switch (outcome) {
      case Dispose.Outcome.Done _ -> session.tickets().accept(ticket);
      case Dispose.Outcome.Refused(String code, String sentence, Optional<Instant> next) ->
          session.tickets().refuse(ticket, new Refusal(code, sentence, next));
      case Dispose.Outcome.NoSuchAttempt _ ->
          session.tickets().refuse(ticket, Refusal.of("no-such-call", "There is no such call."));
    }
  }

  private void close() {
    session.chargeLast();
    SessionRow row = row(SessionView.State.GONE, Optional.of(office.now()));
    session.clerk().write("close", stores -> stores.sessions().update(row));
    gone.accept(session);
    session.closeLater();
  }
}
