package org.hustings.telephony.sip.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// How a call of ours is named on the wire: enough to cancel it, and known before anything of it is
/// sent. Reckoned from a name that is stored already, it lets another process cancel a call of
/// which it knows nothing but that it was ordered (R22, R23).
///
/// @param callId 128 bits (RFC 3261 section 8.1.1.4)
/// @param tag of From, 64 bits (section 19.3)
/// @param stem of the branches of its INVITEs, one for each CSeq (section 8.1.1.7)
public record CallIdentity(String callId, String tag, String stem) {
  /// With this a branch begins that is unique (section 8.1.1.7).
  private static final String COOKIE = "z9hG4bK";

  private static final int TOKEN = 16;

  public CallIdentity {
    requireNonNull(callId, "callId");
    requireNonNull(tag, "tag");
    requireNonNull(stem, "stem");
  }

  /// @param name used for one call only, and unguessable: what is made of it is so only then. A
  ///   hash stands between, so that no message tells the name
  public static CallIdentity of(String name) {
    String hash = hash("hustings call " + name);
    return new CallIdentity(
        hash.substring(0, 2 * TOKEN),
        hash.substring(2 * TOKEN, 3 * TOKEN),
        COOKIE + hash.substring(3 * TOKEN));
  }

  static CallIdentity random(Line line) {
    return new CallIdentity(
        line.token() + line.token(), line.token(), COOKIE + line.token() + line.token());
  }

  /// Of the INVITE with this CSeq.
  String branch(long cseq) {
    return stem + "." + cseq;
  }

  private static String hash(String text) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
