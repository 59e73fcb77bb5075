package org.hustings.telephony.sip.stack;

/// Told what becomes of a request. Called on the stack's threads, in the order of arrival: enqueue
/// and return.
public interface Answers {
  void response(SipResponse response);

  /// No (final) answer came in time: Timer B or F (RFC 3261 section 17.1).
  void silence();

  /// It could not be sent, or the connection broke.
  ///
  /// @param surelyUnsent whether nothing can have reached the other side
  void broken(String why, boolean surelyUnsent);
}
