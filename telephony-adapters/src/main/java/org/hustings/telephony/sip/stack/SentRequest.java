package org.hustings.telephony.sip.stack;

/// A request on its way: a client transaction.
public interface SentRequest {
  /// The branch of its Via, by which a CANCEL finds it, even one sent by another process.
  String branch();

  /// Sends CANCEL for an INVITE. The caller sees to it that a provisional response came before (RFC
  /// 3261 section 9.1). The CANCEL's own fate is of no interest: what counts is the INVITE's
  /// answer.
  void cancel(java.util.List<Header> headers);

  /// Ends the transaction without an answer; nothing is told of it any more.
  void abandon();
}
