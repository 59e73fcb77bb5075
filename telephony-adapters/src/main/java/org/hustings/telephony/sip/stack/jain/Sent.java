package org.hustings.telephony.sip.stack.jain;

import gov.nist.javax.sip.message.SIPRequest;
import java.text.ParseException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sip.ClientTransaction;
import javax.sip.InvalidArgumentException;
import javax.sip.ObjectInUseException;
import javax.sip.SipException;
import org.hustings.telephony.sip.stack.Answers;
import org.hustings.telephony.sip.stack.Header;
import org.hustings.telephony.sip.stack.Hop;
import org.hustings.telephony.sip.stack.SentRequest;
import org.hustings.telephony.sip.stack.SipRequest;
import org.hustings.telephony.sip.stack.SipResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A client transaction of the library, as its sender sees it.
final class Sent implements SentRequest {
  private static final Logger log = LoggerFactory.getLogger(Sent.class);

  private final Engine engine;
  private final Hop hop;
  private final String branch;
  private final Answers answers;
  private volatile @Nullable ClientTransaction transaction;
  private volatile boolean abandoned;
  private volatile boolean succeeded;

  Sent(Engine engine, Hop hop, String branch, Answers answers) {
    this.engine = engine;
    this.hop = hop;
    this.branch = branch;
    this.answers = answers;
  }

  /// Everything is attached to the transaction before it is sent: the answer may be quicker than
  /// the return from sending.
  void begin(SipRequest request) {
    AtomicBoolean unconnected = new AtomicBoolean();
    try {
      SIPRequest message = engine.build(request, hop, branch);
      ClientTransaction begun = engine.transaction(message);
      begun.setApplicationData(this);
      transaction = begun;
      ScopedValue.where(PeerSockets.CONNECTION_FAILED, unconnected)
          .call(() -> {
            begun.sendRequest();
            return begun;
          });
    } catch (ParseException | InvalidArgumentException e) {
      // Its text may quote a number.
      log.debug("event=sip-request-illegal method={}", request.method(), e);
      answers.broken("not a legal request", true);
    } catch (SipException e) {
      log.debug("event=sip-not-sent method={}", request.method(), e);
      abandon();
      answers.broken(unconnected.get() ? "no connection" : "sending failed", unconnected.get());
    }
  }

  @Override
  public String branch() {
    return branch;
  }

  @Override
  public void cancel(List<Header> headers) {
    ClientTransaction invite = transaction;
    if (invite == null) {
      return;
    }
    try {
      SIPRequest cancel = (SIPRequest) invite.createCancel();
      cancel.setApplicationData(Engine.libraryHop(hop));
      for (Header header : headers) {
        cancel.addHeader(Translation.header(header));
      }
      engine.transaction(cancel).sendRequest();
    } catch (SipException | ParseException e) {
      // The INVITE was answered in the same moment; its answer says what to do.
      log.debug("event=sip-cancel-not-sent", e);
    }
  }

  @Override
  public void abandon() {
    abandoned = true;
    ClientTransaction begun = transaction;
    if (begun != null) {
      try {
        begun.terminate();
      } catch (ObjectInUseException e) {
        log.debug("event=sip-transaction-in-use", e);
      }
    }
  }

  /// Hands on an answer, and says whether it was for the transaction: a second 2xx is a matter of
  /// the dialog (RFC 3261 section 13.2.2.4), even while the library still knows the transaction.
  boolean answered(SipResponse response) {
    if (succeeded && response.success()) {
      return false;
    }
    succeeded = response.success();
    if (!abandoned) {
      answers.response(response);
    }
    return true;
  }

  void silent() {
    if (!abandoned) {
      answers.silence();
    }
  }
}
