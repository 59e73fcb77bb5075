package org.hustings.core.dialing;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.hustings.core.attempt.Attempt.Progress;
import org.hustings.core.call.Call;
import org.hustings.core.call.Notice;
import org.hustings.core.dialing.Calling.Current;
import org.hustings.core.dialing.EngineMetrics.Invariant;
import org.hustings.core.dialing.Notes.Note;
import org.hustings.core.dialing.PlaceCall.Begun;
import org.hustings.core.disposition.Action;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.LegId;
import org.hustings.core.session.Refusal;
import org.hustings.core.session.Session;
import org.hustings.core.telephony.LegEnd;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.LegEvent.AnsweredBy.Who;
import org.hustings.core.telephony.Telephony.Permit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does what a call's moves ask: tells the telephone network at once, and gives the clerk to write.
record CallWork(SessionRunner session, Desks desks, Current now) {
  private static final Logger LOG = LoggerFactory.getLogger(CallWork.class);

  /// As the alert TrunkSlow has it.
  private static final Duration SLOW_SET_UP = Duration.ofSeconds(8);

  void perform(Call.Effect effect) {
    switch (effect) {
      case Call.Effect.Dial _ -> dial();
      case Call.Effect.GiveUpPermit _ -> now.plan.permit().ifPresent(Permit::close);
      case Call.Effect.EndLeg _ -> now.leg.ifPresent(LegWatch::hangUp);
      case Call.Effect.Join _ -> now.leg.ifPresent(watch -> session.line().bridgeTo(watch.id()));
      case Call.Effect.Note(Progress progress) -> note(progress);
      case Call.Effect.NoteEnd(Progress progress, LegEnd end) -> noteEnd(progress, end);
      case Call.Effect.Write(Call.Said said) -> write(said);
      case Call.Effect.Settle(Action action) -> settle(action);
      case Call.Effect.HandOver(Progress progress) -> handOver(progress);
      case Call.Effect.Accept(long ticket) -> session.tickets().accept(ticket);
      case Call.Effect.Refuse refuse ->
          session
              .tickets()
              .refuse(
                  refuse.ticket(), new Refusal(refuse.code(), refuse.sentence(), refuse.until()));
      case Call.Effect.TellEnded _ -> session.happen(new Session.Event.CallEnded(office().now()));
      case Call.Effect.TellOver(Call.How how) -> tellOver(how);
    }
  }

  private Office office() {
    return desks.office();
  }

  private AttemptId attempt() {
    return now.plan.attempt();
  }

  private void dial() {
    Begun.Written begun = now.begun.orElseThrow();
    LegId id = now.plan.leg().orElseThrow();
    LegWatch watch =
        LegWatch.dialed(
            id,
            office(),
            office().patience(begun.settings().ringFor()),
            session::post,
            news -> session.calling().happen(attempt(), new Call.Event.OfLeg(news)));
    now.leg = Optional.of(watch);
    if (!desks.placeCall().isStillOpen(begun, office().now())) {
      office().metrics().broken(Invariant.DIAL_OUTSIDE_HOURS);
    }
    office()
        .switchboard()
        .dial(
            desks.placeCall().order(begun, id, now.plan.permit().orElseThrow()),
            event -> session.post(() -> on(watch, event)));
  }

  private void on(LegWatch watch, LegEvent event) {
    if (event instanceof LegEvent.Established established) {
      session.clerk().keepDialog(established.leg(), established.dialog());
    }
    if (event instanceof LegEvent.Ringing ringing && ringing.earlyMedia()) {
      now.earlyMedia = true;
    }
    if (event instanceof LegEvent.AnsweredBy(LegId _, Instant _, Who who)) {
      now.answeredBy = Optional.of(who);
    }
    watch.on(event);
  }

  private void note(Progress progress) {
    measure(progress);
    boolean answered = now.progress.answeredAt().isEmpty() && progress.answeredAt().isPresent();
    now.progress = progress;
    session
        .clerk()
        .soon(
            answered ? Clerk.PROMPTLY : Clerk.SOON,
            new Note(
                "progress", attempt(), stores -> stores.attempts().progress(attempt(), progress)));
  }

  private void measure(Progress progress) {
    Optional<Instant> before = now.progress.ringingAt().or(now.progress::answeredAt);
    Optional<Instant> first = progress.ringingAt().or(progress::answeredAt);
    if (before.isEmpty() && first.isPresent()) {
      setUp(Duration.between(now.dialedAt, first.get()));
    }
    if (now.progress.answeredAt().isEmpty() && progress.answeredAt().isPresent()) {
      office()
          .metrics()
          .answerToBridged(Duration.between(progress.answeredAt().get(), office().now()));
    }
  }

