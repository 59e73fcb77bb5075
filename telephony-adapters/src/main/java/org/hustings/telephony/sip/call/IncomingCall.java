package org.hustings.telephony.sip.call;

import java.util.List;
import java.util.Optional;
import org.hustings.core.time.Inbox;
import org.hustings.telephony.sip.stack.Body;
import org.hustings.telephony.sip.stack.Header;
import org.hustings.telephony.sip.stack.ReceivedRequest;
import org.hustings.telephony.sip.stack.Reply;
import org.hustings.telephony.sip.stack.SipRequest;
import org.hustings.telephony.sip.stack.SipResponse;
import org.jspecify.annotations.Nullable;

/// A call that somebody makes to us (RFC 3261 section 13.3).
///
/// ```
///  OFFERED ── accept: 200 ──► ANSWERING ── ACK ──► UP ── BYE, either way ──┐
///     │                           │ no ACK: BYE                           ▼
///     └── reject, CANCEL ─────────┴───────────────────────────────────► OVER
/// ```
public final class IncomingCall implements Call, CallInput {
  private final Line line;
  private final ReceivedRequest invite;
  private final Peer peer;
  private final Forgetting forget;
  private final Inbox<Runnable> inbox;
  private final String localTag;

  private State state = State.OFFERED;
  private CallListener listener = _ -> {};
  private @Nullable Acceptance acceptance;
  private @Nullable OpenDialog open;

  private enum State {
    OFFERED,
    ANSWERING,
    UP,
    OVER
  }

  IncomingCall(Line line, ReceivedRequest invite, Peer peer, Forgetting forget) {
    this.line = line;
    this.invite = invite;
    this.peer = peer;
    this.forget = forget;
    this.localTag = line.token();
    this.inbox = line.inbox("call-" + id());
  }

  @Override
  public String id() {
    return invite.message().head().callId();
  }

  @Override
  public String localTag() {
    return localTag;
  }

  /// The INVITE.
  public SipRequest request() {
    return invite.message();
  }

  public Peer peer() {
    return peer;
  }

  /// Names who hears of the call; within [Reception#offered].
  public void listen(CallListener other) {
    listener = other;
  }

  /// The call's runner: what is posted there runs in order with what the listener hears.
  public Inbox<Runnable> inbox() {
    return inbox;
  }

  // ── commands ───────────────────────────────────────────────────────────────

  /// Says that we are alerting (180).
  public void ring() {
    inbox.post(() -> provisional(tagged(180)));
  }

  /// Lets the caller hear something before we answer (183 with a session description).
  public void progress(String sdp) {
    inbox.post(() -> provisional(tagged(183).with(Body.sdp(sdp))));
  }

  /// Where the caller wants provisional answers reliable (RFC 3262 section 3), it gets none: we
  /// send them unreliably only, and it does not depend on them.
  private void provisional(Reply reply) {
    boolean reliablyOnly =
        request().head().headers("Require").stream()
            .anyMatch(tag -> tag.contains(ReliableProvisionals.TAG));
    if (state == State.OFFERED && !reliablyOnly) {
      invite.reply(reply);
    }
  }

  /// Answers the call; it is up when the ACK comes ([CallListener#answered]).
  ///
  /// @param sdp our answer, or our offer where the INVITE brought none
  public void accept(String sdp) {
    inbox.post(() -> {
      if (state == State.OFFERED) {
        state = State.ANSWERING;
        OpenDialog dialog = opened(sdp);
        open = dialog;
        dialog.tellStored();
        Reply reply = tagged(200).with(line.allow()).with(Line.SUPPORTED).with(Body.sdp(sdp));
        for (Header header : dialog.timer().accept(invite.message())) {
          reply = reply.with(header);
        }
        acceptance = Acceptance.send(line, inbox, invite, reply, this::neverAcknowledged);
      }
    });
  }

  private OpenDialog opened(String sdp) {
    return new OpenDialog(
        new OpenDialog.Owner(line, inbox, listener, Optional.empty(), this::over),
        Dialog.ofCalled(invite.message(), localTag, peer),
        new OpenDialog.Beginning(false, sdp, invite.message().head()));
  }

  /// Refuses the call with a final answer.
  public void reject(int status, List<Header> headers) {
    inbox.post(() -> {
      if (state == State.OFFERED) {
        refuse(status, headers);
        over(new CallEnd.WeRefused(status));
      }
    });
  }

  private void refuse(int status, List<Header> headers) {
    Reply reply = Reply.of(status).tagged(localTag);
    for (Header header : headers) {
      reply = reply.with(header);
    }
    invite.reply(reply);
  }

  @Override
  public void hangUp() {
    inbox.post(() -> {
      if (state == State.OFFERED) {
        refuse(480, List.of());
        over(new CallEnd.WeRefused(480));
      } else if (state != State.OVER) {
        // Before the ACK, too: it may never come (RFC 3261 section 15 would have us wait).
        leave(new CallEnd.WeLeft());
      }
    });
  }

  @Override
  public void probe() {
    inbox.post(() -> {
      if (state == State.UP && open != null) {
        open.probe();
      }
    });
  }

  // ── from the network ───────────────────────────────────────────────────────

  @Override
  public void received(ReceivedRequest request) {
    inbox.post(() -> {
      if (open != null && state != State.OVER) {
        handle(open, request);
      } else {
        boolean lateBye = open != null && request.message().is(SipRequest.BYE);
        request.reply(Reply.of(lateBye ? 200 : 481));
      }
    });
  }

  private void handle(OpenDialog dialog, ReceivedRequest request) {
    boolean changes =
        request.message().is(SipRequest.INVITE)
            || (request.message().is(SipRequest.UPDATE)
                && request.message().head().sdp().isPresent());
    if (state == State.ANSWERING && changes) {
      // Our own answer is not acknowledged yet (sections 14.1 and 14.2).
      request.reply(Reply.of(491));
    } else {
      dialog.handle(request);
    }
  }

  @Override
  public void acknowledged(SipRequest ack) {
    inbox.post(() -> {
      if (state == State.ANSWERING
          && acceptance != null
          && acceptance.acknowledge(ack.head().cseq())) {
        state = State.UP;
        if (!listener.answered(ack.head().sdp())) {
          leave(new CallEnd.MediaRefused());
        }
      } else if (open != null) {
        open.acknowledged(ack);
      }
    });
  }

  /// Only to a re-INVITE of ours.
  @Override
  public void stray(SipResponse response) {
    inbox.post(() -> {
      if (open != null) {
        open.repeated(response);
      }
    });
  }

  /// The caller gave up.
  void cancelled() {
    inbox.post(() -> {
      if (state == State.OFFERED) {
        refuse(487, List.of());
        over(new CallEnd.CallerGaveUp());
      }
    });
  }

  private void neverAcknowledged() {
    if (state == State.ANSWERING) {
      leave(new CallEnd.NeverAcknowledged());
    }
  }

  private void leave(CallEnd end) {
    if (open != null) {
      open.bye();
    }
    over(end);
  }

  private void over(CallEnd end) {
    if (state == State.OVER) {
      return;
    }
    state = State.OVER;
    if (acceptance != null) {
      acceptance.stop();
    }
    listener.ended(end);
    line.after(
        line.patience(),
        inbox,
        () -> {
          forget.forget(this);
          inbox.close();
        });
  }

  private Reply tagged(int status) {
    return Reply.of(status).tagged(localTag).at(line.contact(peer.hop().transport()));
  }
}
