package org.hustings.telephony.media.wav;

import java.nio.ByteBuffer;
import org.hustings.telephony.media.g711.G711;

/// How the samples of a WAV file are written down.
///
/// @param encoding of one sample
/// @param channels that take turns
/// @param rate frames a second, a frame being one sample of each channel
record WavFormat(Encoding encoding, int channels, int rate) {
  /// How one sample is written; little-endian.
  enum Encoding {
    UNSIGNED_8(1),
    SIGNED_16(2),
    SIGNED_24(3),
    SIGNED_32(4),
    FLOAT_32(4),
    FLOAT_64(8),
    MU_LAW(1),
    A_LAW(1);

    private final int bytes;

    Encoding(int bytes) {
      this.bytes = bytes;
    }

    /// The sample at an index, where full scale is ±32,768.
    double sample(ByteBuffer data, int at) {
      return switch (this) {
        case UNSIGNED_8 -> ((data.get(at) & 0xFF) - 128) * 256.0;
        case SIGNED_16 -> data.getShort(at);
        case SIGNED_24 -> data.get(at + 2) * 256.0 + (data.getShort(at) & 0xFFFF) / 256.0;
        case SIGNED_32 -> data.getInt(at) / 65_536.0;
        case FLOAT_32 -> finite(data.getFloat(at) * 32_768.0);
        case FLOAT_64 -> finite(data.getDouble(at) * 32_768.0);
        case MU_LAW -> G711.PCMU.decode(data.get(at));
        case A_LAW -> G711.PCMA.decode(data.get(at));
      };
    }

    private static double finite(double value) {
      return Double.isFinite(value) ? Math.clamp(value, -65_536.0, 65_536.0) : 0;
    }
  }

  int frameBytes() {
    return encoding.bytes * channels;
  }

  /// All frames as one channel: the mean of the channels.
  float[] mono(ByteBuffer data) {
    int frames = data.remaining() / frameBytes();
    float[] mono = new float[frames];
    int at = data.position();
    for (int frame = 0; frame < frames; frame++) {
      double sum = 0;
      for (int channel = 0; channel < channels; channel++) {
        sum += encoding.sample(data, at);
        at += encoding.bytes;
      }
      mono[frame] = (float) (sum / channels);
    }
    return mono;
  }
}
