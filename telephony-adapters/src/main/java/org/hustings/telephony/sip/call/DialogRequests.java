package org.hustings.telephony.sip.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.hustings.core.time.Inbox;
import org.hustings.telephony.sip.stack.Answers;
import org.hustings.telephony.sip.stack.Body;
import org.hustings.telephony.sip.stack.Header;
import org.hustings.telephony.sip.stack.SipRequest;
import org.hustings.telephony.sip.stack.SipResponse;

/// Requests of ours within a dialog: counts them, and says who we are when that is asked. Touched
/// by the call's runner only.
final class DialogRequests {
  /// What a request carries besides what its dialog gives it.
  record Content(List<Header> headers, Optional<Body> body) {
    static final Content NONE = new Content(List.of(), Optional.empty());

    Content {
      headers = List.copyOf(headers);
    }

    static Content of(Header header) {
      return new Content(List.of(header), Optional.empty());
    }

    private Content with(Header header) {
      List<Header> more = new ArrayList<>(headers);
      more.add(header);
      return new Content(more, body);
    }
  }

  /// Told what becomes of a request.
  ///
  /// @param answered with the request as it was answered, and its final answer
  record Outcome(BiConsumer<SipRequest, SipResponse> answered, Runnable unanswered) {
    static final Outcome IGNORED = new Outcome((_, _) -> {}, () -> {});
  }

  private final Line line;
  private final Inbox<Runnable> inbox;
  private final Optional<Credentials> credentials;
  private Dialog dialog;

  DialogRequests(
      Line line, Inbox<Runnable> inbox, Optional<Credentials> credentials, Dialog dialog) {
    this.line = line;
    this.inbox = inbox;
    this.credentials = credentials;
    this.dialog = dialog;
  }

  Dialog dialog() {
    return dialog;
  }

  /// The dialog has changed, by what the far end said.
  void changed(Dialog other) {
    dialog = other;
  }

  void send(String method, Content content, Outcome outcome) {
    dialog = dialog.advanced();
    SipRequest request =
        dialog.request(
            method,
            Optional.of(line.contact(dialog.hop().transport())),
            content.headers(),
            content.body());
    Answers answers =
        new PostedAnswers(
            inbox,
            response -> {
              Optional<Header> authorization = authorization(request, response);
              if (authorization.isPresent()) {
                send(method, content.with(authorization.get()), outcome);
              } else if (!response.provisional()) {
                outcome.answered().accept(request, response);
              }
            },
            outcome.unanswered());
    line.stack().send(request, dialog.hop(), answers);
  }

  /// The answer to a challenge, once for each request.
  private Optional<Header> authorization(SipRequest request, SipResponse response) {
    return credentialsIn(request).isEmpty()
        ? Challenge.answer(credentials, request, response, line.token())
        : Optional.empty();
  }

  /// The ACK of the 2xx to a re-INVITE of ours (RFC 3261 section 13.2.2.4), to be sent now and each
  /// time that the 2xx comes again.
  SipRequest acknowledgement(SipRequest invite) {
    return dialog
        .withLocalCseq(invite.head().cseq())
        .request(SipRequest.ACK, Line.none(), credentialsIn(invite));
  }

  void acknowledge(SipRequest acknowledgement) {
    line.stack().sendBare(acknowledgement, dialog.hop(), Optional.empty());
  }

  private static List<Header> credentialsIn(SipRequest request) {
    return request.head().others().stream()
        .filter(header -> header.named("Authorization") || header.named("Proxy-Authorization"))
        .toList();
  }
}
