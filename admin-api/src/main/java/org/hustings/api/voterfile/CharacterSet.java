package org.hustings.api.voterfile;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Finds out how a file's characters are written: by its byte order mark, else UTF-8 if its first
/// 64 KiB are valid UTF-8, else Windows-1252, as older spreadsheets write it.
final class CharacterSet {
  static final int LOOKED_AT = 65_536;
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  private CharacterSet() {}

  static Reader reader(InputStream in) throws IOException {
    byte[] start = in.readNBytes(LOOKED_AT);
    Charset charset = of(start);
    int mark = markLength(start, charset);
    PushbackInputStream whole = new PushbackInputStream(in, LOOKED_AT);
    whole.unread(start, mark, start.length - mark);
    // What is not valid further on becomes U+FFFD, and its row is reported.
    return new InputStreamReader(whole, charset);
  }

  private static Charset of(byte[] start) {
    if (starts(start, 0xFF, 0xFE)) {
      return StandardCharsets.UTF_16LE;
    }
    if (starts(start, 0xFE, 0xFF)) {
      return StandardCharsets.UTF_16BE;
    }
    return starts(start, 0xEF, 0xBB, 0xBF) || isUtf8(start) ? StandardCharsets.UTF_8 : WINDOWS_1252;
  }

  private static int markLength(byte[] start, Charset charset) {
    if (charset.equals(StandardCharsets.UTF_8)) {
      return starts(start, 0xEF, 0xBB, 0xBF) ? 3 : 0;
    }
    return charset.equals(WINDOWS_1252) ? 0 : 2;
  }

  private static boolean starts(byte[] bytes, int... mark) {
    if (bytes.length < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if ((bytes[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  /// A character that the end of what we look at cuts in two is no error.
  private static boolean isUtf8(byte[] bytes) {
    return !StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .decode(
            ByteBuffer.wrap(bytes), CharBuffer.allocate(bytes.length + 1), bytes.length < LOOKED_AT)
        .isError();
  }
}
