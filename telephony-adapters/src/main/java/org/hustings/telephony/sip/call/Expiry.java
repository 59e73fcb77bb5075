package org.hustings.telephony.sip.call;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hustings.telephony.sip.stack.SipResponse;
import org.hustings.telephony.sip.stack.SipUri;

/// How long a registrar keeps a binding.
final class Expiry {
  private static final Pattern PARAMETER = Pattern.compile(";\\s*expires\\s*=\\s*\"?([0-9]{1,9})");
  private static final Pattern SECONDS = Pattern.compile("\\s*([0-9]{1,9})\\s*");

  private Expiry() {}

  /// What was granted: in our Contact among all that the registrar lists, else for all of them (RFC
  /// 3261 section 10.2.4).
  static Optional<Duration> of(SipResponse ok, SipUri contact) {
    return ok.head().headers("Contact").stream()
        .filter(binding -> binding.contains(contact.text()))
        .map(PARAMETER::matcher)
        .filter(Matcher::find)
        .map(Expiry::seconds)
        .findFirst()
        .or(() -> header(ok, "Expires"));
  }

  /// What a 423 wants at least.
  static Optional<Duration> least(SipResponse refusal) {
    return header(refusal, "Min-Expires");
  }

  private static Optional<Duration> header(SipResponse response, String name) {
    return response
        .head()
        .header(name)
        .map(SECONDS::matcher)
        .filter(Matcher::matches)
        .map(Expiry::seconds);
  }

  private static Duration seconds(Matcher matcher) {
    return Duration.ofSeconds(Long.parseLong(matcher.group(1)));
  }
}
