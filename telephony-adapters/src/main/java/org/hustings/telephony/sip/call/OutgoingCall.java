package org.hustings.telephony.sip.call;

import java.util.Optional;
import org.hustings.core.time.Inbox;
import org.hustings.core.time.Timers;
import org.hustings.telephony.sip.stack.ReceivedRequest;
import org.hustings.telephony.sip.stack.Reply;
import org.hustings.telephony.sip.stack.SipRequest;
import org.hustings.telephony.sip.stack.SipResponse;
import org.jspecify.annotations.Nullable;

/// A call that we make (RFC 3261 section 13.2).
///
/// ```
///            1xx              2xx, ACK
///  CALLING ───────► PROCEEDING ───────► UP ───────┐ BYE, either way
///     │ │               │ give up: CANCEL         │
///     │ │ refused,      ▼                         ▼
///     │ └ silence   CANCELLING ─── any final ──► OVER ── 64·T1 ──► forgotten
///     └──────────────────────────────────────────┘
/// ```
///
/// Giving up while `CALLING` waits for the first provisional answer, as CANCEL must (section 9.1).
/// A 2xx that crosses our CANCEL, comes from a second fork or comes when all is over is
/// acknowledged and ended by BYE; the call never counts as answered then. The call is up with the
/// 2xx; its ACK may come a moment later ([FirstAck]).
public final class OutgoingCall implements Call, CallInput {
  private final Line line;
  private final CallOrder order;
  private final CallListener listener;
  private final Inbox<Runnable> inbox;
  private final Forgetting forget;
  private final Invitation invitation;
  private final Forks forks;
  private final FirstAck firstAck;
  private final EarlyBye earlyBye;
  private final Progress progress;
  private final ReliableProvisionals reliable;

  private State state = State.CALLING;
  private Timers.@Nullable Timer timer;
  private @Nullable OpenDialog open;
  private CallEnd.@Nullable GivenUpFor wanted;
  private boolean heard;

  private enum State {
    CALLING,
    PROCEEDING,
    CANCELLING,
    UP,
    OVER
  }

  OutgoingCall(
      Line line, CallOrder order, CallListener listener, Inbox<Runnable> inbox, Forgetting forget) {
    this.line = line;
    this.order = order;
    this.listener = listener;
    this.inbox = inbox;
    this.forget = forget;
    this.invitation =
        new Invitation(
            line, order, inbox, new Invitation.Hearing(this::answered, this::unanswered));
    this.earlyBye = new EarlyBye(line, inbox);
    this.progress = new Progress(listener);
    this.reliable = new ReliableProvisionals(line, order.through());
    this.forks = new Forks(line, invitation, reliable);
    this.firstAck = new FirstAck(line, inbox, listener, forks);
  }

  @Override
  public String id() {
    return invitation.callId();
  }

  @Override
  public String localTag() {
    return invitation.localTag();
  }

  void begin() {
    inbox.post(() -> {
      timer = line.after(order.ringFor(), inbox, () -> giveUp(CallEnd.GivenUpFor.RING_TIME_OVER));
      invitation.send();
    });
  }

  @Override
  public void hangUp() {
    inbox.post(() -> giveUp(CallEnd.GivenUpFor.HANG_UP));
  }

  @Override
  public void probe() {
    inbox.post(() -> {
      if (state == State.UP && open != null) {
        open.probe();
      }
    });
  }

  // ── answers ────────────────────────────────────────────────────────────────

  private void answered(SipRequest request, SipResponse response) {
    if (response.success()) {
      success(response);
    } else if (request.equals(invitation.request())) {
      if (response.provisional()) {
        provisional(response);
      } else {
        refused(response);
      }
    }
  }

  private void provisional(SipResponse response) {
    if (!reliable.take(invitation.request(), response)
        || (state != State.CALLING && state != State.PROCEEDING)) {
      return;
    }
    boolean first = state == State.CALLING;
    if (first) {
      state = State.PROCEEDING;
      heard = true;
      progress.accepted();
    }
    if (wanted != null) {
      cancel(wanted);
    } else {
      progress.heard(response);
    }
    if (first) {
      invitation.stored().ifPresent(listener::stored);
    }
  }

