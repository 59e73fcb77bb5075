package org.hustings.telephony.peers;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/// The JVM's resolver of names where it is named as a service: notes who is looked for, and finds
/// nobody.
public final class NotedLookups extends InetAddressResolverProvider {
  private static final Queue<String> ASKED = new ConcurrentLinkedQueue<>();

  /// The file that names it as a service, below a directory of the class path.
  public static final String SERVICE =
      "META-INF/services/" + InetAddressResolverProvider.class.getName();

  /// Whom this JVM has looked for, by name or by address.
  public static List<String> asked() {
    return List.copyOf(ASKED);
  }

  @Override
  public String name() {
    return "noted";
  }

  @Override
  public InetAddressResolver get(Configuration configuration) {
    return new InetAddressResolver() {
      @Override
      public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
          throws UnknownHostException {
        ASKED.add(host);
        throw new UnknownHostException(host + " was looked for");
      }

      @Override
      public String lookupByAddress(byte[] address) throws UnknownHostException {
        String literal = InetAddress.getByAddress(address).getHostAddress();
        ASKED.add(literal);
        throw new UnknownHostException(literal + " was looked for");
      }
    };
  }
}
