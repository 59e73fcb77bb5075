package org.hustings.telephony.sip.call;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hustings.core.time.Inbox;
import org.hustings.telephony.sip.stack.Answers;
import org.hustings.telephony.sip.stack.Head;
import org.hustings.telephony.sip.stack.Header;
import org.hustings.telephony.sip.stack.SipRequest;
import org.hustings.telephony.sip.stack.SipResponse;

/// Ends the calls of processes that died (R23): by what they stored, or when somebody still answers
/// them. There is no state of such a call here; what comes back is of no interest but a challenge.
final class FormerCalls {
  private static final int REPEATED_CANCELS = 4;

  /// A call is asked again at most this often who makes it, or for how long: as many INVITEs may
  /// have followed the one that is known.
  private static final int FURTHER_INVITES = 3;

  private final Line line;
  private final Inbox<Runnable> desk;

  FormerCalls(Line line, Inbox<Runnable> desk) {
    this.line = line;
    this.desk = desk;
  }

  /// Of a call of which no more is known than how it was to be named (R22), nobody can tell any
  /// more whether a provisional answer came, for which a CANCEL should wait (RFC 3261 section 9.1);
  /// it is repeated instead.
  ///
  /// @param credentials by the peer's name
  void end(StoredCall stored, Function<String, Optional<Credentials>> credentials) {
    switch (stored) {
      case StoredCall.Early early ->
          early
              .andFurther(FURTHER_INVITES)
              .forEach(one -> cancel(one, REPEATED_CANCELS, line.t1()));
      case StoredCall.Up up -> bye(up, credentials.apply(up.peer()));
    }
  }

  /// Its transaction died with the process that began it, so nothing but us repeats it.
  private void cancel(StoredCall.Early early, int times, Duration wait) {
    line.stack().sendBare(early.cancel(), early.hop(), Optional.of(early.branch()));
    if (times > 1) {
      line.after(wait, desk, () -> cancel(early, times - 1, wait.multipliedBy(2)));
    }
  }

  private void bye(StoredCall.Up up, Optional<Credentials> credentials) {
    line.stack()
        .send(
            up.bye(),
            up.hop(),
            new PostedAnswers(
                desk,
                response ->
                    Challenge.answer(credentials, up.bye(), response, line.token())
                        .ifPresent(answer -> byeAgain(up, answer)),
                () -> {}));
  }

  private void byeAgain(StoredCall.Up up, Header authorization) {
    Head head = up.bye().head();
    SipRequest again =
        new SipRequest(
            SipRequest.BYE,
            up.bye().uri(),
            new Head(
                head.callId(),
                head.from(),
                head.to(),
                head.cseq() + 1,
                head.contact(),
                head.routes(),
                List.of(authorization),
                head.body()));
    Answers ignored = new PostedAnswers(desk, _ -> {}, () -> {});
    line.stack().send(again, up.hop(), ignored);
  }

  /// An answer to what a process before us asked: nobody is there to talk to, so it is acknowledged
  /// and ended, and nobody is kept hanging on.
  void end(SipResponse answer, Peer peer) {
    Head head = answer.head();
    SipRequest asked =
        new SipRequest(
            SipRequest.INVITE,
            head.to().uri(),
            new Head(
                head.callId(),
                head.from(),
                head.to(),
                head.cseq(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty()));
    Dialog dialog = Dialog.ofCaller(asked, answer, peer);
    line.stack()
        .sendBare(
            dialog.request(SipRequest.ACK, Line.none(), List.of()), dialog.hop(), Optional.empty());
    Dialog next = dialog.advanced();
    line.send(next, next.request(SipRequest.BYE, Line.none(), List.of()));
  }
}
