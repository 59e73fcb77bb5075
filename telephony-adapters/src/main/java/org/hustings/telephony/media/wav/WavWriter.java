package org.hustings.telephony.media.wav;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.hustings.telephony.media.g711.G711;

/// Writes WAV files.
public final class WavWriter {
  private static final int MU_LAW = 7;
  private static final int PCM = 1;

  private WavWriter() {}

  /// µ-law at 8 kHz, in one channel or two of the same length.
  public static byte[] muLaw(byte[] left, Optional<byte[]> right) {
    int channels = right.isPresent() ? 2 : 1;
    // A format other than PCM carries an extension size and a fact chunk.
    ByteBuffer file = ByteBuffer.allocate(58 + channels * left.length + channels * left.length % 2);
    head(file, file.capacity() - 8);
    format(file, 18, MU_LAW, channels, 8);
    file.putShort((short) 0);
    tag(file, "fact").putInt(4).putInt(left.length);
    tag(file, "data").putInt(channels * left.length);
    for (int i = 0; i < left.length; i++) {
      file.put(left[i]);
      if (right.isPresent()) {
        byte[] other = right.get();
        file.put(i < other.length ? other[i] : G711.PCMU.silence());
      }
    }
    return file.array();
  }

  /// 16-bit PCM, mono.
  public static byte[] pcm16(short[] samples, int rate) {
    ByteBuffer file = ByteBuffer.allocate(44 + 2 * samples.length);
    head(file, file.capacity() - 8);
    tag(file, "fmt ").putInt(16).putShort((short) PCM).putShort((short) 1);
    file.putInt(rate).putInt(rate * 2).putShort((short) 2).putShort((short) 16);
    tag(file, "data").putInt(2 * samples.length);
    for (short sample : samples) {
      file.putShort(sample);
    }
    return file.array();
  }

  private static void head(ByteBuffer file, int length) {
    file.order(ByteOrder.LITTLE_ENDIAN);
    tag(file, "RIFF").putInt(length);
    tag(file, "WAVE");
  }

  private static void format(ByteBuffer file, int length, int tag, int channels, int bits) {
    tag(file, "fmt ").putInt(length).putShort((short) tag).putShort((short) channels);
    file.putInt(G711.RATE).putInt(G711.RATE * channels * bits / 8);
    file.putShort((short) (channels * bits / 8)).putShort((short) bits);
  }

  private static ByteBuffer tag(ByteBuffer file, String name) {
    return file.put(name.getBytes(StandardCharsets.US_ASCII));
  }
}
