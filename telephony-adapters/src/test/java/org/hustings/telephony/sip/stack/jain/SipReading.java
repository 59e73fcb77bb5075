package org.hustings.telephony.sip.stack.jain;

import gov.nist.core.CommonLogger;
import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.ContentLength;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.StatusLine;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.net.InetAddress;
import java.text.ParseException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads SIP as the stack does with a datagram, without a socket: parsed, and translated into ours.
public final class SipReading {
  private static final InetAddress PEER = InetAddress.ofLiteral("127.0.0.1");

  /// The library's own list: nothing goes on without these.
  private static final Set<Class<?>> MANDATORY =
      Set.of(
          From.class,
          To.class,
          CSeq.class,
          Via.class,
          CallID.class,
          ContentLength.class,
          RequestLine.class,
          StatusLine.class);

  private final CarefulParser parser = new CarefulParser(new StringMsgParser(), new PeerSockets());
  private final Translation translation = new Translation();

  // It logs where the stack does.
  static {
    CommonLogger.legacyLogger = new StackLog();
  }

  /// As the library's channels take it that a header is unreadable.
  private static void unreadable(
      ParseException why,
      SIPMessage message,
      @Nullable Class<?> header,
      @Nullable String text,
      @Nullable String all)
      throws ParseException {
    if (header != null && MANDATORY.contains(header)) {
      throw why;
    }
    message.addUnparsed(text);
  }

  /// @return whether something could be made of it; nothing may be thrown
  public boolean reads(byte[] datagram) {
    try {
      SIPMessage message = parser.parseSIPMessage(datagram, true, false, SipReading::unreadable);
      return message != null && isComplete(message) && translates(message);
    } catch (ParseException refused) {
      return false;
    }
  }

  /// What the library itself drops between the two.
  private static boolean isComplete(SIPMessage message) {
    return message.getFrom() != null
        && message.getTo() != null
        && message.getCallId() != null
        && message.getCSeq() != null
        && message.getViaHeaders() != null;
  }

  private boolean translates(SIPMessage message) throws ParseException {
    message.setRemoteAddress(PEER);
    return switch (message) {
      case SIPRequest request -> translation.received(request) != null;
      case SIPResponse response -> translation.received(response) != null;
      default -> false;
    };
  }
}