  private void success(SipResponse response) {
    Dialog dialog = forks.answered(response);
    heard = true;
    if (state == State.UP || state == State.OVER) {
      // A second fork, or an answer after the end.
      forks.end(dialog);
      return;
    }
    stopTimer();
    if (state == State.CANCELLING || wanted != null) {
      forks.end(dialog);
      over(givenUp());
    } else {
      up(dialog, response);
    }
  }

  private void up(Dialog dialog, SipResponse response) {
    state = State.UP;
    open =
        new OpenDialog(
            new OpenDialog.Owner(line, inbox, listener, order.credentials(), this::over),
            dialog,
            new OpenDialog.Beginning(true, order.offer(), response.head()));
    firstAck.of(dialog);
    open.timer().accepted(response);
    Optional<String> sdp = progress.descriptionOf(response);
    boolean usable = sdp.isPresent() && listener.answered(sdp);
    open.tellStored();
    if (usable) {
      earlyBye.take().ifPresent(open::handle);
    } else {
      leave(new CallEnd.MediaRefused());
    }
  }

  /// What [CallListener#stored] told is stored. From any thread.
  public void dialogStored(String text) {
    inbox.post(() -> firstAck.stored(text));
  }

  private void refused(SipResponse response) {
    if (state == State.OVER || state == State.UP) {
      return;
    }
    if (wanted == null && invitation.meet(response)) {
      // Of the new INVITE nothing is heard yet.
      state = State.CALLING;
      heard = false;
      return;
    }
    heard = true;
    boolean asWished =
        wanted == CallEnd.GivenUpFor.HANG_UP || (wanted != null && response.status() == 487);
    over(asWished ? givenUp() : progress.refused(response));
  }

  private void unanswered(CallEnd end) {
    if (state == State.CALLING) {
      over(end);
    } else if (state == State.CANCELLING || state == State.PROCEEDING) {
      over(wanted != null ? givenUp() : end);
    }
  }

  private void giveUp(CallEnd.GivenUpFor why) {
    switch (state) {
      case CALLING -> {
        if (wanted == null) {
          wanted = why;
          stopTimer();
          // Timer B ends it if nothing comes; this one in case the stack was lost in between.
          timer = line.after(line.patience(), inbox, () -> unanswered(new CallEnd.Silence()));
        }
      }
      case PROCEEDING -> cancel(why);
      case UP -> leave(new CallEnd.WeLeft());
      case CANCELLING, OVER -> {}
    }
  }

  private void leave(CallEnd end) {
    if (open != null) {
      firstAck.now();
      open.bye();
    }
    over(end);
  }

  private void cancel(CallEnd.GivenUpFor why) {
    wanted = why;
    state = State.CANCELLING;
    stopTimer();
    invitation.cancel();
    // The INVITE may stay without a final answer (section 9.1).
    timer = line.after(line.patience(), inbox, this::cancelIgnored);
  }

  private void cancelIgnored() {
    if (state == State.CANCELLING) {
      invitation.abandon();
      over(givenUp());
    }
  }

  private CallEnd givenUp() {
    CallEnd.GivenUpFor why = wanted == null ? CallEnd.GivenUpFor.HANG_UP : wanted;
    return new CallEnd.GivenUp(why, heard, progress.rang());
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel();
    }
  }

  private void over(CallEnd end) {
    if (state == State.OVER) {
      return;
    }
    state = State.OVER;
    stopTimer();
    firstAck.now();
    listener.ended(end);
    timer = line.after(line.patience(), inbox, this::forgotten);
  }

  private void forgotten() {
    forget.forget(this);
    inbox.close();
  }

  @Override
  public void received(ReceivedRequest request) {
    inbox.post(() -> {
      if (state == State.UP && open != null) {
        open.handle(request);
      } else if (state == State.OVER) {
        // A BYE that crosses ours is answered kindly.
        boolean ours = request.message().is(SipRequest.BYE) && open != null;
        request.reply(Reply.of(ours ? 200 : 481));
      } else {
        earlyBye.beforeAnswer(request);
      }
    });
  }

  @Override
  public void acknowledged(SipRequest ack) {
    inbox.post(() -> {
      if (open != null) {
        open.acknowledged(ack);
      }
    });
  }

  /// A 2xx that comes again gets its ACK again; one from a second fork is acknowledged and ended.
  @Override
  public void stray(SipResponse response) {
    inbox.post(() -> {
      boolean ofReinvite = open != null && open.repeated(response);
      if (!ofReinvite && !forks.repeat(response)) {
        success(response);
      }
    });
  }
}
