package org.hustings.api.recording;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.hustings.core.recording.Pcmu;

/// A recording as a WAV file that every browser plays: linear, 16 bits, 8,000 a second, mono.
final class WavFile {
  private static final int HEADER = 44;
  private static final int RATE = 8_000;
  private static final short LINEAR = 1;

  private WavFile() {}

  static byte[] of(Pcmu sound) {
    byte[] octets = sound.octets();
    int bytes = octets.length * 2;
    ByteBuffer file = ByteBuffer.allocate(HEADER + bytes).order(ByteOrder.LITTLE_ENDIAN);
    file.put(ascii("RIFF")).putInt(HEADER - 8 + bytes).put(ascii("WAVEfmt ")).putInt(16);
    file.putShort(LINEAR).putShort((short) 1).putInt(RATE).putInt(RATE * 2);
    file.putShort((short) 2).putShort((short) 16).put(ascii("data")).putInt(bytes);
    for (byte octet : octets) {
      file.putShort(linear(octet));
    }
    return file.array();
  }

  /// ITU-T G.711 µ-law, scaled to 16 bits.
  private static short linear(byte octet) {
    int code = ~octet & 0xFF;
    int magnitude = (((code & 0x0F) << 3) + 0x84) << ((code & 0x70) >> 4);
    return (short) ((code & 0x80) == 0 ? magnitude - 0x84 : 0x84 - magnitude);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
