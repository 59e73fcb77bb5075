package org.hustings.telephony.sip.stack.jain;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// Takes the connections of peers, so many of each and so many in all.
final class PeerConnections extends ServerSocket {
  private static final int BACKLOG = 128;

  /// Each costs two threads.
  private static final int MOST_OF_ONE = 64;

  private static final int MOST = 1_024;

  private final PeerSockets.Gate gate;
  private final Supplier<Socket> makes;
  private final Map<InetAddress, Set<Socket>> open = new HashMap<>();

  /// @param makes a socket that is not connected yet
  PeerConnections(PeerSockets.Gate gate, Supplier<Socket> makes, InetSocketAddress local)
      throws IOException {
    super();
    this.gate = gate;
    this.makes = makes;
    setReuseAddress(true);
    bind(local, BACKLOG);
  }

  @Override
  public Socket accept() throws IOException {
    while (true) {
      Socket socket = makes.get();
      implAccept(socket);
      if (isWelcome(socket)) {
        return socket;
      }
      socket.close();
    }
  }

  private boolean isWelcome(Socket socket) {
    InetSocketAddress source = (InetSocketAddress) socket.getRemoteSocketAddress();
    if (!gate.admits(source)) {
      return false;
    }
    forgetClosed();
    Set<Socket> theirs = open.computeIfAbsent(source.getAddress(), _ -> new HashSet<>());
    if (theirs.size() >= MOST_OF_ONE || open.values().stream().mapToInt(Set::size).sum() >= MOST) {
      gate.overrun();
      return false;
    }
    try {
      socket.setTcpNoDelay(true);
      socket.setSendBufferSize(PeerSockets.SEND_BUFFER);
    } catch (SocketException gone) {
      // The library would stop accepting.
      return false;
    }
    theirs.add(socket);
    return true;
  }

  private void forgetClosed() {
    open.values()
        .removeIf(sockets -> {
          sockets.removeIf(Socket::isClosed);
          return sockets.isEmpty();
        });
  }
}
