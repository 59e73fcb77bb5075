package org.hustings.telephony.sip.stack;

import java.util.List;
import java.util.Optional;

/// What requests and responses have in common.
///
/// @param cseq the number of the CSeq header; its method is the request's
/// @param contact where the sender wants further requests
/// @param routes the Route headers of a request that we send, or the Record-Route headers of what
///   we receive; in the order of the message, each a URI in the text's form
/// @param others all further header fields that somebody may want to look at; in the answer to a
///   REGISTER, each Contact
public record Head(
    String callId,
    Party from,
    Party to,
    long cseq,
    Optional<SipUri> contact,
    List<SipUri> routes,
    List<Header> others,
    Optional<Body> body) {
  public Head {
    routes = List.copyOf(routes);
    others = List.copyOf(others);
  }

  /// The first value of a header field.
  public Optional<String> header(String name) {
    return others.stream().filter(header -> header.named(name)).map(Header::value).findFirst();
  }

  /// All values of a header field, in order.
  public List<String> headers(String name) {
    return others.stream().filter(header -> header.named(name)).map(Header::value).toList();
  }

  /// The session description, if the body is one.
  public Optional<String> sdp() {
    return body.filter(Body::isSdp).map(Body::content);
  }
}
