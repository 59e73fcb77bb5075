package org.hustings.telephony.sip.call;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hustings.telephony.sip.stack.Header;
import org.hustings.telephony.sip.stack.Hop;
import org.hustings.telephony.sip.stack.SipRequest;
import org.hustings.telephony.sip.stack.SipResponse;

/// The ACKs of one INVITE's 2xx answers, one for each fork that answered. They are no part of the
/// INVITE's transaction (RFC 3261 section 13.2.2.4), so a 2xx that comes again gets its own again.
final class Acknowledgements {
  /// An ACK as it was sent, to be sent again in exactly the same words.
  private record Acknowledgement(SipRequest request, Hop hop, String branch) {}

  private final Line line;
  private final Map<String, Acknowledgement> byFork = new HashMap<>();

  Acknowledgements(Line line) {
    this.line = line;
  }

  /// Acknowledges the answer that made a dialog.
  ///
  /// @param authorization that the INVITE had (section 22.1)
  void acknowledge(Dialog dialog, List<Header> authorization) {
    SipRequest request = dialog.request(SipRequest.ACK, Line.none(), authorization);
    Acknowledgement ack = new Acknowledgement(request, dialog.hop(), line.branch());
    byFork.put(dialog.remoteTag(), ack);
    send(ack);
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
