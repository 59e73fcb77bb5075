package org.hustings.telephony.sip.stack;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// A URI, mostly `sip:` or `tel:`: the text that goes over the wire, and the parts that we look at.
/// One of a scheme that we don't know has its text only ([#understood]).
///
/// @param text the whole URI, without angle brackets
/// @param user user part, or the number of a `tel:` URI; without its parameters
/// @param host empty for a `tel:` URI
/// @param looseRouter whether it has the `lr` parameter (RFC 3261 section 19.1.1)
public record SipUri(
    String text,
    Optional<String> user,
    String host,
    OptionalInt port,
    Optional<String> transport,
    boolean looseRouter) {

  private static final int DEFAULT_PORT = 5060;
  private static final Set<String> SCHEMES = Set.of("sip", "sips", "tel");

  /// `sip:user@host:port`, for addresses of ours and of trunks.
  public static SipUri of(String user, String host, int port) {
    return of(Optional.of(user), host, OptionalInt.of(port), Optional.empty());
  }

  /// `sip:user@host`.
  public static SipUri of(String user, String host) {
    return of(Optional.of(user), host, OptionalInt.empty(), Optional.empty());
  }

  /// `sip:host:port`, for a carrier as a whole.
  public static SipUri domain(String host, int port) {
    return of(
        Optional.empty(),
        host,
        port == DEFAULT_PORT ? OptionalInt.empty() : OptionalInt.of(port),
        Optional.empty());
  }

  /// Where `address` listens by `transport`, for a Contact header.
  public static SipUri contact(String user, String host, int port, Transport transport) {
    return of(
        Optional.of(user),
        host,
        OptionalInt.of(port),
        transport == Transport.UDP ? Optional.empty() : Optional.of(transport.token()));
  }

  private static SipUri of(
      Optional<String> user, String host, OptionalInt port, Optional<String> transport) {
    String bracketed = host.indexOf(':') >= 0 && host.charAt(0) != '[' ? "[" + host + "]" : host;
    StringBuilder text = new StringBuilder("sip:");
    user.ifPresent(name -> text.append(escaped(name)).append('@'));
    text.append(bracketed);
    port.ifPresent(number -> text.append(':').append(number));
    transport.ifPresent(token -> text.append(";transport=").append(token));
    return new SipUri(text.toString(), user, bracketed, port, transport, false);
  }

  /// Whether it is of a scheme that means something to us.
  public boolean understood() {
    int colon = text.indexOf(':');
    return colon > 0 && SCHEMES.contains(text.substring(0, colon).toLowerCase(Locale.ROOT));
  }

  /// The address that the URI names, if it names one by number. A name is never looked up.
  public Optional<InetSocketAddress> literalAddress() {
    String bare =
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    try {
      return Optional.of(
          new InetSocketAddress(InetAddress.ofLiteral(bare), port.orElse(DEFAULT_PORT)));
    } catch (IllegalArgumentException notAnAddress) {
      return Optional.empty();
    }
  }

  /// Hides the user part, which may be somebody's number.
  @Override
  public String toString() {
    return "sip:…@" + host + (port.isPresent() ? ":" + port.getAsInt() : "");
  }

  /// Escapes what may not stand in a user part (RFC 3261 section 25.1).
  private static String escaped(String user) {
    StringBuilder text = new StringBuilder(user.length());
    for (byte octet : user.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
      char letter = (char) (octet & 0xff);
      boolean plain =
          letter < 0x80
              && (Character.isLetterOrDigit(letter) || "-_.!~*'()&=+$,;?/".indexOf(letter) >= 0);
      if (plain) {
        text.append(letter);
      } else {
        text.append('%').append(String.format("%02X", (int) letter));
      }
    }
    return text.toString();
  }
}
