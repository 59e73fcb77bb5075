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
///
/// The first may be held until it is stored what ends the call (R23): whoever answered repeats its
/// 2xx meanwhile, and would end the call by itself if we died (section 13.3.1.4).
final class Forks {
  /// An ACK as it is sent, each time in exactly the same words.
  private static final class Acknowledgement {
    private final SipRequest request;
    private final Hop hop;
    private final String branch;
    private boolean sent;

    private Acknowledgement(SipRequest request, Hop hop, String branch) {
      this.request = request;
      this.hop = hop;
      this.branch = branch;
    }
  }

  private final Line line;
  private final Invitation invitation;
  private final ReliableProvisionals reliable;
  private final Map<String, Acknowledgement> byFork = new HashMap<>();

  Forks(Line line, Invitation invitation, ReliableProvisionals reliable) {
    this.line = line;
    this.invitation = invitation;
    this.reliable = reliable;
  }

  /// Takes an answer, which is not acknowledged yet.
  ///
  /// @return the dialog that the answer made
  Dialog answered(SipResponse response) {
    SipRequest invite = invitation.request();
    Dialog dialog = Dialog.ofCaller(invite, response, invitation.through());
    SipRequest request = dialog.request(SipRequest.ACK, Line.none(), invitation.authorization());
    byFork.put(dialog.remoteTag(), new Acknowledgement(request, dialog.hop(), line.branch()));
    return dialog.withLocalCseq(reliable.lastCseq(invite));
  }

  /// Acknowledges the answer that made a dialog, for the first time.
  void acknowledge(Dialog dialog) {
    Acknowledgement ack = byFork.get(dialog.remoteTag());
    if (ack != null) {
      send(ack);
    }
  }

  /// Ends a dialog that nobody wants.
  void end(Dialog dialog) {
    acknowledge(dialog);
    Dialog next = dialog.advanced();
    line.send(next, next.request(SipRequest.BYE, Line.none(), List.of()));
  }

  /// Acknowledges once more, unless the ACK is held; false if this fork never answered before.
  boolean repeat(SipResponse again) {
    Acknowledgement ack = byFork.get(again.head().to().tag().orElse(""));
    if (ack != null && ack.sent) {
      send(ack);
    }
    return ack != null;
  }

  private void send(Acknowledgement ack) {
    ack.sent = true;
    line.stack().sendBare(ack.request, ack.hop, Optional.of(ack.branch));
  }
}
