package org.hustings.telephony.sip;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Keys in the body of an INFO, as gateways send them that do not speak RFC 4733: `Signal=5` with a
/// duration (`application/dtmf-relay`) or the bare key (`application/dtmf`).
final class DtmfRelay {
  private static final Pattern KEY =
      Pattern.compile("(?:^\\s*|Signal\\s*=\\s*)([0-9*#A-Da-d])\\s*(?:\\R|$)");

  private DtmfRelay() {}

  static Optional<Character> key(String body) {
    Matcher matcher = KEY.matcher(body);
    return matcher.find()
        ? Optional.of(Character.toUpperCase(matcher.group(1).charAt(0)))
        : Optional.empty();
  }
}
