package org.hustings.telephony.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/// Good SIP, with the headers that we make something of; all hosts are of documentation.
final class SipSamples {
  private static final String BODY =
      """
      v=0
      o=- 1 1 IN IP4 192.0.2.1
      s=-
      c=IN IP4 192.0.2.1
      t=0 0
      m=audio 4000 RTP/AVP 0
      """;

  private SipSamples() {}

  static List<byte[]> all() {
    return Stream.of(
            invite(), register(), challenge(), ringing(), moved(), info(), prack(), nat(), busy())
        .map(text -> text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  private static String message(String first, String cseq, String... more) {
    return String.join(
            "\n",
            first,
            "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKa1;rport",
            "From: \"A. Volunteer\" <sip:+19195550111@example.com;user=phone>;tag=a1",
            "To: <sip:+19195550199@example.com>",
            "Call-ID: a1@192.0.2.1",
            "CSeq: " + cseq)
        + "\n"
        + (more.length == 0 ? "" : String.join("\n", more) + "\n");
  }

  private static String withBody(String head, String type, String body) {
    int length = body.replace("\n", "\r\n").length();
    return head + "Content-Type: " + type + "\nContent-Length: " + length + "\n\n" + body;
  }

  private static String bare(String head) {
    return head + "Content-Length: 0\n\n";
  }

  private static String invite() {
    return withBody(
        message(
            "INVITE sip:+19195550199@192.0.2.10:5060;transport=udp SIP/2.0",
            "1 INVITE",
            "Contact: <sip:x@192.0.2.1:5099;transport=udp>;expires=60",
            "Record-Route: <sip:192.0.2.2;lr>,<sip:192.0.2.3:5070;lr>",
            "Max-Forwards: 70",
            "Supported: timer, 100rel",
            "Session-Expires: 1800;refresher=uac",
            "Min-SE: 90",
            "P-Asserted-Identity: \"A\" <sip:+19195550111@example.com>, <tel:+19195550111>",
            "Privacy: id",
            "Diversion: <sip:+19195550112@example.com>;reason=unconditional",
            "User-Agent: x (y)",
            "Allow: INVITE, ACK, BYE, CANCEL, OPTIONS"),
        "application/sdp",
        BODY);
  }

  private static String register() {
    return bare(
        message(
            "REGISTER sip:example.com SIP/2.0",
            "2 REGISTER",
            "Contact: *",
            "Expires: 0",
            "Max-Forwards: 70",
            "Authorization: Digest username=\"a\", realm=\"example.com\", nonce=\"n1\","
                + " uri=\"sip:example.com\", response=\"0123456789abcdef0123456789abcdef\","
                + " algorithm=SHA-256, qop=auth, nc=00000001, cnonce=\"c1\""));
  }

  private static String challenge() {
    return bare(
        message(
            "SIP/2.0 401 Unauthorized",
            "2 REGISTER",
            "WWW-Authenticate: Digest realm=\"example.com\", nonce=\"n1\", algorithm=SHA-256,"
                + " qop=\"auth,auth-int\", stale=true, opaque=\"o\"",
            "Proxy-Authenticate: Digest realm=\"example.net\", nonce=\"n2\"",
            "Date: Tue, 03 Nov 2026 18:00:00 GMT"));
  }

  private static String ringing() {
    return withBody(
        message(
            "SIP/2.0 183 Session Progress",
            "1 INVITE",
            "Contact: <sip:y@[2001:db8::1]:5061>",
            "Record-Route: <sip:192.0.2.2;lr>",
            "Require: 100rel",
            "RSeq: 988789",
            "Server: z/1"),
        "application/sdp",
        BODY);
  }

  private static String moved() {
    return bare(
        message(
            "SIP/2.0 302 Moved Temporarily",
            "1 INVITE",
            "Contact: <sip:b@192.0.2.7>;q=0.7, \"C\" <sip:c@192.0.2.8>;q=0.3"));
  }

  private static String info() {
    return withBody(
        message("INFO sip:x@192.0.2.10 SIP/2.0", "3 INFO", "Max-Forwards: 70"),
        "application/dtmf-relay",
        "Signal=5\nDuration=160\n");
  }

  private static String prack() {
    return bare(
        message(
            "PRACK sip:x@192.0.2.10 SIP/2.0",
            "4 PRACK",
            "RAck: 988789 1 INVITE",
            "Route: <sip:192.0.2.2;lr>",
            "Reason: Q.850;cause=16;text=\"bye\""));
  }

  /// Short names, folded lines, a telephone's URI.
  private static String nat() {
    return """
    BYE tel:+19195550199 SIP/2.0
    v: SIP/2.0/TCP 192.0.2.1;branch=z9hG4bKb2;received=192.0.2.9;rport=1234,
     SIP/2.0/UDP 192.0.2.4;branch=z9hG4bKb1
    f: sip:a@example.com;tag=a1
    t: "B" <sip:b@example.com>;tag=b1
    i: b1
    CSeq: 5 BYE
    k: timer
    l: 0

    """;
  }

  private static String busy() {
    return bare(
        message(
            "SIP/2.0 503 Service Unavailable",
            "1 INVITE",
            "Retry-After: 120 (maintenance);duration=60",
            "Warning: 399 192.0.2.2 \"closed\"",
            "Unsupported: timer"));
  }
}
