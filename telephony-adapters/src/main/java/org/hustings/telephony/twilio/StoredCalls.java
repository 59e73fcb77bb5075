package org.hustings.telephony.twilio;

import java.time.Duration;
import org.hustings.core.time.Timers;
import org.hustings.telephony.twilio.rest.Answer;
import org.hustings.telephony.twilio.rest.CallResource;

/// Ends calls of servers that died, from what was stored of them (R23): `twilio`, the account, the
/// call, with a space between. Asks a few times more where Twilio was not reached.
record StoredCalls(Exchange exchange, TwilioTelephony.Surroundings surroundings) {
  private static final int TRIES = 5;

  /// Whether what was stored of a leg is of this account.
  boolean isOurs(String dialog) {
    return dialog.matches("twilio " + exchange.config().accountSid() + " CA[0-9a-fA-F]{32}");
  }

  void hangUp(String dialog) {
    if (isOurs(dialog)) {
      end(dialog.substring(dialog.lastIndexOf(' ') + 1), 1);
    }
  }

  private void end(String sid, int turn) {
    surroundings.runners().run("hang-up-stored", () -> ask(sid, turn));
  }

  private void ask(String sid, int turn) {
    boolean again =
        switch (exchange.books().calls().end(sid)) {
          case Answer.Done<CallResource> _ -> false;
          case Answer.Refused<CallResource> refused -> refused.isTooMany();
          case Answer.NotSent<CallResource> _, Answer.Unknown<CallResource> _ -> true;
        };
    if (again && turn < TRIES) {
      Timers.Timer _ =
          surroundings.timers().after(Duration.ofSeconds(1L << turn), () -> end(sid, turn + 1));
    }
  }
}
