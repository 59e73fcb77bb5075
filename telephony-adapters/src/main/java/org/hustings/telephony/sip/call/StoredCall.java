package org.hustings.telephony.sip.call;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.hustings.telephony.sip.stack.Head;
import org.hustings.telephony.sip.stack.Hop;
import org.hustings.telephony.sip.stack.Party;
import org.hustings.telephony.sip.stack.SipRequest;
import org.hustings.telephony.sip.stack.SipUri;
import org.hustings.telephony.sip.stack.Transport;

/// What another process needs to end a call after the one that held it died (R23), as one line of
/// text. It holds numbers, like the attempt it is stored with, and no secret.
sealed interface StoredCall {
  /// We were calling and had no answer: a CANCEL is to be sent.
  record Early(SipRequest cancel, Hop hop, String branch) implements StoredCall {
    /// Of the first INVITE of a call.
    ///
    /// @param ordered with its name
    static Early of(CallOrder ordered) {
      CallIdentity identity = ordered.identity().orElseThrow();
      Head head =
          new Head(
              identity.callId(),
              ordered.from().withTag(identity.tag()),
              Party.of(ordered.to()),
              1,
              Optional.empty(),
              List.of(),
              List.of(),
              Optional.empty());
      return new Early(
          new SipRequest(SipRequest.CANCEL, ordered.to(), head),
          ordered.through().hop(),
          identity.branch(1));
    }

    /// With those for the INVITEs that may have followed, when we were asked who we are and had not
    /// stored yet that we said it. Who has none answers 481.
    List<Early> andFurther(int most) {
      long cseq = cancel.head().cseq();
      String ending = "." + cseq;
      if (!branch.endsWith(ending)) {
        return List.of(this);
      }
      String stem = branch.substring(0, branch.length() - ending.length());
      return LongStream.rangeClosed(cseq, cseq + most)
          .mapToObj(number -> new Early(withCseq(number), hop, stem + "." + number))
          .toList();
    }

    private SipRequest withCseq(long number) {
      Head head = cancel.head();
      return new SipRequest(
          SipRequest.CANCEL,
          cancel.uri(),
          new Head(
              head.callId(),
              head.from(),
              head.to(),
              number,
              head.contact(),
              head.routes(),
              head.others(),
              head.body()));
    }
  }

  /// The dialog was up: a BYE is to be sent.
  record Up(SipRequest bye, Hop hop, String peer) implements StoredCall {}

  /// The requests that the dead process may have sent after it stored the dialog have used some
  /// numbers; gaps are allowed (RFC 3261 section 12.2.2).
  long CSEQ_GAP = 10_000;

  static String early(SipRequest invite, Hop hop, String branch) {
    Map<String, String> fields = common("early", invite, hop);
    fields.put("branch", branch);
    return text(fields);
  }

  static String early(Early early) {
    return early(early.cancel(), early.hop(), early.branch());
  }

  static String up(Dialog dialog) {
    SipRequest bye =
        dialog
            .withLocalCseq(dialog.localCseq() + CSEQ_GAP)
            .request(SipRequest.BYE, Optional.empty(), List.of());
    Map<String, String> fields = common("up", bye, dialog.hop());
    fields.put("peer", dialog.peer().name());
    return text(fields);
  }

  private static Map<String, String> common(String kind, SipRequest request, Hop hop) {
    Head head = request.head();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("v", "1");
    fields.put("kind", kind);
    fields.put("call-id", head.callId());
    fields.put("cseq", Long.toString(head.cseq()));
    fields.put("uri", request.uri().text());
    fields.put("from", head.from().uri().text());
    fields.put("from-tag", head.from().tag().orElse(""));
    fields.put("to", head.to().uri().text());
    fields.put("to-tag", head.to().tag().orElse(""));
    fields.put("routes", head.routes().stream().map(SipUri::text).collect(Collectors.joining(" ")));
    fields.put("address", hop.address().getAddress().getHostAddress());
    fields.put("port", Integer.toString(hop.address().getPort()));
    fields.put("transport", hop.transport().token());
    return fields;
  }

  private static String text(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field ->
            field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  /// @throws IllegalArgumentException if it is none of our texts
  static StoredCall read(String text) {
    Map<String, String> fields =
        Arrays.stream(text.split("&"))
            .map(field -> field.split("=", 2))
            .collect(
                Collectors.toMap(
                    pair -> pair[0],
                    pair ->
                        pair.length == 2
                            ? URLDecoder.decode(pair[1], StandardCharsets.UTF_8)
                            : ""));
    if (!"1".equals(fields.get("v"))) {
      throw new IllegalArgumentException("not a stored SIP dialog of version 1");
    }
    Hop hop =
        new Hop(
            new InetSocketAddress(
                InetAddress.ofLiteral(field(fields, "address")),
                Integer.parseInt(field(fields, "port"))),
            Transport.of(field(fields, "transport")));
    return switch (field(fields, "kind")) {
      case "early" -> new Early(request(SipRequest.CANCEL, fields), hop, field(fields, "branch"));
      case "up" -> new Up(request(SipRequest.BYE, fields), hop, field(fields, "peer"));
      default -> throw new IllegalArgumentException("not a stored SIP dialog: unknown kind");
    };
  }

  /// Whether a text ends a call that was answered.
  static boolean ofUp(String text) {
    return read(text) instanceof Up;
  }

  private static SipRequest request(String method, Map<String, String> fields) {
    List<SipUri> routes =
        Arrays.stream(field(fields, "routes").split(" "))
            .filter(route -> !route.isEmpty())
            .map(StoredCall::uri)
            .toList();
    return new SipRequest(
        method,
        uri(field(fields, "uri")),
        new Head(
            field(fields, "call-id"),
            party(fields, "from"),
            party(fields, "to"),
            Long.parseLong(field(fields, "cseq")),
            Optional.empty(),
            routes,
            List.of(),
            Optional.empty()));
  }

  private static Party party(Map<String, String> fields, String which) {
    return new Party(
        Optional.empty(),
        uri(field(fields, which)),
        Optional.of(field(fields, which + "-tag")).filter(tag -> !tag.isEmpty()));
  }

  /// Only its text is needed: nobody takes it apart again.
  private static SipUri uri(String text) {
    return new SipUri(text, Optional.empty(), "", OptionalInt.empty(), Optional.empty(), true);
  }

  private static String field(Map<String, String> fields, String name) {
    String value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException("not a stored SIP dialog: it has no " + name);
    }
    return value;
  }
}
