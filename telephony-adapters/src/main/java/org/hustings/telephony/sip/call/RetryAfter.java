package org.hustings.telephony.sip.call;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hustings.telephony.sip.stack.SipResponse;

/// The Retry-After header (RFC 3261 section 20.33): `120 (at lunch);duration=3600`.
final class RetryAfter {
  private static final Pattern SECONDS = Pattern.compile("\\s*([0-9]{1,9})\\s*(?:[(;].*)?");

  private RetryAfter() {}

  /// How long to wait; empty if there is no such header, or none that makes sense.
  static Optional<Duration> of(SipResponse response) {
    return response
        .head()
        .header("Retry-After")
        .map(SECONDS::matcher)
        .filter(Matcher::matches)
        .map(matcher -> Duration.ofSeconds(Long.parseLong(matcher.group(1))));
  }
}
