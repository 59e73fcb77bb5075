package org.hustings.server.bench.relay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// As much of bencode as rtpengine's control protocol needs: dictionaries of texts are written; of
/// what comes, the texts of the outermost dictionary are read and everything else is passed over.
final class Bencode {
  private final byte[] bytes;
  private int at;

  private Bencode(byte[] bytes) {
    this.bytes = bytes;
  }

  static String write(Map<String, String> dictionary) {
    StringBuilder text = new StringBuilder("d");
    dictionary.forEach((key, value) -> text.append(written(key)).append(written(value)));
    return text.append('e').toString();
  }

  private static String written(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length + ":" + text;
  }

  /// @throws IOException if it is not a dictionary, or cut off
  static Map<String, String> texts(String written) throws IOException {
    Bencode reader = new Bencode(written.getBytes(StandardCharsets.UTF_8));
    reader.expect('d');
    Map<String, String> texts = new LinkedHashMap<>();
    while (reader.peek() != 'e') {
      String key = reader.text();
      if (Character.isDigit(reader.peek())) {
        texts.put(key, reader.text());
      } else {
        reader.skip();
      }
    }
    return texts;
  }

  private char peek() throws IOException {
    if (at >= bytes.length) {
      throw new IOException("bencode ends after " + at + " bytes, expected more");
    }
    return (char) bytes[at];
  }

  private void expect(char expected) throws IOException {
    if (peek() != expected) {
      throw new IOException(
          "bencode has '" + peek() + "' at " + at + ", expected '" + expected + "'");
    }
    at++;
  }

  private String text() throws IOException {
    int length = 0;
    while (Character.isDigit(peek())) {
      length = 10 * length + Character.digit(peek(), 10);
      at++;
    }
    expect(':');
    if (length < 0 || length > bytes.length - at) {
      throw new IOException("bencode has a text of " + length + " bytes at " + at + ", too long");
    }
    at += length;
    return new String(bytes, at - length, length, StandardCharsets.UTF_8);
  }

  private void skip() throws IOException {
    char kind = peek();
    if (Character.isDigit(kind)) {
      text();
      return;
    }
    at++;
    if (kind == 'i') {
      while (peek() != 'e') {
        at++;
      }
    } else {
      while (peek() != 'e') {
        skip();
      }
    }
    at++;
  }
}
