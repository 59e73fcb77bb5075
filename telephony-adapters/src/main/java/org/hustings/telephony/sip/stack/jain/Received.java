package org.hustings.telephony.sip.stack.jain;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.io.UncheckedIOException;
import java.text.ParseException;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import org.hustings.telephony.sip.stack.Hop;
import org.hustings.telephony.sip.stack.ReceivedRequest;
import org.hustings.telephony.sip.stack.Reply;
import org.hustings.telephony.sip.stack.SipRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A server transaction of the library, as the one who answers it sees it.
final class Received implements ReceivedRequest {
  private static final Logger log = LoggerFactory.getLogger(Received.class);

  private final Engine engine;
  private final ServerTransaction transaction;
  private final SIPRequest original;
  private final SipRequest message;
  private final Hop source;

  Received(
      Engine engine,
      ServerTransaction transaction,
      SIPRequest original,
      SipRequest message,
      Hop source) {
    this.engine = engine;
    this.transaction = transaction;
    this.original = original;
    this.message = message;
    this.source = source;
  }

  @Override
  public SipRequest message() {
    return message;
  }

  @Override
  public Hop source() {
    return source;
  }

  @Override
  public void reply(Reply reply) {
    try {
      transaction.sendResponse(engine.translation().response(reply, original));
    } catch (SipException | InvalidArgumentException | ParseException | UncheckedIOException e) {
      log.debug("event=sip-reply-not-sent status={}", reply.status(), e);
    }
  }

  @Override
  public void repeat(Reply reply) {
    try {
      SIPResponse response = engine.translation().response(reply, original);
      engine.sendBare(response);
    } catch (SipException | ParseException | UncheckedIOException e) {
      log.debug("event=sip-reply-not-repeated status={}", reply.status(), e);
    }
  }
}
