package org.hustings.telephony.sip.stack.jain;

import gov.nist.javax.sip.address.AddressFactoryImpl;
import gov.nist.javax.sip.header.HeaderFactoryImpl;
import gov.nist.javax.sip.header.RecordRoute;
import gov.nist.javax.sip.header.RecordRouteList;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.SIPHeaderList;
import gov.nist.javax.sip.message.MessageFactoryImpl;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import javax.sip.InvalidArgumentException;
import javax.sip.address.Address;
import javax.sip.address.AddressFactory;
import javax.sip.address.SipURI;
import javax.sip.address.TelURL;
import javax.sip.address.URI;
import javax.sip.header.ContactHeader;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.HeaderAddress;
import javax.sip.header.HeaderFactory;
import javax.sip.header.ToHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.MessageFactory;
import org.hustings.telephony.sip.stack.Body;
import org.hustings.telephony.sip.stack.Head;
import org.hustings.telephony.sip.stack.Header;
import org.hustings.telephony.sip.stack.Party;
import org.hustings.telephony.sip.stack.Reply;
import org.hustings.telephony.sip.stack.SipRequest;
import org.hustings.telephony.sip.stack.SipResponse;
import org.hustings.telephony.sip.stack.SipUri;
import org.jspecify.annotations.Nullable;

/// Between our values and the library's.
final class Translation {
  private static final int MAX_FORWARDS = 70;

  /// What has a place of its own in [Head], or is the stack's business.
  private static final Set<String> STRUCTURE =
      Set.of(
          "via",
          "from",
          "to",
          "call-id",
          "cseq",
          "contact",
          "record-route",
          "route",
          "max-forwards",
          "content-length",
          "content-type");

  private final AddressFactory addresses = new AddressFactoryImpl();
  private final HeaderFactory headers = new HeaderFactoryImpl();
  private final MessageFactory messages = new MessageFactoryImpl();

  // ── to the wire ────────────────────────────────────────────────────────────

  SIPRequest request(SipRequest request, ViaHeader via)
      throws ParseException, InvalidArgumentException {
    Head head = request.head();
    SIPRequest message =
        (SIPRequest)
            messages.createRequest(
                addresses.createURI(request.uri().text()),
                request.method(),
                headers.createCallIdHeader(head.callId()),
                headers.createCSeqHeader(head.cseq(), request.method()),
                from(head.from()),
                to(head.to()),
                new ArrayList<>(List.of(via)),
                headers.createMaxForwardsHeader(MAX_FORWARDS));
    for (SipUri route : head.routes()) {
      message.addHeader(headers.createRouteHeader(address(Optional.empty(), route)));
    }
    complete(message, head.contact(), head.others(), head.body());
    return message;
  }

  SIPResponse response(Reply reply, SIPRequest request) throws ParseException {
    SIPResponse message = (SIPResponse) messages.createResponse(reply.status(), request);
    if (reply.toTag().isPresent() && message.getToTag() == null) {
      message.setToTag(reply.toTag().get());
    }
    complete(message, reply.contact(), reply.headers(), reply.body());
    return message;
  }

  ViaHeader via(String host, int port, String transport, @Nullable String branch)
      throws ParseException, InvalidArgumentException {
    ViaHeader via = headers.createViaHeader(host, port, transport, branch);
    via.setRPort();
    return via;
  }

  /// The library's factory refuses headers with several values, its parser does not.
  static javax.sip.header.Header header(Header header) throws ParseException {
    return StringMsgParser.parseSIPHeader(header.name() + ": " + header.value());
  }

  private void complete(
      SIPMessage message, Optional<SipUri> contact, List<Header> others, Optional<Body> body)
      throws ParseException {
    if (contact.isPresent()) {
      message.addHeader(headers.createContactHeader(address(Optional.empty(), contact.get())));
    }
    for (Header header : others) {
      message.addHeader(header(header));
    }
    if (body.isPresent()) {
      int slash = body.get().type().indexOf('/');
      ContentTypeHeader type =
          headers.createContentTypeHeader(
              body.get().type().substring(0, slash), body.get().type().substring(slash + 1));
      message.setContent(body.get().content().getBytes(StandardCharsets.UTF_8), type);
    }
  }

  private FromHeader from(Party party) throws ParseException {
    FromHeader from = headers.createFromHeader(address(party.displayName(), party.uri()), null);
    if (party.tag().isPresent()) {
      from.setTag(party.tag().get());
    }
    return from;
  }

  private ToHeader to(Party party) throws ParseException {
    ToHeader to = headers.createToHeader(address(party.displayName(), party.uri()), null);
    if (party.tag().isPresent()) {
      to.setTag(party.tag().get());
    }
    return to;
  }

