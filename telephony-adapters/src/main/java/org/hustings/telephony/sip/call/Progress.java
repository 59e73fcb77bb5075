package org.hustings.telephony.sip.call;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.hustings.telephony.sip.stack.SipResponse;

/// What is told of a call of ours before it is answered: that it was accepted, that it rings, that
/// the network can be heard.
final class Progress {
  private final CallListener listener;
  private boolean acceptedTold;
  private boolean rang;
  private final Map<String, String> descriptions = new HashMap<>();

  Progress(CallListener listener) {
    this.listener = listener;
  }

  /// The first answer of any kind has come; told once, whatever challenges follow.
  void accepted() {
    if (!acceptedTold) {
      acceptedTold = true;
      listener.accepted();
    }
  }

  /// 180 rings; any other with a description lets the network be heard, and whoever hears it cannot
  /// tell a ring-back tone from an announcement. 181, 182 and a bare 183 say nothing yet.
  void heard(SipResponse provisional) {
    if (provisional.status() > 100) {
      listener.passedOn();
    }
    Optional<String> sdp = provisional.head().sdp();
    sdp.ifPresent(text -> descriptions.put(fork(provisional), text));
    if (provisional.status() == 180 || sdp.isPresent()) {
      rang = true;
      listener.ringing(provisional.status(), sdp);
    }
  }

  /// Whether the far end was alerting.
  boolean rang() {
    return rang;
  }

  /// The end that a final answer other than a 2xx is.
  CallEnd refused(SipResponse response) {
    return new CallEnd.Refused(
        response.status(), response.head().headers("Reason"), rang, RetryAfter.of(response));
  }

  /// How the one who answers described itself: in the answer, or before, which the answer need not
  /// repeat. What another fork said does not count.
  Optional<String> descriptionOf(SipResponse answer) {
    return answer.head().sdp().or(() -> Optional.ofNullable(descriptions.get(fork(answer))));
  }

  private static String fork(SipResponse response) {
    return response.head().to().tag().orElse("");
  }
}
