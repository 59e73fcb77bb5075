package org.hustings.telephony.sip.call;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hustings.telephony.sip.stack.Hop;
import org.hustings.telephony.sip.stack.SipRequest;
import org.hustings.telephony.sip.stack.SipResponse;

/// The 2xx answers to one INVITE, one for each fork that answered: each is acknowledged, and all
/// but the first are ended. An ACK is no part of the INVITE's transaction (RFC 3261 section
/// 13.2.2.4), so a 2xx that comes again gets its own again.
final class Forks {
  /// An ACK as it was sent, to be sent again in exactly the same words.
  private record Acknowledgement(SipRequest request, Hop hop, String branch) {}

  private final Line line;
  private final Invitation invitation;
  private final ReliableProvisionals reliable;
  private final Map<String, Acknowledgement> byFork = new HashMap<>();

  Forks(Line line, Invitation invitation, ReliableProvisionals reliable) {
    this.line = line;
    this.invitation = invitation;
    this.reliable = reliable;
  }

  /// Acknowledges an answer.
  ///
  /// @return the dialog that the answer made
  Dialog acknowledge(SipResponse response) {
    SipRequest invite = invitation.request();
    Dialog dialog = Dialog.ofCaller(invite, response, invitation.through());
    SipRequest request = dialog.request(SipRequest.ACK, Line.none(), invitation.authorization());
    Acknowledgement ack = new Acknowledgement(request, dialog.hop(), line.branch());
    byFork.put(dialog.remoteTag(), ack);
    send(ack);
    return dialog.withLocalCseq(reliable.lastCseq(invite));
  }

  /// Ends a dialog that nobody wants.
  void end(Dialog dialog) {
    Dialog next = dialog.advanced();
    line.send(next, next.request(SipRequest.BYE, Line.none(), List.of()));
  }

  /// Acknowledges once more; false if this fork was never acknowledged.
  boolean repeat(SipResponse again) {
    Acknowledgement ack = byFork.get(again.head().to().tag().orElse(""));
    if (ack != null) {
      send(ack);
    }
    return ack != null;
  }

  private void send(Acknowledgement ack) {
    line.stack().sendBare(ack.request(), ack.hop(), Optional.of(ack.branch()));
  }
}
