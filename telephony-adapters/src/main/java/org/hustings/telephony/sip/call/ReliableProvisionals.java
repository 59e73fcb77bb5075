package org.hustings.telephony.sip.call;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hustings.telephony.sip.stack.Header;
import org.hustings.telephony.sip.stack.SipRequest;
import org.hustings.telephony.sip.stack.SipResponse;

/// Acknowledges the provisional answers that a carrier wants acknowledged (PRACK, RFC 3262 section
/// 4): each once, in their order, for each fork by itself.
final class ReliableProvisionals {
  static final String TAG = "100rel";

  private final Line line;
  private final Peer peer;
  private final Map<String, Long> lastOfFork = new HashMap<>();
  private long cseq;

  ReliableProvisionals(Line line, Peer peer) {
    this.line = line;
    this.peer = peer;
  }

  /// Whether a provisional answer is to be heard: one that comes again, or before its turn, is not.
  boolean take(SipRequest invite, SipResponse provisional) {
    Optional<Long> number = number(provisional);
    if (provisional.status() == 100 || number.isEmpty()) {
      return true;
    }
    String fork = provisional.head().to().tag().orElse("");
    Long last = lastOfFork.get(fork);
    if (last != null && number.get() != last + 1) {
      return false;
    }
    lastOfFork.put(fork, number.get());
    acknowledge(invite, provisional, number.get());
    return true;
  }

  private void acknowledge(SipRequest invite, SipResponse provisional, long number) {
    cseq = lastCseq(invite) + 1;
    Dialog early = Dialog.ofCaller(invite, provisional, peer).withLocalCseq(cseq);
    Header rack = new Header("RAck", "%d %d INVITE".formatted(number, provisional.head().cseq()));
    line.send(early, early.request("PRACK", Line.none(), List.of(rack)));
  }

  /// The highest number that a request of this call has; those within its dialog go on from there.
  long lastCseq(SipRequest invite) {
    return Math.max(cseq, invite.head().cseq());
  }

  private static Optional<Long> number(SipResponse provisional) {
    boolean wanted =
        provisional.head().headers("Require").stream().anyMatch(value -> value.contains(TAG));
    return wanted
        ? provisional
            .head()
            .header("RSeq")
            .map(String::strip)
            .filter(text -> text.matches("[0-9]{1,10}"))
            .map(Long::valueOf)
        : Optional.empty();
  }
}
