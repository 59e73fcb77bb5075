package org.hustings.telephony.twilio;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.LegEnd;
import org.hustings.core.telephony.LegEvent.AnsweredBy.Who;
import org.hustings.core.telephony.Sound;
import org.hustings.core.telephony.Telephony.Permit;
import org.hustings.core.telephony.Telephony.PlaybackId;
import org.hustings.core.telephony.Telephony.Rejection;
import org.hustings.core.time.Inbox;
import org.hustings.telephony.twilio.TwilioCauses.CallSoFar;
import org.hustings.telephony.twilio.TwilioMetrics.Odd;
import org.hustings.telephony.twilio.rest.CallResource.Status;
import org.hustings.telephony.twilio.webhook.Form;
import org.jspecify.annotations.Nullable;

/// One leg: the call at Twilio that carries it, and the engine's view of it.
///
/// Webhooks and commands come on any thread, take the leg's lock for a moment and wait for nobody.
/// Requests to Twilio go through [Line], on the leg's runner, without the lock.
final class TwilioLeg {
  private final LegId id;
  private final boolean volunteers;
  private final Exchange exchange;
  private final Herald herald;
  private final Line line;
  private final Tape tape;
  private final Ear ear;
  private final Duration begunAt;
  private final Duration ringFor;
  private final Optional<Permit> permit;
  private LegPhase phase;
  private @Nullable String sid;
  private @Nullable Rejection rejection;
  private boolean accepted;
  private boolean rang;
  private boolean hungUp;

  TwilioLeg(LegId id, Exchange exchange, Inbox<Runnable> inbox, Way way) {
    this.id = id;
    this.volunteers = way.isVolunteers();
    this.exchange = exchange;
    this.herald = new Herald(id, volunteers, exchange);
    this.line = new Line(this, exchange, inbox);
    this.tape = new Tape(this, exchange);
    this.ear = new Ear(id, exchange, volunteers, tape);
    this.begunAt = exchange.elapsed();
    this.ringFor = way.ringFor();
    this.permit = way.held();
    this.phase = way.first();
  }

  LegId id() {
    return id;
  }

  Line line() {
    return line;
  }

  Tape tape() {
    return tape;
  }

  boolean isVolunteers() {
    return volunteers;
  }

  synchronized boolean isOver() {
    return phase == LegPhase.OVER;
  }

  synchronized boolean canHear() {
    return phase == LegPhase.UP;
  }

  synchronized Optional<String> sid() {
    return Optional.ofNullable(sid);
  }

  synchronized boolean isToEnd() {
    return hungUp;
  }

  synchronized boolean isBehind() {
    return phase == LegPhase.UP && ear.isBehind();
  }

  synchronized void answer() {
    accepted = phase == LegPhase.OFFERED;
  }

  synchronized void reject(Rejection why) {
    if (phase == LegPhase.OFFERED && !accepted) {
      rejection = why;
      hungUp = true;
    }
  }

  synchronized void hangUp() {
    if (phase == LegPhase.OFFERED && !accepted) {
      reject(Rejection.UNAVAILABLE);
    } else if (phase == LegPhase.EXPECTED && sid == null) {
      over(TwilioCauses.neverCame(LegEnd.By.US));
    } else if (phase != LegPhase.OVER) {
      hungUp = true;
      line.end();
    }
  }

  /// A browser that has not come by now does not come any more.
  synchronized void endUnlessArrived() {
    if (phase == LegPhase.EXPECTED && sid == null) {
      over(TwilioCauses.neverCame(LegEnd.By.NETWORK));
    }
  }

  /// Changes what it shall hear, while it is up.
  synchronized void hears(Consumer<Ear> change) {
    if (phase == LegPhase.UP) {
      change.accept(ear);
      line.catchUp();
    }
  }

  synchronized void play(PlaybackId playback, List<Sound> sounds) {
    hears(mine -> mine.play(playback, sounds));
    if (phase != LegPhase.UP) {
      herald.notPlayed(playback);
    }
  }

  // ── what Twilio asks ───────────────────────────────────────────────────────

  /// What now? Answered with a document.
  ///
  /// @param through the document that Twilio is through with; 0 for none
  synchronized String next(int through, Form form) {
    line.asks();
    if (phase == LegPhase.OVER || !isOurs(form)) {
      return Twiml.hangUp();
    }
    if (rejection != null) {
      String document = Twiml.reject(rejection == Rejection.BUSY);
      over(TwilioCauses.gaveUp(LegEnd.By.US, "rejected: " + rejection));
      return document;
    }
    if (hungUp) {
      return Twiml.hangUp();
    }
    return instructions(through, form);
  }

