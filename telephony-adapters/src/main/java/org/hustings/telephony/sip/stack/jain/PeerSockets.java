package org.hustings.telephony.sip.stack.jain;

import gov.nist.core.net.NetworkLayer;
import gov.nist.javax.sip.SipStackImpl;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.hustings.telephony.sip.stack.StackConfig;

/// The stack's sockets, which let through only what comes from a peer or goes to one. A stranger's
/// datagram is dropped and a stranger's connection closed before a byte of it is parsed; and
/// whatever a message can make the library believe, it reaches nobody else. Made by the library.
public final class PeerSockets implements NetworkLayer {
  /// Bound while a request is sent: learns whether a connection for it failed. The library tells of
  /// a failed connection and of a failed write in the same words.
  static final ScopedValue<AtomicBoolean> CONNECTION_FAILED = ScopedValue.newInstance();

  private static final int CONNECT_MILLIS = 4_000;
  private static final int READING_SECONDS = 10;

  /// Bytes of what a peer has not read yet: some hundred messages.
  static final int SEND_BUFFER = 131_072;

  private static final int MOST_CHOSEN = 256;

  /// Datagrams that were received and not parsed yet. Beyond that they are lost, as datagrams are;
  /// those who want something repeat it.
  private static final int MOST_WAITING = 2_000;

  private volatile Gate gate = _ -> false;
  private volatile Predicate<InetAddress> peers = _ -> false;

  /// Whom we chose ourselves to send to although they are no peers: where a trunk was when a call
  /// was stored, say.
  private final Set<InetAddress> chosen = ConcurrentHashMap.newKeySet();

  private volatile Optional<StackConfig.Tls> tls = Optional.empty();
  private final CountDownLatch reading = new CountDownLatch(1);
  private final Semaphore room = new Semaphore(MOST_WAITING);

  /// Decides about a source, and counts what it turns away.
  @FunctionalInterface
  interface Gate {
    boolean admits(InetSocketAddress source);

    /// Something of a peer's was dropped, since there was too much of it.
    default void overrun() {}
  }

  /// Until this is called nobody is a peer.
  ///
  /// @param incoming decides about what comes in, and counts
  /// @param outgoing decides about what goes out
  void admit(Gate incoming, Predicate<InetAddress> outgoing) {
    gate = incoming;
    peers = outgoing;
  }

  /// Lets something through to where we, and not a message, want it sent.
  void choose(InetAddress target) {
    if (!peers.test(target)) {
      if (chosen.size() >= MOST_CHOSEN) {
        chosen.clear();
      }
      chosen.add(target);
    }
  }

  /// A datagram was taken from the queue of those that wait to be parsed.
  void taken() {
    room.release();
  }

  /// Something was dropped elsewhere, since there was too much of it.
  void overrun() {
    gate.overrun();
  }

  /// Waits until the library reads datagrams; before, it cannot even be stopped.
  ///
  /// @throws IOException if it does not begin within some seconds
  void awaitReading() throws IOException, InterruptedException {
    if (!reading.await(READING_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException("the SIP stack does not read within " + READING_SECONDS + " s");
    }
  }

  /// Until this is called there is no TLS.
  void secure(StackConfig.Tls how) {
    tls = Optional.of(how);
  }

  @Override
  public void setSipStack(SipStackImpl stack) {}

  @Override
  public DatagramSocket createDatagramSocket(int port, InetAddress address) throws SocketException {
    return new PeerDatagrams(port, address);
  }

  @Override
  public DatagramSocket createDatagramSocket() throws SocketException {
    return new PeerDatagrams(0, InetAddress.getLoopbackAddress());
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog, InetAddress address)
      throws IOException {
    return new PeerConnections(gate, this::plain, new InetSocketAddress(address, port));
  }

  @Override
  public Socket createSocket(InetAddress address, int port) throws IOException {
    return connected(plain(), address, port);
  }

  @Override
  public Socket createSocket(InetAddress address, int port, InetAddress from) throws IOException {
    return createSocket(address, port, from, 0);
  }

  @Override
  public Socket createSocket(InetAddress address, int port, InetAddress from, int fromPort)
      throws IOException {
    Socket socket = plain();
    socket.bind(new InetSocketAddress(from, fromPort));
    return connected(socket, address, port);
  }

  private Socket plain() {
    return PeerConnection.plain(this::overrun);
  }

  private Socket belowTls() {
    return PeerConnection.below(this::overrun);
  }

  private Socket connected(Socket socket, InetAddress address, int port) throws IOException {
    try {
      socket.setSendBufferSize(SEND_BUFFER);
      towards(new InetSocketAddress(address, port));
      socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
      socket.setTcpNoDelay(true);
      return socket;
    } catch (IOException e) {
      failedToConnect();
      socket.close();
      throw e;
    }
  }

  /// Throws if somebody is no peer.
  private void towards(SocketAddress target) throws IOException {
    boolean known =
        target instanceof InetSocketAddress there
            && (peers.test(there.getAddress()) || chosen.contains(there.getAddress()));
    if (!known) {
      throw new IOException("not a peer of ours, so nothing is sent there");
    }
  }

  private static void failedToConnect() {
    if (CONNECTION_FAILED.isBound()) {
      CONNECTION_FAILED.get().set(true);
    }
  }

  @Override
  public SSLServerSocket createSSLServerSocket(int port, int backlog, InetAddress address)
      throws IOException {
    return new PeerTls(
        new PeerConnections(gate, this::belowTls, new InetSocketAddress(address, port)), how());
  }

  @Override
  public SSLSocket createSSLSocket(InetAddress address, int port) throws IOException {
    try {
      return PeerTls.connected(connected(belowTls(), address, port), how());
    } catch (IOException e) {
      // Before the handshake is over nothing of SIP was sent.
      failedToConnect();
      throw e;
    }
  }

  /// From whatever port: the one that is listened on would be taken by the first connection.
  @Override
  public SSLSocket createSSLSocket(InetAddress address, int port, InetAddress from)
      throws IOException {
    return createSSLSocket(address, port);
  }

  private StackConfig.Tls how() {
    return tls.orElseThrow(() -> new IllegalStateException("SIP over TLS has no settings"));
  }

  /// Datagrams of peers.
  private final class PeerDatagrams extends DatagramSocket {
    PeerDatagrams(int port, InetAddress address) throws SocketException {
      super(port, address);
    }

    @Override
    public void send(DatagramPacket packet) throws IOException {
      towards(packet.getSocketAddress());
      super.send(packet);
    }

    @Override
    public void receive(DatagramPacket packet) throws IOException {
      reading.countDown();
      int longest = packet.getLength();
      do {
        packet.setLength(longest);
        super.receive(packet);
      } while (!gate.admits((InetSocketAddress) packet.getSocketAddress()) || !hasRoom());
      // The library's buffer is as large as the largest message; while it waits, it need not be.
      packet.setData(Arrays.copyOf(packet.getData(), packet.getLength()));
    }

    private boolean hasRoom() {
      boolean free = room.tryAcquire();
      if (!free) {
        gate.overrun();
      }
      return free;
    }
  }
}
