package org.hustings.telephony.sip.call;

import java.util.Optional;
import org.hustings.core.time.Inbox;
import org.hustings.telephony.sip.stack.ReceivedRequest;
import org.hustings.telephony.sip.stack.Reply;
import org.hustings.telephony.sip.stack.SipRequest;
import org.jspecify.annotations.Nullable;

/// A BYE that came before the 200 that it follows: datagrams overtake each other. It is kept for a
/// while, since a call that is refused here would otherwise be answered and never end.
final class EarlyBye {
  private final Line line;
  private final Inbox<Runnable> inbox;
  private @Nullable ReceivedRequest waiting;

  EarlyBye(Line line, Inbox<Runnable> inbox) {
    this.line = line;
    this.inbox = inbox;
  }

  /// Keeps it until [#take], for 4·T1 at most; false if one is kept already.
  private boolean keep(ReceivedRequest bye) {
    if (waiting != null) {
      return false;
    }
    waiting = bye;
    line.after(line.t1().multipliedBy(4), inbox, this::refuse);
    return true;
  }

  /// What comes from a far end that has not answered yet.
  void beforeAnswer(ReceivedRequest request) {
    if (request.message().is(SipRequest.UPDATE)) {
      // Our offer in the INVITE has no answer yet (RFC 3311 section 5.2).
      request.reply(Reply.of(491));
    } else if (!request.message().is(SipRequest.BYE) || !keep(request)) {
      request.reply(Reply.of(481));
    }
  }

  /// The BYE, now that its call is up.
  Optional<ReceivedRequest> take() {
    Optional<ReceivedRequest> kept = Optional.ofNullable(waiting);
    waiting = null;
    return kept;
  }

  private void refuse() {
    take().ifPresent(bye -> bye.reply(Reply.of(481)));
  }
}
