package org.hustings.telephony.sip.call;

import java.net.InetSocketAddress;
import java.util.Optional;

/// Decides about callers. Called on the user agent's runner.
public interface Reception {
  /// Who is behind an address; nobody gets no service (403).
  Optional<Peer> peerAt(InetSocketAddress source);

  /// Somebody calls. The call waits, ringing nowhere, until it is told what to do; `offered` must
  /// tell it a listener with [IncomingCall#listen] before it returns.
  void offered(IncomingCall call);

  /// Somebody who is no peer sent something.
  default void turnedAway(InetSocketAddress source) {}

  /// A message or connection of a peer was dropped, since there were too many.
  default void overrun() {}

  /// The stack lost a thread and was started again.
  default void restarted() {}
}
