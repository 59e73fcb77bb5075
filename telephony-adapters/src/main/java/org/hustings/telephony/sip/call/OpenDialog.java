package org.hustings.telephony.sip.call;

import java.util.Optional;
import java.util.function.Consumer;
import org.hustings.core.time.Inbox;
import org.hustings.telephony.sip.stack.Body;
import org.hustings.telephony.sip.stack.Head;
import org.hustings.telephony.sip.stack.Header;
import org.hustings.telephony.sip.stack.ReceivedRequest;
import org.hustings.telephony.sip.stack.Reply;
import org.hustings.telephony.sip.stack.SipRequest;
import org.hustings.telephony.sip.stack.SipResponse;
import org.jspecify.annotations.Nullable;

/// What goes on within a dialog, from either side: BYE, re-INVITE, UPDATE, OPTIONS, INFO. Belongs
/// to one call and is touched by its runner only.
final class OpenDialog {
  private static final Header RETRY_SOON = new Header("Retry-After", "3");
  private static final Header ACCEPT_SDP = new Header("Accept", Body.SDP);

  /// Whose dialog it is.
  ///
  /// @param credentials if the far end asks who we are
  /// @param over told when it ends otherwise than by [#bye]
  record Owner(
      Line line,
      Inbox<Runnable> inbox,
      CallListener listener,
      Optional<Credentials> credentials,
      Consumer<CallEnd> over) {}

  /// How it began.
  ///
  /// @param calling whether we made the call
  /// @param ours our description
  /// @param theirs the head of the far end's first word: its INVITE, or its 2xx to ours
  record Beginning(boolean calling, String ours, Head theirs) {}

  private final Owner owner;
  private final Line line;
  private final CallListener listener;
  private final DialogRequests requests;
  private final SessionTimer timer;
  private final Refresh refresh;
  private @Nullable Acceptance acceptance;
  private String ours;
  private boolean offered;

  OpenDialog(Owner owner, Dialog dialog, Beginning beginning) {
    this.owner = owner;
    this.line = owner.line();
    this.listener = owner.listener();
    this.ours = beginning.ours();
    this.requests = new DialogRequests(line, owner.inbox(), owner.credentials(), dialog);
    this.timer =
        new SessionTimer(
            line, owner.inbox(), new SessionTimer.Demands(this::refresh, this::expired));
    this.refresh =
        new Refresh(
            line,
            requests,
            new Refreshed(beginning.calling()),
            SessionExpires.names(beginning.theirs(), "Allow", SipRequest.UPDATE));
  }

  /// Tells what ends the call after a crash.
  void tellStored() {
    listener.stored(StoredCall.up(dialog()));
  }

  Dialog dialog() {
    return requests.dialog();
  }

  SessionTimer timer() {
    return timer;
  }

  // ── ours ───────────────────────────────────────────────────────────────────

  /// Sends BYE; what becomes of it changes nothing.
  void bye() {
    stop();
    requests.send(SipRequest.BYE, DialogRequests.Content.NONE, DialogRequests.Outcome.IGNORED);
  }

  void probe() {
    requests.send(
        SipRequest.OPTIONS,
        DialogRequests.Content.of(ACCEPT_SDP),
        new DialogRequests.Outcome((_, response) -> probed(response.status()), this::vanished));
  }

  /// Any answer but these two says that the dialog is known (RFC 3261 section 12.2.1.2).
  private void probed(int status) {
    if (status == 481 || status == 408) {
      vanished();
    } else {
      listener.probed();
    }
  }

  private void vanished() {
    end(new CallEnd.Vanished());
  }

  private void expired() {
    end(new CallEnd.Expired());
  }

  private void end(CallEnd why) {
    bye();
    owner.over().accept(why);
  }

  private void refresh() {
    if (acceptance == null) {
      refresh.send();
    } else {
      // Theirs first (RFC 3261 section 14.1).
      timer.refreshAfter(line.t1());
    }
  }

  /// A 2xx to our INVITE came once more; false if it is of none that we sent within the dialog.
  boolean repeated(SipResponse again) {
    return refresh.repeat(again);
  }

  /// The session that is refreshed.
  private final class Refreshed implements Refresh.Session {
    private final boolean calling;

    Refreshed(boolean calling) {
      this.calling = calling;
    }

    @Override
    public boolean asCaller() {
      return calling;
    }

    @Override
    public String ours() {
      return ours;
    }