  private Address address(Optional<String> displayName, SipUri uri) throws ParseException {
    URI parsed = addresses.createURI(uri.text());
    return displayName.isPresent()
        ? addresses.createAddress(displayName.get(), parsed)
        : addresses.createAddress(parsed);
  }

  // ── from the wire ──────────────────────────────────────────────────────────

  SipRequest received(SIPRequest message) throws ParseException {
    return new SipRequest(message.getMethod(), uri(message.getRequestURI()), head(message));
  }

  SipResponse received(SIPResponse message) throws ParseException {
    return new SipResponse(
        message.getStatusCode(),
        Optional.ofNullable(message.getReasonPhrase()).orElse(""),
        message.getCSeq().getMethod(),
        head(message),
        new InetSocketAddress(message.getRemoteAddress(), message.getRemotePort()));
  }

  private static Head head(SIPMessage message) throws ParseException {
    return new Head(
        message.getCallId().getCallId(),
        party(message.getFrom(), message.getFromTag()),
        party(message.getTo(), message.getToTag()),
        message.getCSeq().getSeqNumber(),
        contact(message),
        recordRoutes(message),
        others(message),
        body(message));
  }

  private static Party party(HeaderAddress header, @Nullable String tag) throws ParseException {
    Address address = header.getAddress();
    return new Party(
        Optional.ofNullable(address.getDisplayName()),
        uri(address.getURI()),
        Optional.ofNullable(tag));
  }

  private static Optional<SipUri> contact(SIPMessage message) throws ParseException {
    ContactHeader contact = message.getContactHeader();
    if (contact == null || contact.isWildCard() || contact.getAddress() == null) {
      return Optional.empty();
    }
    return Optional.of(uri(contact.getAddress().getURI()));
  }

  private static List<SipUri> recordRoutes(SIPMessage message) throws ParseException {
    RecordRouteList list = message.getRecordRouteHeaders();
    List<SipUri> routes = new ArrayList<>();
    if (list != null) {
      for (RecordRoute route : list) {
        routes.add(uri(route.getAddress().getURI()));
      }
    }
    return routes;
  }

  private static List<Header> others(SIPMessage message) {
    List<Header> others = new ArrayList<>();
    if (message.getCSeq().getMethod().equals("REGISTER") && message.getContactHeaders() != null) {
      // A registrar lists all bindings, each with its parameters.
      message
          .getContactHeaders()
          .forEach(binding -> others.add(new Header(ContactHeader.NAME, binding.getHeaderValue())));
    }
    for (Iterator<SIPHeader> all = message.getHeaders(); all.hasNext(); ) {
      SIPHeader header = all.next();
      if (header instanceof SIPHeaderList<?> list) {
        list.forEach(single -> add(others, single));
      } else {
        add(others, header);
      }
    }
    return others;
  }

  private static void add(List<Header> others, SIPHeader header) {
    if (!STRUCTURE.contains(header.getName().toLowerCase(Locale.ROOT))) {
      String value = Optional.ofNullable(header.getHeaderValue()).orElse("");
      others.add(new Header(header.getName(), value.replaceAll("[\\r\\n]+", " ").strip()));
    }
  }

  private static Optional<Body> body(SIPMessage message) {
    ContentTypeHeader type = message.getContentTypeHeader();
    byte[] content = message.getRawContent();
    if (type == null || content == null || content.length == 0) {
      return Optional.empty();
    }
    String name = type.getContentType() + "/" + type.getContentSubType();
    return Optional.of(
        new Body(name.toLowerCase(Locale.ROOT), new String(content, StandardCharsets.UTF_8)));
  }

  static SipUri uri(@Nullable URI uri) throws ParseException {
    return switch (uri) {
      case SipURI sip ->
          new SipUri(
              sip.toString(),
              Optional.ofNullable(sip.getUser()).map(Translation::withoutParameters),
              Optional.ofNullable(sip.getHost()).orElse(""),
              sip.getPort() > 0 ? OptionalInt.of(sip.getPort()) : OptionalInt.empty(),
              Optional.ofNullable(sip.getTransportParam()).map(it -> it.toLowerCase(Locale.ROOT)),
              sip.hasLrParam());
      case TelURL tel ->
          new SipUri(
              tel.toString(),
              Optional.of((tel.isGlobal() ? "+" : "") + tel.getPhoneNumber()),
              "",
              OptionalInt.empty(),
              Optional.empty(),
              false);
      case null -> throw new ParseException("a URI is missing", 0);
      // Whoever looks at it decides what to do about it (416 where it is the Request-URI).
      default ->
          new SipUri(
              uri.toString(), Optional.empty(), "", OptionalInt.empty(), Optional.empty(), false);
    };
  }

  /// `+19195550100;npdi` is the number with parameters of RFC 3966 in the user part.
  private static String withoutParameters(String user) {
    int semicolon = user.indexOf(';');
    return semicolon < 0 ? user : user.substring(0, semicolon);
  }
}