  private void setUp(Duration time) {
    office().metrics().setUp(time);
    if (time.compareTo(SLOW_SET_UP) > 0) {
      LOG.atWarn()
          .setMessage("It took long until anything rang: see TrunkSlow if it does again and again")
          .addKeyValue("event", "set-up-slow")
          .addKeyValue("attempt", attempt())
          .addKeyValue("seconds", time.toSeconds())
          .log();
    }
  }

  private void noteEnd(Progress progress, LegEnd end) {
    now.progress = progress;
    now.end = Optional.of(end);
    now.leg = Optional.empty();
    office().metrics().attemptEnded(end.outcome(), end.blame());
    Instant at = progress.endedAt().orElseGet(office()::now);
    session
        .clerk()
        .soon(
            Clerk.SOON,
            new Note(
                "leg over",
                attempt(),
                stores -> {
                  stores.attempts().ended(attempt(), end, at);
                  now.plan.leg().ifPresent(stores.attempts()::forgetDialog);
                }));
  }

  private void write(Call.Said said) {
    Dispose.Command command = new Dispose.Command(attempt(), said.key(), said.disposition());
    session
        .clerk()
        .must(
            "dispose",
            stores ->
                desks
                    .dispose()
                    .byVolunteer(stores, session.volunteer(), command, false, office().now()),
            outcome -> {
              desks.dispose().committed(session.campaign(), outcome);
              session.post(() -> session.calling().happen(attempt(), written(outcome)));
            },
            () ->
                session.post(() ->
                    session
                        .calling()
                        .happen(attempt(), new Call.Event.WriteDelayed(office().now()))));
  }

  private Call.Event written(Dispose.Outcome outcome) {
    return switch (outcome) {
      case Dispose.Outcome.Done _ -> new Call.Event.Written(office().now());
      case Dispose.Outcome.Refused(String code, String sentence, Optional<Instant> next) ->
          new Call.Event.WriteRefused(office().now(), code, sentence, next);
      case Dispose.Outcome.NoSuchAttempt _ ->
          new Call.Event.WriteRefused(
              office().now(), "no-such-call", "There is no such call.", Optional.empty());
    };
  }

  private void settle(Action action) {
    session
        .clerk()
        .must(
            "settle",
            stores -> desks.dispose().byServer(stores, attempt(), action, office().now()),
            outcome -> {
              desks.dispose().committed(session.campaign(), outcome);
              session.post(() ->
                  session.calling().happen(attempt(), new Call.Event.Settled(office().now())));
            });
  }

  /// R12: first the sound, then the books.
  private void handOver(Progress progress) {
    LegWatch watch = now.leg.orElseThrow();
    Instant droppedAt = progress.voicemailAt().orElseGet(office()::now);
    watch.letGo();
    now.leg = Optional.empty();
    desks
        .voicemails()
        .play(
            new Voicemails.Drop(
                session.campaign(),
                attempt(),
                watch.id(),
                now.plan.preview().message().orElseThrow()));
    office().metrics().voicemailDropped(Duration.between(droppedAt, office().now()));
    session
        .clerk()
        .write("hand over", stores -> desks.voicemails().handOver(stores, now.plan, progress));
  }

  private void tellOver(Call.How how) {
    Session.Event.CallOver over =
        switch (how) {
          case Call.How.NotBegun(Notice why) -> over(false, Optional.of(why));
          case Call.How.HandedOver _ -> over(false, Optional.of(MESSAGE_PLAYS));
          case Call.How.Disposed(Action action, Optional<String> code) ->
              action == Action.NOT_PLACED
                  ? over(false, Optional.of(NOT_PLACED))
                  : over(true, code.isPresent() ? Optional.empty() : Optional.of(BY_SERVER));
        };
    session.happen(over);
  }

  private static final Notice MESSAGE_PLAYS =
      new Notice("message-plays", "The message is being played. You are free for the next call.");
  private static final Notice NOT_PLACED =
      new Notice(
          "not-placed",
          "The call did not get through: the fault is on our side, not the voter's."
              + " Nothing was counted, and the number is back in its place.");
  private static final Notice BY_SERVER =
      new Notice(
          "recorded-for-you",
          "The call was ended and recorded for you. If it went otherwise, say so before your next"
              + " one.");

  private Session.Event.CallOver over(boolean disposed, Optional<Notice> notice) {
    return new Session.Event.CallOver(office().now(), attempt(), disposed, notice);
  }
}
