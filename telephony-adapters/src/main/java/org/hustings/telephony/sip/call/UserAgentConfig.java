package org.hustings.telephony.sip.call;

import static java.util.Objects.requireNonNull;

import org.hustings.telephony.sip.stack.StackConfig;

/// How a user agent presents itself.
///
/// @param stack where it listens
/// @param product for User-Agent
/// @param mostCalls how many calls at once, both ways; further callers get 503
public record UserAgentConfig(StackConfig stack, String product, int mostCalls) {
  public UserAgentConfig {
    requireNonNull(stack, "stack");
    requireNonNull(product, "product");
    if (mostCalls < 1) {
      throw new IllegalArgumentException("sip.most-calls is " + mostCalls + ", expected 1 or more");
    }
  }

  public static UserAgentConfig of(StackConfig stack) {
    return new UserAgentConfig(stack, "Hustings", 10_000);
  }
}
