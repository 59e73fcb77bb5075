package org.hustings.telephony.sip.stack;

import java.net.InetSocketAddress;

/// Told what the network brings unasked. Called on the stack's threads: enqueue and return.
public interface SipHandler {
  /// A new request, other than ACK and CANCEL.
  void request(ReceivedRequest request);

  /// The peer gave up an INVITE that has no final answer yet. The CANCEL itself is answered
  /// already.
  void cancelled(ReceivedRequest invite, SipRequest cancel);

  /// An ACK for a 2xx; those for other answers stay in the stack.
  void acknowledged(SipRequest ack);

  /// A response to none of our transactions: a 2xx that is repeated, comes from a second fork, or
  /// answers what a process before us sent.
  void stray(SipResponse response);

  /// Somebody who is no peer of ours sent something. It was dropped unread and gets no answer, so
  /// that scanners learn nothing and nobody can use us as a reflector.
  default void turnedAway(InetSocketAddress source) {}

  /// A message or connection of a peer was dropped, since there were too many.
  default void overrun() {}

  /// A thread that reads from the network died, and the stack was started again.
  default void restarted(String thread) {}
}
