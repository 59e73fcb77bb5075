package org.hustings.telephony.sip.call;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hustings.core.time.Inbox;
import org.hustings.telephony.sip.stack.Answers;
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

  private final Line line;
  private final Inbox<Runnable> inbox;
  private final CallListener listener;
  private final Optional<Credentials> credentials;
  private final Consumer<CallEnd> over;
  private Dialog dialog;
  private @Nullable Acceptance acceptance;
  private boolean offered;

  OpenDialog(
      Line line,
      Inbox<Runnable> inbox,
      CallListener listener,
      Optional<Credentials> credentials,
      Consumer<CallEnd> over,
      Dialog dialog) {
    this.line = line;
    this.inbox = inbox;
    this.listener = listener;
    this.credentials = credentials;
    this.over = over;
    this.dialog = dialog;
    listener.stored(StoredCall.up(dialog));
  }

  Dialog dialog() {
    return dialog;
  }

  // ── ours ───────────────────────────────────────────────────────────────────

  /// Sends BYE; what becomes of it changes nothing.
  void bye() {
    stop();
    send(SipRequest.BYE, List.of(), _ -> {}, () -> {});
  }

  void probe() {
    send(
        SipRequest.OPTIONS,
        List.of(ACCEPT_SDP),
        response -> probed(response.status()),
        this::vanished);
  }

  /// Any answer but these two says that the dialog is known (RFC 3261 section 12.2.1.2).
  private void probed(int status) {
    if (status == 481 || status == 408) {
      vanished();
    } else if (status >= 200) {
      listener.probed();
    }
  }

  private void vanished() {
    bye();
    over.accept(new CallEnd.Vanished());
  }

  private void send(
      String method, List<Header> headers, Consumer<SipResponse> answered, Runnable unanswered) {
    dialog = dialog.advanced();
    SipRequest request =
        dialog.request(method, Optional.of(line.contact(dialog.hop().transport())), headers);
    line.stack()
        .send(
            request,
            dialog.hop(),
            new PostedAnswers(
                inbox,
                response -> {
                  Optional<Header> authorization = authorization(request, response);
                  if (authorization.isPresent()) {
                    send(method, List.of(authorization.get()), answered, unanswered);
                  } else if (!response.provisional()) {
                    answered.accept(response);
                  }
                },
                unanswered));
  }

  /// The answer to a challenge, once for each request.
  private Optional<Header> authorization(SipRequest request, SipResponse response) {
    boolean challengedAlready =
        request.head().header("Authorization").isPresent()
            || request.head().header("Proxy-Authorization").isPresent();
    return challengedAlready
        ? Optional.empty()
        : Challenge.answer(credentials, request, response, line.token());
  }

  // ── theirs ─────────────────────────────────────────────────────────────────

  void handle(ReceivedRequest received) {
    SipRequest request = received.message();
    Head head = request.head();
    if (!head.from().tag().equals(dialog.remote().tag())) {
      received.reply(Reply.of(481));
    } else if (head.cseq() < dialog.remoteCseq()) {
      // Out of order (RFC 3261 section 12.2.2).
      received.reply(Reply.of(500).with(RETRY_SOON));
    } else {
      dialog = dialog.heard(head.cseq());
      switch (request.method()) {
        case SipRequest.BYE -> {
          received.reply(Reply.of(200));
          stop();
          over.accept(new CallEnd.FarEndLeft(head.headers("Reason")));
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

  /// RFC 3261 section 14.2. Our answer is ready at once, so only an unacknowledged earlier one can
  /// be in the way.
  private void reinvite(ReceivedRequest received) {
    if (acceptance != null) {
      received.reply(Reply.of(491));
      return;
    }
    Optional<Reply> change = change(received.message());
    if (change.isEmpty()) {
      received.reply(Reply.of(488));
      return;
    }
    Runnable neverAcknowledged =
        () -> {
          bye();
          over.accept(new CallEnd.Vanished());
        };
    acceptance = Acceptance.send(line, inbox, received, change.get(), neverAcknowledged);
    refreshed(received.message());
  }

  /// RFC 3311. Without a description it only refreshes the session or the target.
  private void update(ReceivedRequest received) {
    boolean plain = received.message().head().sdp().isEmpty();
    if (!plain && acceptance != null) {
      received.reply(Reply.of(491));
      return;
    }
    Optional<Reply> change =
        plain ? Optional.of(accepted(Optional.empty())) : change(received.message());
    received.reply(change.orElseGet(() -> Reply.of(488)));
    if (change.isPresent()) {
      refreshed(received.message());
    }
  }

  private Optional<Reply> change(SipRequest request) {
    Optional<String> offer = request.head().sdp();
    Optional<String> ours = listener.reoffered(offer);
    offered = offer.isEmpty() && ours.isPresent();
    return ours.map(sdp -> accepted(Optional.of(Body.sdp(sdp))));
  }

  private Reply accepted(Optional<Body> body) {
    Reply reply =
        Reply.of(200)
            .at(line.contact(dialog.hop().transport()))
            .with(line.allow())
            .with(new Header("Supported", ""));
    return body.map(reply::with).orElse(reply);
  }

  private void refreshed(SipRequest request) {
    dialog = dialog.towards(request.head().contact());
    listener.stored(StoredCall.up(dialog));
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
    if (acceptance != null) {
      acceptance.stop();
      acceptance = null;
    }
  }

  /// Brings answers to the call's runner.
  record PostedAnswers(Inbox<Runnable> inbox, Consumer<SipResponse> answered, Runnable unanswered)
      implements Answers {
    @Override
    public void response(SipResponse response) {
      inbox.post(() -> answered.accept(response));
    }

    @Override
    public void silence() {
      inbox.post(unanswered);
    }

    @Override
    public void broken(String why, boolean surelyUnsent) {
      inbox.post(unanswered);
    }
  }
}