    @Override
    public SessionTimer timer() {
      return timer;
    }

    @Override
    public void answered(String sdp) {
      listener.reanswered(sdp);
      tellStored();
    }

    @Override
    public void gone() {
      vanished();
    }
  }

  // ── theirs ─────────────────────────────────────────────────────────────────

  void handle(ReceivedRequest received) {
    SipRequest request = received.message();
    Head head = request.head();
    if (!head.from().tag().equals(dialog().remote().tag())) {
      received.reply(Reply.of(481));
    } else if (head.cseq() < dialog().remoteCseq()) {
      // Out of order (RFC 3261 section 12.2.2).
      received.reply(Reply.of(500).with(RETRY_SOON));
    } else {
      requests.changed(dialog().heard(head.cseq()));
      switch (request.method()) {
        case SipRequest.BYE -> {
          received.reply(Reply.of(200));
          stop();
          owner.over().accept(new CallEnd.FarEndLeft(head.headers("Reason")));
        }
        case SipRequest.INVITE -> reinvite(received);
        case SipRequest.UPDATE -> update(received);
        case SipRequest.INFO -> info(received);
        case SipRequest.OPTIONS ->
            received.reply(Reply.of(200).with(line.allow()).with(ACCEPT_SDP));
        default -> received.reply(OutOfDialog.refusal(request.method(), line));
      }
    }
  }

  /// RFC 3261 section 14.2. Our answer is ready at once, so only an unacknowledged earlier one, or
  /// a re-INVITE of our own, can be in the way.
  private void reinvite(ReceivedRequest received) {
    Optional<Reply> refusal = refusal(received.message());
    if (refusal.isPresent()) {
      received.reply(refusal.get());
      return;
    }
    Optional<Reply> change = change(received.message());
    if (change.isEmpty()) {
      received.reply(Reply.of(488));
      return;
    }
    Runnable neverAcknowledged = this::vanished;
    acceptance = Acceptance.send(line, owner.inbox(), received, change.get(), neverAcknowledged);
    refreshed(received.message());
  }

  /// RFC 3311. Without a description it only refreshes the session or the target.
  private void update(ReceivedRequest received) {
    SipRequest request = received.message();
    boolean plain = request.head().sdp().isEmpty();
    Optional<Reply> refusal = plain ? SessionTimer.refusal(request, line) : refusal(request);
    if (refusal.isPresent()) {
      received.reply(refusal.get());
      return;
    }
    Optional<Reply> change =
        plain ? Optional.of(accepted(request, Optional.empty())) : change(request);
    received.reply(change.orElseGet(() -> Reply.of(488)));
    if (change.isPresent()) {
      refreshed(request);
    }
  }

  private Optional<Reply> refusal(SipRequest request) {
    return acceptance != null || refresh.inviting()
        ? Optional.of(Reply.of(491))
        : SessionTimer.refusal(request, line);
  }

  private Optional<Reply> change(SipRequest request) {
    Optional<String> offer = request.head().sdp();
    Optional<String> described = listener.reoffered(offer);
    offered = offer.isEmpty() && described.isPresent();
    described.ifPresent(sdp -> ours = sdp);
    return described.map(sdp -> accepted(request, Optional.of(Body.sdp(sdp))));
  }

  private Reply accepted(SipRequest request, Optional<Body> body) {
    Reply reply =
        Reply.of(200)
            .at(line.contact(dialog().hop().transport()))
            .with(line.allow())
            .with(Line.SUPPORTED);
    for (Header header : timer.accept(request)) {
      reply = reply.with(header);
    }
    return body.map(reply::with).orElse(reply);
  }

  private void refreshed(SipRequest request) {
    requests.changed(dialog().towards(request.head().contact()));
    tellStored();
  }

  private void info(ReceivedRequest received) {
    received.reply(Reply.of(200));
    received.message().head().body().ifPresent(listener::info);
  }

  /// The ACK of a re-INVITE that we accepted.
  void acknowledged(SipRequest ack) {
    Acceptance waiting = acceptance;
    if (waiting != null && waiting.acknowledge(ack.head().cseq())) {
      acceptance = null;
      if (offered) {
        offered = false;
        ack.head().sdp().ifPresent(listener::reanswered);
      }
    }
  }

  private void stop() {
    timer.stop();
    if (acceptance != null) {
      acceptance.stop();
      acceptance = null;
    }
  }
}
