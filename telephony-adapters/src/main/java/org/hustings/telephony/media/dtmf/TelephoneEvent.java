package org.hustings.telephony.media.dtmf;

import java.nio.ByteBuffer;
import java.util.Optional;

/// The payload of one telephone-event packet (RFC 4733 section 2.3).
///
/// @param code 0 to 15 are the keys
/// @param end whether the key is up
/// @param volume in -dBm0, 0 to 63
/// @param samples how long the event has lasted, 0 to 65,535
public record TelephoneEvent(int code, boolean end, int volume, int samples) {
  /// Four bytes an event.
  public static final int BYTES = 4;

  /// Reads a payload; empty when it is too short. More than one event in a packet (RFC 2833 allowed
  /// it) is not: what follows the first is left out.
  public static Optional<TelephoneEvent> read(ByteBuffer buffer, int offset, int length) {
    if (length < BYTES) {
      return Optional.empty();
    }
    int second = buffer.get(offset + 1);
    return Optional.of(
        new TelephoneEvent(
            buffer.get(offset) & 0xFF,
            (second & 0x80) != 0,
            second & 0x3F,
            buffer.getShort(offset + 2) & 0xFFFF));
  }

  /// Writes the payload at an absolute index.
  public void write(ByteBuffer buffer, int offset) {
    buffer.put(offset, (byte) code);
    buffer.put(offset + 1, (byte) ((end ? 0x80 : 0) | volume));
    buffer.putShort(offset + 2, (short) samples);
  }

  /// Whether it is a key rather than a line signal.
  public boolean isKey() {
    return code < Digit.KEYS.length();
  }

  /// The key.
  public char key() {
    return Digit.KEYS.charAt(code);
  }
}
