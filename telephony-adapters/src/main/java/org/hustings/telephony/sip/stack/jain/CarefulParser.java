package org.hustings.telephony.sip.stack.jain;

import gov.nist.javax.sip.SIPConstants;
import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.MessageParser;
import gov.nist.javax.sip.parser.MessageParserFactory;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import gov.nist.javax.sip.parser.StringMsgParser;
import gov.nist.javax.sip.stack.ConnectionOrientedMessageChannel;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sip.InvalidArgumentException;
import javax.sip.header.ContentLengthHeader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The library's parser with what it lacks: it takes the first of two contradicting headers, lets
/// itself be overflowed by nested comments, throws all kinds of exceptions, reads any version as
/// 2.0, and answers by the transport that a Via claims.
///
/// A message that cannot be read at all is refused: the library answers a datagram with 400 if it
/// can, and a connection ends ([HeadByHead]), since nobody knows where its next message begins. One
/// that can be read and must not be believed is marked as [Contradictory], for an answer in order.
final class CarefulParser implements MessageParser {
  private static final Logger log = LoggerFactory.getLogger(CarefulParser.class);

  private static final int MOST_HOPS = 70;
  private static final String CONTENT_LENGTH = "content-length";

  private static final Map<String, String> SHORT =
      Map.of("i", "call-id", "f", "from", "t", "to", "l", CONTENT_LENGTH, "c", "content-type");

  /// Headers that contradict themselves if they stand twice (RFC 3261 section 7.3.1).
  private static final List<String> SINGLE =
      List.of("call-id", "from", "to", "content-type", "cseq", "max-forwards");

  /// A connection's parser is made by the thread that then reads the connection.
  private static final ThreadLocal<CarefulParser> OF_THIS_THREAD = new ThreadLocal<>();

  private final MessageParser library;
  private final PeerSockets sockets;

  /// What the messages come from; null for datagrams, and for TLS.
  private volatile @Nullable HeadByHead connection;

  CarefulParser(MessageParser library, PeerSockets sockets) {
    this.library = library;
    this.sockets = sockets;
  }

  /// Tells the parser that this thread made what its messages come from.
  ///
  /// @throws IllegalStateException if it made none
  static void ofThisThreadReads(HeadByHead connection) {
    CarefulParser parser = OF_THIS_THREAD.get();
    if (parser == null) {
      throw new IllegalStateException("nobody parses what is read here");
    }
    parser.connection = connection;
  }

  /// Made by the library.
  public static final class Factory implements MessageParserFactory {
    @Override
    public MessageParser createMessageParser(SIPTransactionStack stack) {
      CarefulParser parser =
          new CarefulParser(new StringMsgParser(), (PeerSockets) stack.getNetworkLayer());
      OF_THIS_THREAD.set(parser);
      return parser;
    }
  }

  /// Why a request is refused with 400 although it could be read.
  ///
  /// @param header stands twice with, perhaps, two values
  record Contradictory(String header) {}

  /// @param readBody whether the body is in the bytes, too: in a datagram, but not on a connection
  @Override
  public @Nullable SIPMessage parseSIPMessage(
      byte[] bytes, boolean readBody, boolean strict, @Nullable ParseExceptionListener channel)
      throws ParseException {
    if (readBody) {
      sockets.taken();
    }
    HeadByHead source = connection;
    try {
      SIPMessage message = read(bytes, readBody, strict, channel);
      if (source != null && !source.taken(bodyOf(message))) {
        throw refused("it begins where nothing should");
      }
      return message;
    } catch (ParseException e) {
      if ((source == null || !source.refused())
          && channel instanceof ConnectionOrientedMessageChannel hangsUp) {
        hangsUp.close();
      }
      throw e;
    }
  }

  /// As the library counts it.
  private static int bodyOf(@Nullable SIPMessage message) {
    ContentLengthHeader length = message == null ? null : message.getContentLength();
    return length == null ? 0 : length.getContentLength();
  }

  private @Nullable SIPMessage read(
      byte[] bytes, boolean readBody, boolean strict, @Nullable ParseExceptionListener channel)
      throws ParseException {
    SIPMessage message;
    try {
      message = library.parseSIPMessage(bytes, readBody, strict, channel);
    } catch (ParseException | RuntimeException | StackOverflowError e) {
      log.debug("event=sip-unreadable", e);
      throw refused("malformed");
    }
    if (message == null) {
      return null;
    }
    List<String> head = head(bytes);
    List<String> names = head.stream().skip(1).map(CarefulParser::name).toList();
    int lengths = Collections.frequency(names, CONTENT_LENGTH);
    if (lengths > 1 || (lengths == 0 && !readBody)) {
      throw refused("where it ends is not said, or twice");
    }
    if (message instanceof SIPRequest request) {
      if (request.getMethod() == null || request.getRequestURI() == null) {
        throw refused("the request line is unreadable");
      }
      complete(request, head.getFirst(), names);
      if (channel instanceof MessageChannel sender) {
        settle(request.getTopmostVia(), sender);
      }
    }
    return message;
  }

  private static void complete(SIPRequest request, String firstLine, List<String> names)
      throws ParseException {
    String version = firstLine.strip();
    version = version.substring(version.lastIndexOf(' ') + 1);
    if (!version.equalsIgnoreCase(SIPConstants.SIP_VERSION_STRING)) {
      request.getRequestLine().setSipVersion(version);
    }
    if (request.getMaxForwards() == null) {
      // RFC 2543 did not have it.
      request.setMaxForwards(mostHops());
    }
    SINGLE.stream()
        .filter(name -> Collections.frequency(names, name) > 1)
        .findFirst()
        .ifPresent(name -> request.setApplicationData(new Contradictory(name)));
  }

  private static MaxForwards mostHops() {
    try {
      return new MaxForwards(MOST_HOPS);
    } catch (InvalidArgumentException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// The answer goes by the way that the request came (RFC 3261 section 18.2.2), whatever its Via
  /// says of the transport.
  private static void settle(@Nullable Via via, MessageChannel sender) throws ParseException {
    if (via != null && !via.getTransport().equalsIgnoreCase(sender.getTransport())) {
      via.setTransport(sender.getTransport().toUpperCase(Locale.ROOT));
    }
  }

  /// The first line and the headers, without what continues them.
  private static List<String> head(byte[] bytes) {
    List<String> lines = new ArrayList<>();
    for (String line : new String(bytes, StandardCharsets.ISO_8859_1).split("\r\n|\r|\n", -1)) {
      if (!line.isBlank() && (lines.isEmpty() || !Character.isWhitespace(line.charAt(0)))) {
        lines.add(line);
      } else if (line.isBlank() && !lines.isEmpty()) {
        break;
      }
    }
    return lines;
  }

  private static String name(String line) {
    int colon = Math.max(0, line.indexOf(':'));
    String written = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
    return SHORT.getOrDefault(written, written);
  }

  /// The exception's text is what the library answers a datagram with, so it quotes nothing.
  private static ParseException refused(String why) {
    return new ParseException(why, 0);
  }
}
