package org.hustings.telephony.sip.call;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hustings.telephony.sip.stack.SipRequest;

/// HTTP digest as SIP uses it (RFC 3261 section 22.4, RFC 7616, RFC 8760): MD5, and SHA-256 where a
/// trunk offers it.
///
/// @param algorithm the name as challenged, to be sent back as it is; empty means MD5
record Digest(
    String realm,
    String nonce,
    Optional<String> opaque,
    Optional<String> algorithm,
    boolean qopAuth,
    boolean stale) {

  private static final Pattern PARAMETER =
      Pattern.compile("([A-Za-z-]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s,]+))");

  /// The first challenge that we can meet (RFC 8760 section 2.4: the peer's order is its
  /// preference).
  static Optional<Digest> choose(List<String> challenges) {
    return challenges.stream().map(Digest::parse).flatMap(Optional::stream).findFirst();
  }

  private static Optional<Digest> parse(String challenge) {
    String text = challenge.strip();
    if (!text.regionMatches(true, 0, "Digest ", 0, 7)) {
      return Optional.empty();
    }
    Map<String, String> parameters = new HashMap<>();
    Matcher matcher = PARAMETER.matcher(text.substring(7));
    while (matcher.find()) {
      String value = matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
      parameters.put(matcher.group(1).toLowerCase(Locale.ROOT), value);
    }
    Digest digest = of(parameters);
    boolean known = digest.hash().isPresent() && !digest.nonce.isEmpty();
    // Without qop it is the form of RFC 2069; with only auth-int we cannot.
    boolean usable = digest.qopAuth || !parameters.containsKey("qop");
    return known && usable ? Optional.of(digest) : Optional.empty();
  }

  private static Digest of(Map<String, String> parameters) {
    String qop = parameters.getOrDefault("qop", "");
    return new Digest(
        parameters.getOrDefault("realm", ""),
        parameters.getOrDefault("nonce", ""),
        Optional.ofNullable(parameters.get("opaque")),
        Optional.ofNullable(parameters.get("algorithm")),
        List.of(qop.split("\\s*,\\s*")).contains("auth"),
        "true".equalsIgnoreCase(parameters.get("stale")));
  }

  /// The value of an Authorization or Proxy-Authorization header.
  ///
  /// @param count how often this nonce has been used, this time included (RFC 7616 section 3.4)
  String authorization(Credentials credentials, SipRequest request, String cnonce, int count) {
    String nc = HexFormat.of().toHexDigits(count);
    String uri = request.uri().text();
    String ha1 = hash(credentials.username() + ":" + realm + ":" + credentials.password());
    String ha2 = hash(request.method() + ":" + uri);
    String response =
        qopAuth
            ? hash(String.join(":", ha1, nonce, nc, cnonce, "auth", ha2))
            : hash(ha1 + ":" + nonce + ":" + ha2);
    StringBuilder value =
        new StringBuilder("Digest username=\"%s\"".formatted(quoted(credentials.username())));
    value.append(", realm=\"%s\", nonce=\"%s\", uri=\"%s\"".formatted(realm, nonce, uri));
    value.append(", response=\"%s\"".formatted(response));
    algorithm.ifPresent(name -> value.append(", algorithm=").append(name));
    opaque.ifPresent(text -> value.append(", opaque=\"%s\"".formatted(text)));
    if (qopAuth) {
      value.append(", qop=auth, nc=%s, cnonce=\"%s\"".formatted(nc, cnonce));
    }
    return value.toString();
  }

  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private String hash(String text) {
    MessageDigest hash = hash().orElseThrow();
    return HexFormat.of().formatHex(hash.digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private Optional<MessageDigest> hash() {
    return switch (algorithm.orElse("MD5").toUpperCase(Locale.ROOT)) {
      case "MD5" -> messageDigest("MD5");
      case "SHA-256" -> messageDigest("SHA-256");
      default -> Optional.empty();
    };
  }

  private static Optional<MessageDigest> messageDigest(String name) {
    try {
      return Optional.of(MessageDigest.getInstance(name));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + name, e);
    }
  }
}
