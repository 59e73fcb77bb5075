package org.hustings.telephony.sip.stack.jain;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.hustings.telephony.sip.stack.StackConfig;

/// TLS with peers. As a server: over their connections, which were judged by their address before.
/// What the library would set (its list of ciphers is of 2004) is not listened to.
final class PeerTls extends SSLServerSocket {
  /// Nothing older may be agreed on.
  static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  private static final int HANDSHAKE_MILLIS = 5_000;

  private final ServerSocket plain;
  private final StackConfig.Tls tls;

  PeerTls(ServerSocket plain, StackConfig.Tls tls) throws IOException {
    this.plain = plain;
    this.tls = tls;
  }

  /// A connection of ours, once it is known who is at its other end: the name that the address has
  /// in our settings must be in the certificate.
  ///
  /// @throws IOException if it is somebody else, or nobody; the connection is closed then
  static SSLSocket connected(Socket connection, StackConfig.Tls tls) throws IOException {
    try {
      InetAddress address = connection.getInetAddress();
      String name =
          tls.nameOf()
              .apply(address)
              .orElseThrow(() -> new IOException("no name to look for in a certificate"));
      SSLSocket socket =
          (SSLSocket)
              tls.context()
                  .getSocketFactory()
                  .createSocket(connection, name, connection.getPort(), true);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setProtocols(PROTOCOLS);
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      connection.setSoTimeout(HANDSHAKE_MILLIS);
      socket.startHandshake();
      connection.setSoTimeout(0);
      return socket;
    } catch (IOException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public Socket accept() throws IOException {
    Socket connection = plain.accept();
    SSLSocket socket =
        (SSLSocket) tls.context().getSocketFactory().createSocket(connection, null, true);
    socket.setUseClientMode(false);
    socket.setEnabledProtocols(PROTOCOLS);
    return socket;
  }

  @Override
  public void close() throws IOException {
    plain.close();
  }

  @Override
  public boolean isClosed() {
    return plain.isClosed();
  }

  @Override
  public int getLocalPort() {
    return plain.getLocalPort();
  }

  // ── what is not the library's to say ───────────────────────────────────────

  @Override
  public String[] getEnabledCipherSuites() {
    return tls.context().getDefaultSSLParameters().getCipherSuites();
  }

  @Override
  public void setEnabledCipherSuites(String[] suites) {}

  @Override
  public String[] getSupportedCipherSuites() {
    return getEnabledCipherSuites();
  }

  @Override
  public String[] getSupportedProtocols() {
    return PROTOCOLS.clone();
  }

  @Override
  public String[] getEnabledProtocols() {
    return PROTOCOLS.clone();
  }

  @Override
  public void setEnabledProtocols(String[] protocols) {}

  @Override
  public void setNeedClientAuth(boolean need) {}

  @Override
  public boolean getNeedClientAuth() {
    return false;
  }

  @Override
  public void setWantClientAuth(boolean want) {}

  @Override
  public boolean getWantClientAuth() {
    return false;
  }

  @Override
  public void setUseClientMode(boolean mode) {}

  @Override
  public boolean getUseClientMode() {
    return false;
  }

  @Override
  public void setEnableSessionCreation(boolean flag) {}

  @Override
  public boolean getEnableSessionCreation() {
    return true;
  }
}
