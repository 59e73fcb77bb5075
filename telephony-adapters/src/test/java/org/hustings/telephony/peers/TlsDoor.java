package org.hustings.telephony.peers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/// A door that speaks TLS of one version before a port of a peer that speaks none (sipp as it is
/// packaged cannot), and knows what was negotiated.
public final class TlsDoor implements AutoCloseable {
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  private final int behind;
  private final SSLServerSocket door;
  private final List<String> negotiated = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final ByteArrayOutputStream passedIn = new ByteArrayOutputStream();

  private TlsDoor(int behind, SSLServerSocket door) {
    this.behind = behind;
    this.door = door;
  }

  /// On a free port of 127.0.0.1.
  ///
  /// @param behind the port there that everything goes to, by TCP
  /// @param protocol the only version, for example `TLSv1.2`
  public static TlsDoor before(int behind, SSLContext context, String protocol) {
    try {
      SSLServerSocket socket =
          (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0, 5, LOOPBACK);
      socket.setEnabledProtocols(new String[] {protocol});
      TlsDoor door = new TlsDoor(behind, socket);
      Thread.ofVirtual().start(door::takeAll);
      return door;
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  private void takeAll() {
    try {
      while (true) {
        SSLSocket caller = (SSLSocket) door.accept();
        open.add(caller);
        Thread.ofVirtual().start(() -> let(caller));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void let(SSLSocket caller) {
    try (caller;
        Socket peer = new Socket(LOOPBACK, behind)) {
      open.add(peer);
      caller.startHandshake();
      negotiated.add(caller.getSession().getProtocol());
      Thread.ofVirtual().start(() -> pass(peer, caller, OutputStream.nullOutputStream()));
      pass(caller, peer, passedIn);
    } catch (IOException broken) {
      // Nothing is negotiated then, and nothing passed.
    }
  }

  /// Until one of them has enough.
  private static void pass(Socket from, Socket to, OutputStream copy) {
    byte[] buffer = new byte[8192];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      for (int length = in.read(buffer); length > 0; length = in.read(buffer)) {
        copy.write(buffer, 0, length);
        to.getOutputStream().write(buffer, 0, length);
      }
    } catch (IOException broken) {
      // As good as its end.
    }
  }

  public int port() {
    return door.getLocalPort();
  }

  /// The version of each connection whose handshake came to its end.
  public List<String> negotiated() {
    return List.copyOf(negotiated);
  }

  /// All that came by TLS, as text.
  public String passedIn() {
    return passedIn.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    try {
      door.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }
}
