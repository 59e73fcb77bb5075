package org.hustings.telephony.sip.call;

import java.util.function.Consumer;
import org.hustings.core.time.Inbox;
import org.hustings.telephony.sip.stack.Answers;
import org.hustings.telephony.sip.stack.SipResponse;

/// Brings answers to the runner of whoever asked.
record PostedAnswers(Inbox<Runnable> inbox, Consumer<SipResponse> answered, Runnable unanswered)
    implements Answers {
  @Override
  public void response(SipResponse response) {
    inbox.post(() -> answered.accept(response));
  }

  @Override
  public void silence() {
    inbox.post(unanswered);
  }

  @Override
  public void broken(String why, boolean surelyUnsent) {
    inbox.post(unanswered);
  }
}
