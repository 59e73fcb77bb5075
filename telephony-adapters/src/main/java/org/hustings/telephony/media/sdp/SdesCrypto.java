package org.hustings.telephony.media.sdp;

import java.util.Base64;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hustings.telephony.media.sdp.SessionDescription.Stream;
import org.hustings.telephony.media.srtp.SrtpKeys;

/// An `a=crypto` line (RFC 4568) for the one suite that we do: the key that its sender sends with.
///
/// @param tag by which the answer says which of several was taken
record SdesCrypto(int tag, SrtpKeys.Direction key) {
  private static final String SUITE = "AES_CM_128_HMAC_SHA1_80";

  /// A key's lifetime of less packets than a long day of talk has would need another key in time.
  private static final int LEAST_LIFETIME_BITS = 23;

  /// Without session parameters, since each changes what goes over the wire, and without a master
  /// key identifier, which would lengthen each packet.
  private static final Pattern LINE =
      Pattern.compile(
          "([0-9]{1,9}) +" + SUITE + " +inline:([A-Za-z0-9+/=]{40})(?:\\|([0-9^]{1,12}))? *");

  /// The first line that we can do; of an answer, the one with our offer's tag.
  static Optional<SdesCrypto> of(Stream stream, OptionalInt wantedTag) {
    return stream.attributes().stream()
        .filter(attribute -> attribute.name().equals("crypto"))
        .map(attribute -> LINE.matcher(attribute.value()))
        .filter(Matcher::matches)
        .filter(line -> lastsLongEnough(Optional.ofNullable(line.group(3))))
        .map(SdesCrypto::of)
        .flatMap(Optional::stream)
        .filter(crypto -> wantedTag.isEmpty() || wantedTag.getAsInt() == crypto.tag())
        .findFirst();
  }

  private static Optional<SdesCrypto> of(Matcher line) {
    try {
      byte[] octets = Base64.getDecoder().decode(line.group(2));
      return Optional.of(
          new SdesCrypto(Integer.parseInt(line.group(1)), SrtpKeys.Direction.of(octets)));
    } catch (IllegalArgumentException notThirtyOctets) {
      return Optional.empty();
    }
  }

  /// `2^31` or a plain number of packets.
  private static boolean lastsLongEnough(Optional<String> lifetime) {
    if (lifetime.isEmpty()) {
      return true;
    }
    String text = lifetime.get();
    try {
      return text.startsWith("2^")
          ? Integer.parseInt(text.substring(2)) >= LEAST_LIFETIME_BITS
          : Long.parseLong(text) >= 1L << LEAST_LIFETIME_BITS;
    } catch (NumberFormatException _) {
      return false;
    }
  }

  /// As the attribute's text. Holds a key: for the wire only.
  String attribute() {
    return "crypto:%d %s inline:%s"
        .formatted(tag, SUITE, Base64.getEncoder().encodeToString(key.keyAndSalt()));
  }
}
