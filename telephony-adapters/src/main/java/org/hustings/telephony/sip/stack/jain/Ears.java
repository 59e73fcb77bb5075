package org.hustings.telephony.sip.stack.jain;

import gov.nist.javax.sip.ServerTransactionExt;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.net.InetSocketAddress;
import java.text.ParseException;
import java.util.Optional;
import javax.sip.ClientTransaction;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipListener;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionAlreadyExistsException;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.TransactionUnavailableException;
import org.hustings.telephony.sip.stack.Hop;
import org.hustings.telephony.sip.stack.Reply;
import org.hustings.telephony.sip.stack.SipHandler;
import org.hustings.telephony.sip.stack.SipRequest;
import org.hustings.telephony.sip.stack.SipResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The library's listener: translates and hands on. Nothing a message contains may throw out of
/// here, since the thread is the library's reader.
final class Ears implements SipListener {
  private static final Logger log = LoggerFactory.getLogger(Ears.class);

  private final JainStack stack;
  private final SipHandler handler;

  Ears(JainStack stack, SipHandler handler) {
    this.stack = stack;
    this.handler = handler;
  }

  @Override
  @SuppressWarnings("CatchingUnchecked")
  public void processRequest(RequestEvent event) {
    try {
      request(event);
    } catch (TransactionAlreadyExistsException e) {
      log.trace("event=sip-retransmission", e);
    } catch (TransactionUnavailableException e) {
      // The library misses a header.
      refuse((SIPRequest) event.getRequest());
    } catch (ParseException | RuntimeException e) {
      log.debug("event=sip-request-unreadable", e);
      refuse((SIPRequest) event.getRequest());
    }
  }

  /// Says 400 without keeping anything of the request.
  private void refuse(SIPRequest request) {
    if (!request.getMethod().equals(SipRequest.ACK)) {
      try {
        stack.engine().sendBare(request.createResponse(400));
      } catch (SipException | RuntimeException e) {
        log.debug("event=sip-refusal-not-sent", e);
      }
    }
  }

  private void request(RequestEvent event)
      throws ParseException, TransactionAlreadyExistsException, TransactionUnavailableException {
    SIPRequest original = (SIPRequest) event.getRequest();
    if (original.getApplicationData() instanceof CarefulParser.Contradictory) {
      refuse(original);
      return;
    }
    Engine engine = stack.engine();
    SipRequest message = engine.translation().received(original);
    if (message.is(SipRequest.ACK)) {
      handler.acknowledged(message);
      return;
    }
    ServerTransaction transaction = transaction(event, engine, original);
    if (message.is(SipRequest.CANCEL)) {
      cancel((ServerTransactionExt) transaction, engine, original, message);
      return;
    }
    Received received = new Received(engine, transaction, original, message, source(original));
    transaction.setApplicationData(received);
    handler.request(received);
  }

  private static ServerTransaction transaction(
      RequestEvent event, Engine engine, SIPRequest original)
      throws TransactionAlreadyExistsException, TransactionUnavailableException {
    ServerTransaction known = event.getServerTransaction();
    return known != null ? known : engine.provider().getNewServerTransaction(original);
  }

  private void cancel(
      ServerTransactionExt transaction, Engine engine, SIPRequest original, SipRequest message) {
    ServerTransaction invite = transaction.getCanceledInviteTransaction();
    Received cancelled =
        invite != null && invite.getApplicationData() instanceof Received it ? it : null;
    // RFC 3261 section 9.2: 481 where there is nothing to cancel, else 200, whatever becomes of it.
    new Received(engine, transaction, original, message, source(original))
        .reply(Reply.of(cancelled == null ? 481 : 200));
    if (cancelled != null) {
      handler.cancelled(cancelled, message);
    }
  }

  private static Hop source(SIPRequest original) {
    InetSocketAddress address =
        new InetSocketAddress(
            original.getPeerPacketSourceAddress(), original.getPeerPacketSourcePort());
    return new Hop(address, Engine.transport(original.getTopmostVia().getTransport()));
  }

  @Override
  @SuppressWarnings("CatchingUnchecked")
  public void processResponse(ResponseEvent event) {
    try {
      if (!stack.engine().isAnswerToUs((SIPResponse) event.getResponse())) {
        return;
      }
      ClientTransaction transaction = event.getClientTransaction();
      SipResponse response =
          stack.engine().translation().received((SIPResponse) event.getResponse());
      if (transaction == null || !answered(transaction, response)) {
        handler.stray(response);
      }
    } catch (ParseException | RuntimeException e) {
      log.debug("event=sip-response-unreadable", e);
    }
  }

  /// Nobody waits for the answer to a CANCEL.
  private static boolean answered(ClientTransaction transaction, SipResponse response) {
    return sent(transaction).map(sent -> sent.answered(response)).orElse(true);
  }

  @Override
  public void processTimeout(TimeoutEvent event) {
    if (!event.isServerTransaction()) {
      sent(event.getClientTransaction()).ifPresent(Sent::silent);
    }
  }

  private static Optional<Sent> sent(ClientTransaction transaction) {
    return transaction.getApplicationData() instanceof Sent sent
        ? Optional.of(sent)
        : Optional.empty();
  }

  /// The transaction concerned is told by its timeout.
  @Override
  public void processIOException(IOExceptionEvent event) {
    log.debug("event=sip-io-error transport={}", event.getTransport());
  }

  @Override
  public void processTransactionTerminated(TransactionTerminatedEvent event) {}

  @Override
  public void processDialogTerminated(DialogTerminatedEvent event) {}
}
