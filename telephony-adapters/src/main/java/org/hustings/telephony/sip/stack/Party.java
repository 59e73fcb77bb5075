package org.hustings.telephony.sip.stack;

import java.util.Optional;

/// One end of a dialog as From and To name it.
///
/// @param tag its half of the dialog's identity; the To of a first request has none
public record Party(Optional<String> displayName, SipUri uri, Optional<String> tag) {
  public static Party of(SipUri uri) {
    return new Party(Optional.empty(), uri, Optional.empty());
  }

  public Party withTag(String other) {
    return new Party(displayName, uri, Optional.of(other));
  }
}
