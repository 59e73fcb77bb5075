package org.hustings.telephony.phonenet.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hustings.telephony.phonenet.wire.WireSettings.Credentials;
import org.hustings.telephony.sip.stack.Header;
import org.hustings.telephony.sip.stack.Reply;
import org.hustings.telephony.sip.stack.SipRequest;

/// Asks callers for digest authentication as a carrier's proxy does (407; RFC 3261 section 22.3,
/// RFC 2617 with `qop=auth`). Each nonce is good for one request.
final class DigestGate {
  private static final String REALM = "phonenet";
  private static final Pattern PARAMETER =
      Pattern.compile("(\\w+)\\s*=\\s*(?:\"([^\"]*)\"|([^\\s,\"]+))");

  private final Credentials needed;
  private final Supplier<String> nonces;
  private final Map<String, String> issued = new HashMap<>();

  /// @param nonces gives values that nobody can guess
  DigestGate(Credentials needed, Supplier<String> nonces) {
    this.needed = needed;
    this.nonces = nonces;
  }

  /// Empty if the caller has proved who it is; else what to answer.
  Optional<Reply> challenge(SipRequest request) {
    Optional<Map<String, String>> sent =
        request.head().header("Proxy-Authorization").map(DigestGate::parameters);
    if (sent.isPresent() && proves(request, sent.get())) {
      return Optional.empty();
    }
    String nonce = nonces.get();
    issued.put(nonce, request.head().callId());
    return Optional.of(
        Reply.of(407)
            .with(
                new Header(
                    "Proxy-Authenticate",
                    "Digest realm=\"%s\", nonce=\"%s\", algorithm=MD5, qop=\"auth\""
                        .formatted(REALM, nonce))));
  }

  private boolean proves(SipRequest request, Map<String, String> sent) {
    String nonce = sent.getOrDefault("nonce", "");
    String callId = issued.remove(nonce);
    if (callId == null || !needed.user().equals(sent.get("username"))) {
      return false;
    }
    String identity = md5(needed.user() + ":" + REALM + ":" + needed.password());
    String action = md5(request.method() + ":" + sent.getOrDefault("uri", ""));
    String expected =
        sent.containsKey("qop")
            ? md5(
                String.join(
                    ":",
                    identity,
                    nonce,
                    sent.getOrDefault("nc", ""),
                    sent.getOrDefault("cnonce", ""),
                    sent.getOrDefault("qop", ""),
                    action))
            : md5(identity + ":" + nonce + ":" + action);
    return MessageDigest.isEqual(
        expected.getBytes(UTF_8), sent.getOrDefault("response", "").getBytes(UTF_8));
  }

  private static Map<String, String> parameters(String header) {
    var parameters = new HashMap<String, String>();
    Matcher matcher = PARAMETER.matcher(header);
    while (matcher.find()) {
      String value = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
      parameters.put(matcher.group(1), value);
    }
    return parameters;
  }

  private static String md5(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }
}
