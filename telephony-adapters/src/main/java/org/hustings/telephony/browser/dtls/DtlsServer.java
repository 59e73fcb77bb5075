package org.hustings.telephony.browser.dtls;

import org.hustings.telephony.media.srtp.SrtpKeys;

/// Takes DTLS connections. Callable from any thread; nothing blocks.
public interface DtlsServer {
  /// Of our certificate, for the answer.
  Fingerprint fingerprint();

  /// Waits for one peer's handshake, which may take a while; its end is told either way.
  ///
  /// @param name for the thread and the log
  /// @param expected of the peer's certificate: who shows another is turned away
  Association accept(String name, Fingerprint expected, Peer peer);

  /// One connection.
  interface Association extends AutoCloseable {
    /// A datagram of the peer's came. What cannot be taken at once is lost, as datagrams are.
    void received(byte[] datagram);

    /// Says goodbye, if the handshake was done. Idempotent.
    @Override
    void close();
  }

  /// What an association needs and tells. Called on the association's own thread.
  interface Peer {
    void send(byte[] datagram);

    /// The handshake is done, and the peer is who it should be. At most once.
    void secured(SrtpKeys keys);

    /// The peer said goodbye, or the handshake failed. At most once, and the last.
    ///
    /// @param why for the log; holds nothing of the peer's
    void over(String why);
  }
}
