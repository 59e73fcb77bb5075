package org.hustings.server.settings;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A host and a port, written `127.0.0.1:8080` or `[::1]:8080`. Port 0 means any free port.
public record HostPort(String host, int port) {
  private static final Pattern WRITTEN =
      Pattern.compile("(?:\\[([^]]+)]|([^:\\[\\]]+)):([0-9]{1,5})");

  public HostPort {
    if (host.isBlank() || port < 0 || port > 65535) {
      throw new IllegalArgumentException("expected host:port with a port from 0 to 65535");
    }
  }

  /// Reads `host:port`.
  ///
  /// @throws IllegalArgumentException if the text is something else
  public static HostPort parse(String text) {
    Matcher matcher = WRITTEN.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "expected host:port, for example 127.0.0.1:8080, got \"" + text + "\"");
    }
    String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    return new HostPort(host, Integer.parseInt(matcher.group(3)));
  }

  public InetSocketAddress resolve() {
    return new InetSocketAddress(host, port);
  }

  /// Whether only this machine can reach it.
  public boolean isLoopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
