package org.hustings.telephony.sip.stack;

import java.util.Locale;

/// One header field as text, for all that the stack needs no understanding of.
public record Header(String name, String value) {
  public Header {
    if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("header " + name + " has a line break in its value");
    }
  }

  /// Header names know no case (RFC 3261 section 7.3.1).
  public boolean named(String other) {
    return name.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT));
  }
}
