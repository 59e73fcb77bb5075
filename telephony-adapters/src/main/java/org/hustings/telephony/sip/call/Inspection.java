package org.hustings.telephony.sip.call;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hustings.telephony.sip.stack.Body;
import org.hustings.telephony.sip.stack.Head;
import org.hustings.telephony.sip.stack.Header;
import org.hustings.telephony.sip.stack.Reply;
import org.hustings.telephony.sip.stack.SipRequest;

/// What a request of a method that we do must be like before anybody thinks about what it wants
/// (RFC 3261 sections 8.2.2 and 8.2.3), in the order of the RFC.
final class Inspection {
  private static final Set<String> KNOWN_EXTENSIONS =
      Set.of(ReliableProvisionals.TAG, SessionExpires.TAG);
  private static final Set<String> TAKES_SDP = Set.of(Body.SDP, "application/*", "*/*");

  private Inspection() {}

  static Optional<Reply> refusal(SipRequest request) {
    if (!request.uri().understood()) {
      return Optional.of(Reply.of(416));
    }
    List<String> required = values(request.head(), "Require").toList();
    List<String> unsupported =
        required.stream().filter(tag -> !KNOWN_EXTENSIONS.contains(tag)).toList();
    if (!unsupported.isEmpty()) {
      return Optional.of(
          Reply.of(420).with(new Header("Unsupported", String.join(", ", unsupported))));
    }
    return request.is(SipRequest.INVITE) ? invite(request.head()) : Optional.empty();
  }

  private static Optional<Reply> invite(Head head) {
    if (head.body().isPresent() && head.sdp().isEmpty()) {
      return Optional.of(Reply.of(415).with(new Header("Accept", Body.SDP)));
    }
    // Without the header a description is welcome (section 20.1).
    List<String> accepted = values(head, "Accept").map(Inspection::mediaType).toList();
    if (!accepted.isEmpty() && accepted.stream().noneMatch(TAKES_SDP::contains)) {
      return Optional.of(Reply.of(406));
    }
    // There could be no dialog (section 12.1.1).
    boolean reachable = head.contact().filter(contact -> contact.understood()).isPresent();
    return reachable ? Optional.empty() : Optional.of(Reply.of(400));
  }

  private static Stream<String> values(Head head, String name) {
    return head.headers(name).stream()
        .flatMap(value -> Stream.of(value.split(",")))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  /// `application/sdp;level=1` is `application/sdp`.
  private static String mediaType(String accepted) {
    int semicolon = accepted.indexOf(';');
    String type = semicolon < 0 ? accepted : accepted.substring(0, semicolon);
    return type.replace(" ", "").toLowerCase(Locale.ROOT);
  }
}
