package org.hustings.telephony.media.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads SDP text. Tolerant in what does not matter (line ends, unknown lines, order within a
/// section), strict in what does, and bounded in everything.
final class SdpParser {
  /// The text cannot be understood; the message says where.
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    Malformed(String message) {
      super(message, null, false, false);
    }
  }

  private static final int MOST_CHARACTERS = 16 * 1024;
  private static final int MOST_LINES = 512;
  private static final int MOST_STREAMS = 16;
  private static final int MOST_FORMATS = 64;

  private final List<SessionDescription.Stream> streams = new ArrayList<>();
  private final List<SessionDescription.Attribute> sessionAttributes = new ArrayList<>();
  private @Nullable String sessionAddress;
  private @Nullable Section section;

  private static final class Section {
    private final String kind;
    private final int port;
    private final String protocol;
    private final List<String> formats;
    private final List<SessionDescription.Attribute> attributes = new ArrayList<>();
    private @Nullable String address;

    Section(String kind, int port, String protocol, List<String> formats) {
      this.kind = kind;
      this.port = port;
      this.protocol = protocol;
      this.formats = formats;
    }

    SessionDescription.Stream stream() {
      return new SessionDescription.Stream(
          kind, port, protocol, formats, Optional.ofNullable(address), List.copyOf(attributes));
    }
  }

  private SdpParser() {}

  static SessionDescription parse(String text) throws Malformed {
    if (text.length() > MOST_CHARACTERS) {
      throw new Malformed("SDP has " + text.length() + " characters, expected at most 16384");
    }
    List<String> lines = text.lines().limit(MOST_LINES + 1L).filter(l -> !l.isBlank()).toList();
    if (lines.size() > MOST_LINES) {
      throw new Malformed("SDP has more than " + MOST_LINES + " lines");
    }
    if (lines.isEmpty() || !lines.getFirst().strip().equals("v=0")) {
      throw new Malformed("SDP does not begin with v=0");
    }
    SdpParser parser = new SdpParser();
    for (String line : lines) {
      parser.line(line);
    }
    return parser.finished();
  }

  private void line(String line) throws Malformed {
    if (line.length() < 2 || line.charAt(1) != '=') {
      throw new Malformed("SDP has a line that is not of the form x=");
    }
    String value = line.substring(2).strip();
    switch (line.charAt(0)) {
      case 'm' -> stream(value);
      case 'c' -> connection(value);
      case 'a' -> attribute(value);
      // All other lines say nothing about where and how the audio goes.
      default -> {}
    }
  }

  private void stream(String value) throws Malformed {
    finishSection();
    if (streams.size() == MOST_STREAMS) {
      throw new Malformed("SDP has more than " + MOST_STREAMS + " streams");
    }
    String[] words = value.split(" +", MOST_FORMATS + 4);
    if (words.length < 4 || words.length == MOST_FORMATS + 4) {
      throw new Malformed("an m= line has " + words.length + " words, expected 4 to 67");
    }
    // "port/number of ports" is for layered streams, which audio is not.
    String port = words[1].split("/", 2)[0];
    section =
        new Section(
            words[0],
            number(port, 65_535, "port"),
            words[2],
            List.of(words).subList(3, words.length));
  }

  private void connection(String value) throws Malformed {
    String[] words = value.split(" +", 4);
    if (words.length != 3 || !words[0].equals("IN")) {
      throw new Malformed("a c= line is not of the form c=IN IP4 address");
    }
    String address = words[2].split("/", 2)[0];
    if (section == null) {
      sessionAddress = address;
    } else {
      section.address = address;
    }
  }

  private void attribute(String value) {
    int colon = value.indexOf(':');
    SessionDescription.Attribute attribute =
        colon < 0
            ? new SessionDescription.Attribute(value, "")
            : new SessionDescription.Attribute(
                value.substring(0, colon), value.substring(colon + 1).strip());
    (section == null ? sessionAttributes : section.attributes).add(attribute);
  }

  private void finishSection() {
    if (section != null) {
      streams.add(section.stream());
      section = null;
    }
  }

  private SessionDescription finished() {
    finishSection();
    return new SessionDescription(
        Optional.ofNullable(sessionAddress), List.copyOf(sessionAttributes), List.copyOf(streams));
  }

  /// A number of at most nine digits, without a sign.
  static int number(String word, int most, String what) throws Malformed {
    boolean digits = !word.isEmpty() && word.length() <= 9;
    for (int i = 0; i < word.length() && digits; i++) {
      digits = word.charAt(i) >= '0' && word.charAt(i) <= '9';
    }
    int number = digits ? Integer.parseInt(word) : -1;
    if (number < 0 || number > most) {
      throw new Malformed(what + " is not a number from 0 to " + most);
    }
    return number;
  }
}
