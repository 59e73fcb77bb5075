package org.hustings.telephony.sip.stack;

import java.net.InetSocketAddress;
import java.util.Optional;

/// One SIP endpoint: sockets, messages and transactions. Several can run in one process, each on
/// its own port.
public interface SipStack extends AutoCloseable {
  /// Where it listens, by UDP and TCP; for TLS, see [#port].
  InetSocketAddress local();

  /// The port that is told to those whom we talk to by a transport.
  default int port(Transport transport) {
    return local().getPort();
  }

  /// The host that goes into Contact and Via.
  String advertisedHost();

  /// Sends a request in a transaction of its own. May block for a connection to be made: call it
  /// from a virtual thread. `answers` hears of everything, even of what fails at once.
  default SentRequest send(SipRequest request, Hop hop, Answers answers) {
    return send(request, hop, Optional.empty(), answers);
  }

  /// As [#send(SipRequest, Hop, Answers)], with a branch that is known before.
  ///
  /// @param branch of the Via header, never used before; a new one where empty
  SentRequest send(SipRequest request, Hop hop, Optional<String> branch, Answers answers);

  /// Sends a request that belongs to no transaction: the ACK of a 2xx, or a CANCEL for a process
  /// that died.
  ///
  /// @param branch of the Via header; a new one where empty
  void sendBare(SipRequest request, Hop hop, Optional<String> branch);

  /// Whether all threads that read from the network are alive.
  boolean healthy();

  @Override
  void close();
}
