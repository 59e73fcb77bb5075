package org.hustings.telephony.sip.call;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hustings.core.time.Inbox;
import org.hustings.core.time.Timers;
import org.hustings.telephony.sip.stack.Hop;
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
/// acknowledged and ended by BYE; the call never counts as answered then.
public final class OutgoingCall implements Call, CallInput {
  private final Line line;
  private final CallOrder order;
  private final CallListener listener;
  private final Inbox<Runnable> inbox;
  private final Forgetting forget;
  private final Invitation invitation;
  private final Map<String, Acknowledgement> acks = new HashMap<>();

  private State state = State.CALLING;
  private Timers.@Nullable Timer timer;
  private @Nullable OpenDialog open;
  private CallEnd.@Nullable GivenUpFor wanted;
  private @Nullable ReceivedRequest byeBeforeAnswer;
  private boolean earlyAnswer;
  private boolean heard;
  private boolean acceptedTold;
  private boolean rang;

  /// An ACK as it was sent, to be sent again in exactly the same words.
  private record Acknowledgement(SipRequest request, Hop hop, String branch) {
    void send(Line line) {
      line.stack().sendBare(request, hop, Optional.of(branch));
    }
  }

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
    if (state != State.CALLING && state != State.PROCEEDING) {
      return;
    }
    if (state == State.CALLING) {
      state = State.PROCEEDING;
      heard = true;
      invitation.stored().ifPresent(listener::stored);
      if (!acceptedTold) {
        acceptedTold = true;
        listener.accepted();
      }
    }
    if (wanted != null) {
      cancel(wanted);
    } else {
      alerting(response);
    }
  }

  /// 180 rings; any other with a description lets the network be heard, and whoever hears it cannot
  /// tell a ring-back tone from an announcement. 181, 182 and a bare 183 say nothing yet.
  private void alerting(SipResponse response) {
    Optional<String> sdp = response.head().sdp();
    earlyAnswer |= sdp.isPresent();
    if (response.status() == 180 || sdp.isPresent()) {
      rang = true;
      listener.ringing(response.status(), sdp);
    }
  }

  private void success(SipResponse response) {
    Dialog dialog = dialog(response);
    acknowledge(dialog);
    heard = true;
    if (state == State.UP || state == State.OVER) {
      // A second fork, or an answer after the end.
      end(dialog);
      return;
    }
    stopTimer();
    if (state == State.CANCELLING || wanted != null) {
      end(dialog);
      over(givenUp());
    } else {
      rang = true;
      up(dialog, response);
    }
  }

  private void up(Dialog dialog, SipResponse response) {
    state = State.UP;
    open = new OpenDialog(line, inbox, listener, order.credentials(), this::over, dialog);
    Optional<String> sdp = response.head().sdp();
    boolean usable = (sdp.isPresent() || earlyAnswer) && listener.answered(sdp);
    if (!usable) {
      open.bye();
      over(new CallEnd.MediaRefused());
    } else if (byeBeforeAnswer != null) {
      open.handle(byeBeforeAnswer);
    }
  }

  /// The ACK of a 2xx is not part of the INVITE's transaction (section 13.2.2.4).
  private void acknowledge(Dialog dialog) {
    SipRequest request = dialog.request(SipRequest.ACK, Line.none(), invitation.authorization());
    Acknowledgement ack = new Acknowledgement(request, dialog.hop(), line.branch());
    acks.put(dialog.remoteTag(), ack);
    ack.send(line);
  }

  private Dialog dialog(SipResponse response) {
    return Dialog.ofCaller(invitation.request(), response, order.through());
  }

  private void end(Dialog dialog) {
    Dialog next = dialog.advanced();
    line.send(next, next.request(SipRequest.BYE, Line.none(), List.of()));
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
    over(
        asWished
            ? givenUp()
            : new CallEnd.Refused(
                response.status(),
                response.head().headers("Reason"),
                rang,
                RetryAfter.of(response)));
  }

  private void unanswered(CallEnd end) {
    if (state == State.CALLING) {
      over(end);
    } else if (state == State.CANCELLING || state == State.PROCEEDING) {
      over(wanted != null ? givenUp() : end);
    }
  }

  // ── giving up ──────────────────────────────────────────────────────────────

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
      case UP -> {
        if (open != null) {
          open.bye();
        }
        over(new CallEnd.WeLeft());
      }
      case CANCELLING, OVER -> {}
    }
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
    return new CallEnd.GivenUp(why, heard, rang);
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  private void over(CallEnd end) {
    if (state == State.OVER) {
      return;
    }
    state = State.OVER;
    stopTimer();
    listener.ended(end);
    timer =
        line.after(
            line.patience(),
            inbox,
            () -> {
              forget.forget(this);
              inbox.close();
            });
  }

  // ── from the network ───────────────────────────────────────────────────────

  @Override
  public void received(ReceivedRequest request) {
    inbox.post(() -> {
      if (state == State.UP && open != null) {
        open.handle(request);
      } else {
        beforeOrAfter(request);
      }
    });
  }

  /// A BYE can overtake the 200 that it follows; one that crosses ours is answered kindly.
  private void beforeOrAfter(ReceivedRequest request) {
    boolean bye = request.message().is(SipRequest.BYE);
    if (bye && state != State.OVER && byeBeforeAnswer == null) {
      byeBeforeAnswer = request;
      line.after(line.t1().multipliedBy(4), inbox, this::byeWithoutAnswer);
    } else if (request.message().is(SipRequest.UPDATE) && state != State.OVER) {
      // Our offer in the INVITE has no answer yet (RFC 3311 section 5.2).
      request.reply(Reply.of(491));
    } else {
      boolean ours = bye && open != null;
      request.reply(Reply.of(ours ? 200 : 481));
    }
  }

  private void byeWithoutAnswer() {
    if (byeBeforeAnswer != null && state != State.UP && open == null) {
      byeBeforeAnswer.reply(Reply.of(481));
      byeBeforeAnswer = null;
    }
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
      Acknowledgement ack = acks.get(response.head().to().tag().orElse(""));
      if (ack == null) {
        success(response);
      } else {
        ack.send(line);
      }
    });
  }
}
