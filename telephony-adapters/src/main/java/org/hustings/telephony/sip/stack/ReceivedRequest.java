package org.hustings.telephony.sip.stack;

/// A request that came in and waits for our answer: a server transaction.
public interface ReceivedRequest {
  SipRequest message();

  /// Whom it came from, by the socket's word and not the message's.
  Hop source();

  /// Sends a provisional or the final response; from any thread. What comes after a final response,
  /// and what cannot be sent any more, is dropped.
  void reply(Reply reply);

  /// Sends a 2xx again that was sent before, until its ACK comes (RFC 3261 section 13.3.1.4): once
  /// a 2xx is sent, the transaction is over and this is the caller's business.
  void repeat(Reply reply);
}