  private String instructions(int through, Form form) {
    if (phase == LegPhase.OFFERED && !accepted) {
      return Twiml.undecided(exchange.studio().places().next(id, 0));
    }
    boolean news = phase != LegPhase.UP;
    if (news) {
      up();
    }
    news |= ear.through(through, form);
    if (news) {
      line.willAsk();
      return ear.breath();
    }
    line.served();
    return ear.document();
  }

  /// Twilio tells how the call goes.
  synchronized void event(Status status, Optional<Integer> sipCode, Form form) {
    if (phase == LegPhase.OVER) {
      exchange.metrics().odd(Odd.STALE);
    } else if (isOurs(form)) {
      is(status, sipCode);
    }
  }

  /// Twilio has listened to who answered: so somebody did, if nobody told us yet.
  synchronized void answeredBy(Who who, Form form) {
    event(Status.IN_PROGRESS, Optional.empty(), form);
    if (canHear() && !hungUp && sid().equals(form.field("CallSid"))) {
      herald.answeredBy(who);
    }
  }

  /// A second call under one leg's name is ended: it must not ring anybody.
  private boolean isOurs(Form form) {
    Optional<String> named = form.field("CallSid");
    if (named.isEmpty()) {
      return false;
    }
    taken(named.get());
    if (named.get().equals(sid)) {
      return true;
    }
    exchange.metrics().odd(Odd.SECOND_CALL);
    line.endStray(named.get());
    return false;
  }

  // ── what is known of the call ──────────────────────────────────────────────

  /// The call at Twilio has this name.
  synchronized void taken(String name) {
    if (phase == LegPhase.OVER || sid != null) {
      return;
    }
    sid = name;
    exchange.legs().named(name, this);
    line.began();
    if (phase == LegPhase.AWAITED) {
      herald.accepted(name);
      herald.established(name);
    }
    if (hungUp) {
      line.end();
    }
  }

  /// The call is so, says Twilio; what we knew already changes nothing.
  synchronized void is(Status status, Optional<Integer> sipCode) {
    if (phase == LegPhase.OVER) {
      return;
    }
    switch (status) {
      case QUEUED, INITIATED -> {}
      case RINGING -> ringing();
      case IN_PROGRESS -> {
        if (phase == LegPhase.AWAITED && !hungUp) {
          // Whoever answered is about to be told what to hear.
          line.willAsk();
          up();
        }
      }
      case COMPLETED -> {
        if (phase == LegPhase.AWAITED && !hungUp) {
          up();
        }
        over(end(status, sipCode));
      }
      case BUSY, NO_ANSWER, FAILED, CANCELED -> over(end(status, sipCode));
    }
  }

  private void ringing() {
    if (phase == LegPhase.AWAITED && !rang) {
      rang = true;
      herald.ringing();
    }
  }

  private void up() {
    if (phase != LegPhase.AWAITED && sid != null) {
      herald.established(sid);
    }
    phase = LegPhase.UP;
    rang = true;
    herald.answered(lasted());
  }

  private Duration lasted() {
    return exchange.elapsed().minus(begunAt);
  }

  private LegEnd end(Status status, Optional<Integer> sipCode) {
    boolean answered = phase == LegPhase.UP;
    if (phase != LegPhase.AWAITED && !answered && !hungUp) {
      return TwilioCauses.gaveUp(LegEnd.By.FAR_END, "Twilio " + status);
    }
    boolean rangItsTime = lasted().plusSeconds(1).compareTo(ringFor) >= 0;
    CallSoFar soFar = new CallSoFar(rang, answered, hungUp, rangItsTime);
    return exchange.books().causes().ended(status, sipCode, soFar);
  }

  /// The leg is over; what comes later finds nobody.
  synchronized void over(LegEnd end) {
    if (phase == LegPhase.OVER) {
      return;
    }
    ear.over();
    phase = LegPhase.OVER;
    permit.ifPresent(Permit::close);
    herald.ended(end);
    line.close();
  }

  synchronized void probed() {
    if (phase == LegPhase.UP) {
      herald.probed();
    }
  }
}
