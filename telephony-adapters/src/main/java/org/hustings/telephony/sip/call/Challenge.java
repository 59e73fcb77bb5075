package org.hustings.telephony.sip.call;

import java.util.Optional;
import org.hustings.telephony.sip.stack.Header;
import org.hustings.telephony.sip.stack.SipRequest;
import org.hustings.telephony.sip.stack.SipResponse;

/// What to send back for a 401 or 407 (RFC 3261 section 22).
final class Challenge {
  private Challenge() {}

  /// Empty if the response is no challenge, or one that we cannot meet.
  static Optional<Header> answer(
      Optional<Credentials> credentials, SipRequest request, SipResponse response, String cnonce) {
    return credentials.flatMap(known ->
        digest(response)
            .map(digest ->
                header(response.status(), digest.authorization(known, request, cnonce, 1))));
  }

  /// The header that answers a challenge with this status.
  static Header header(int status, String authorization) {
    return new Header(status == 407 ? "Proxy-Authorization" : "Authorization", authorization);
  }

  /// What a response asks; empty if it is no challenge, or one that we cannot meet.
  static Optional<Digest> digest(SipResponse response) {
    return switch (response.status()) {
      case 401 -> Digest.choose(response.head().headers("WWW-Authenticate"));
      case 407 -> Digest.choose(response.head().headers("Proxy-Authenticate"));
      default -> Optional.empty();
    };
  }
}
