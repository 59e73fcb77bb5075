package org.hustings.telephony.sip.call;

import java.time.Duration;
import org.hustings.core.time.Inbox;
import org.hustings.core.time.Timers;
import org.hustings.telephony.sip.stack.ReceivedRequest;
import org.hustings.telephony.sip.stack.Reply;

/// A 2xx to an INVITE that is repeated until its ACK comes (RFC 3261 section 13.3.1.4), over
/// connections, too, since a proxy on the way may use datagrams.
final class Acceptance {
  private static final Duration T2 = Duration.ofSeconds(4);

  private final Line line;
  private final Inbox<Runnable> inbox;
  private final ReceivedRequest invite;
  private final Reply reply;
  private final Duration until;
  private final Runnable neverAcknowledged;
  private Duration interval;
  private Timers.Timer timer;
  private boolean acknowledged;

  private Acceptance(
      Line line,
      Inbox<Runnable> inbox,
      ReceivedRequest invite,
      Reply reply,
      Runnable neverAcknowledged) {
    this.line = line;
    this.inbox = inbox;
    this.invite = invite;
    this.reply = reply;
    this.neverAcknowledged = neverAcknowledged;
    this.interval = line.t1();
    this.until = line.timers().elapsed().plus(line.patience());
    this.timer = line.after(interval, inbox, this::again);
  }

  /// Sends the 2xx for the first time.
  static Acceptance send(
      Line line,
      Inbox<Runnable> inbox,
      ReceivedRequest invite,
      Reply reply,
      Runnable neverAcknowledged) {
    invite.reply(reply);
    return new Acceptance(line, inbox, invite, reply, neverAcknowledged);
  }

  private void again() {
    if (acknowledged) {
      return;
    }
    if (line.timers().elapsed().compareTo(until) < 0) {
      invite.repeat(reply);
      Duration doubled = interval.multipliedBy(2);
      interval = doubled.compareTo(T2) < 0 ? doubled : T2;
      timer = line.after(interval, inbox, this::again);
    } else {
      acknowledged = true;
      neverAcknowledged.run();
    }
  }

  /// Whether an ACK is the first one for this 2xx.
  boolean acknowledge(long cseq) {
    boolean first = !acknowledged && cseq == invite.message().head().cseq();
    if (first) {
      stop();
    }
    return first;
  }

  void stop() {
    acknowledged = true;
    timer.cancel();
  }
}
