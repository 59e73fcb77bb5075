package org.hustings.telephony.twilio;

import java.time.Duration;
import java.util.Optional;
import org.hustings.core.time.Inbox;
import org.hustings.core.time.Timers;
import org.hustings.telephony.twilio.rest.Answer;
import org.hustings.telephony.twilio.rest.CallResource;
import org.hustings.telephony.twilio.rest.Calls;
import org.jspecify.annotations.Nullable;

/// What one leg asks of Twilio: one request at a time, on the leg's runner, without a lock. Its own
/// few fields are guarded by the leg. No state waits for one callback only: the leg is compared
/// with Twilio's books on a timer, and what was not done is asked for again.
final class Line {
  private static final Duration ASK_AGAIN = Duration.ofSeconds(3);

  private final TwilioLeg leg;
  private final Exchange exchange;
  private final Inbox<Runnable> inbox;
  private boolean closed;
  private boolean askDue;
  private Duration dueSince = Duration.ZERO;
  private Timers.@Nullable Timer check;

  Line(TwilioLeg leg, Exchange exchange, Inbox<Runnable> inbox) {
    this.leg = leg;
    this.exchange = exchange;
    this.inbox = inbox;
  }

  void post(Runnable work) {
    inbox.post(work);
  }

  private Calls calls() {
    return exchange.books().calls();
  }

  void later(Duration delay, Runnable work) {
    Timers.Timer _ = exchange.clockwork().timers().after(delay, () -> post(work));
  }

  // ── documents ──────────────────────────────────────────────────────────────

  /// Twilio asks for a document: what is wished until it is given goes into it.
  void asks() {
    synchronized (leg) {
      askDue = true;
      dueSince = exchange.elapsed();
    }
  }

  /// Twilio got a document.
  void served() {
    synchronized (leg) {
      askDue = false;
    }
  }

  /// Twilio will ask again at once.
  void willAsk() {
    asks();
    later(ASK_AGAIN, this::insist);
  }

  /// Has Twilio ask what now, unless it is about to anyway.
  void catchUp() {
    synchronized (leg) {
      if (!closed && !askDue && leg.isBehind()) {
        askDue = true;
        dueSince = exchange.elapsed();
        post(this::redirect);
      }
    }
  }

  private boolean isDue() {
    synchronized (leg) {
      return !closed && askDue && !leg.isToEnd();
    }
  }

  private void redirect() {
    leg.sid()
        .filter(_ -> isDue())
        .ifPresent(
            sid -> redirected(calls().redirect(sid, exchange.studio().places().next(leg.id(), 0))));
  }

  private void redirected(Answer<CallResource> answer) {
    switch (answer) {
      case Answer.Done<CallResource> _, Answer.Unknown<CallResource> _ -> {}
      case Answer.NotSent<CallResource> _ -> {}
      case Answer.Refused<CallResource> refused -> {
        if (!refused.isTooMany()) {
          look();
        }
      }
    }
    later(ASK_AGAIN, this::insist);
  }

  /// Twilio did not ask though it should have.
  private void insist() {
    synchronized (leg) {
      if (!isDue() || exchange.elapsed().compareTo(dueSince.plus(ASK_AGAIN)) < 0) {
        return;
      }
      dueSince = exchange.elapsed();
    }
    redirect();
  }

  // ── ending ─────────────────────────────────────────────────────────────────

  /// Ends the call as soon as its name is known.
  void end() {
    post(this::endNow);
  }

  private void endNow() {
    if (leg.isOver()) {
      return;
    }
    leg.sid()
        .ifPresent(sid -> {
          learn(calls().end(sid));
          if (!leg.isOver()) {
            later(ASK_AGAIN, this::endNow);
          }
        });
  }

  void endStray(String sid) {
    post(() -> {
      Answer<CallResource> _ = calls().end(sid);
    });
  }

  // ── comparing with Twilio's books ──────────────────────────────────────────

  /// There is a call to compare with from now on.
  void began() {
    synchronized (leg) {
      if (check == null) {
        again();
      }
    }
  }

  private void again() {
    synchronized (leg) {
      if (closed) {
        return;
      }
      TwilioConfig.Limits limits = exchange.config().limits();
      Duration pause = leg.canHear() ? limits.recheckUp() : limits.recheckDialing();
      check = exchange.clockwork().timers().after(pause, () -> post(this::compare));
    }
  }

  private void compare() {
    if (!leg.isOver()) {
      look();
      again();
    }
  }

  private void look() {
    leg.sid().ifPresent(sid -> learn(calls().look(sid)));
  }

  /// The engine wants to know whether the leg is up. Where Twilio cannot be asked it is believed to
  /// be: an outage of the API ends no call, and a call's end is told by events and on the timer.
  void probe() {
    post(() -> {
      look();
      leg.probed();
    });
  }

  private void learn(Answer<CallResource> answer) {
    switch (answer) {
      case Answer.Done<CallResource>(CallResource call) -> leg.is(call.status(), Optional.empty());
      case Answer.Refused<CallResource> refused -> {
        if (refused.isGone()) {
          leg.over(TwilioCauses.unknown("it knows nothing of the call any more"));
        }
      }
      case Answer.NotSent<CallResource> _, Answer.Unknown<CallResource> _ -> {}
    }
  }

  /// Asks nothing any more. What leads from the leg to others is cleared up on the runner, without
  /// the leg's lock.
  void close() {
    synchronized (leg) {
      closed = true;
      if (check != null) {
        check.cancel();
      }
    }
    post(() -> {
      exchange.studio().rooms().leave(leg);
      exchange.legs().remove(leg);
      inbox.close();
    });
  }
}
