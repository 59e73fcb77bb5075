package org.hustings.telephony.sip.stack;

import java.util.List;
import java.util.Optional;

/// A response to be sent; the stack takes the rest from the request it answers.
///
/// @param toTag our half of the dialog's identity; needed for all but 100
public record Reply(
    int status,
    Optional<String> toTag,
    Optional<SipUri> contact,
    List<Header> headers,
    Optional<Body> body) {
  public Reply {
    headers = List.copyOf(headers);
    if (status < 100 || status > 699) {
      throw new IllegalArgumentException("status is " + status + ", expected 100 to 699");
    }
  }

  public static Reply of(int status) {
    return new Reply(status, Optional.empty(), Optional.empty(), List.of(), Optional.empty());
  }

  public Reply tagged(String tag) {
    return new Reply(status, Optional.of(tag), contact, headers, body);
  }

  public Reply at(SipUri uri) {
    return new Reply(status, toTag, Optional.of(uri), headers, body);
  }

  public Reply with(Header header) {
    List<Header> more = new java.util.ArrayList<>(headers);
    more.add(header);
    return new Reply(status, toTag, contact, more, body);
  }

  public Reply with(Body content) {
    return new Reply(status, toTag, contact, headers, Optional.of(content));
  }
}
