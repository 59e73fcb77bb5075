package org.hustings.telephony.sip.stack;

import java.io.IOException;

/// Opens stacks; the one place that knows which library does SIP.
@FunctionalInterface
public interface SipStackFactory {
  /// @throws IOException if the address cannot be listened on; its message says what to do
  SipStack open(StackConfig config, SipHandler handler) throws IOException;
}
