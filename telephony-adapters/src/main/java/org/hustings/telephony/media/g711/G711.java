package org.hustings.telephony.media.g711;

import java.util.Arrays;

/// The two laws of ITU-T G.711. Both carry 8,000 samples a second in one byte each, so that a relay
/// between them is one table look-up a byte and never changes the length of a packet.
public enum G711 {
  /// µ-law, in SDP `PCMU`, static payload type 0 (RFC 3551 table 4).
  PCMU(0, (byte) 0xFF),
  /// A-law, in SDP `PCMA`, static payload type 8.
  PCMA(8, (byte) 0xD5);

  /// Samples, and with G.711 also bytes, a second.
  public static final int RATE = 8000;

  private static final short[] MU_LINEAR = linear(PCMU);
  private static final short[] A_LINEAR = linear(PCMA);
  private static final byte[] MU_TO_A = across(PCMU, PCMA);
  private static final byte[] A_TO_MU = across(PCMA, PCMU);

  private final int staticPayloadType;
  private final byte silence;

  G711(int staticPayloadType, byte silence) {
    this.staticPayloadType = staticPayloadType;
    this.silence = silence;
  }

  /// The payload type that needs no `rtpmap`.
  public int staticPayloadType() {
    return staticPayloadType;
  }

  /// The byte of the smallest positive sample.
  public byte silence() {
    return silence;
  }

  /// One byte as a 16-bit sample.
  public short decode(byte code) {
    return (this == PCMU ? MU_LINEAR : A_LINEAR)[code & 0xFF];
  }

  /// One 16-bit sample as a byte. Levels above what the law can carry are clipped to its largest.
  public byte encode(short sample) {
    return this == PCMU ? encodeMu(sample) : encodeA(sample);
  }

  /// All bytes as samples.
  public short[] decode(byte[] codes) {
    short[] samples = new short[codes.length];
    for (int i = 0; i < codes.length; i++) {
      samples[i] = decode(codes[i]);
    }
    return samples;
  }

  /// All samples as bytes.
  public byte[] encode(short[] samples) {
    byte[] codes = new byte[samples.length];
    for (int i = 0; i < samples.length; i++) {
      codes[i] = encode(samples[i]);
    }
    return codes;
  }

  /// The same sound in the other law (or in this one), as a new array.
  public byte[] transcode(byte[] codes, G711 target) {
    byte[] out = Arrays.copyOf(codes, codes.length);
    if (target != this) {
      byte[] table = tableTo(target);
      for (int i = 0; i < out.length; i++) {
        out[i] = table[out[i] & 0xFF];
      }
    }
    return out;
  }

  /// One byte in the other law.
  public byte transcode(byte code, G711 target) {
    return target == this ? code : tableTo(target)[code & 0xFF];
  }

  private static byte[] tableTo(G711 target) {
    return target == PCMA ? MU_TO_A : A_TO_MU;
  }

  private static short[] linear(G711 law) {
    short[] table = new short[256];
    for (int code = 0; code < 256; code++) {
      table[code] = law == PCMU ? decodeMu(code) : decodeA(code);
    }
    return table;
  }

  private static byte[] across(G711 source, G711 target) {
    byte[] table = new byte[256];
    for (int code = 0; code < 256; code++) {
      table[code] = target.encode(source.decode((byte) code));
    }
    return table;
  }

  // µ-law: a 14-bit magnitude plus a bias of 33 makes every segment start at a power of two. Here
  // both are scaled to 16 bits, so the bias is 132. All bits are inverted on the line.
  private static final int MU_BIAS = 132;
  private static final int MU_LARGEST = 32635;

  private static short decodeMu(int code) {
    int plain = ~code & 0xFF;
    int segment = (plain >> 4) & 7;
    int magnitude = (((plain & 0xF) << 3) + MU_BIAS) << segment;
    return (short) ((plain & 0x80) != 0 ? MU_BIAS - magnitude : magnitude - MU_BIAS);
  }

  private static byte encodeMu(short sample) {
    int sign = sample < 0 ? 0x80 : 0;
    int magnitude = Math.min(Math.abs((int) sample), MU_LARGEST) + MU_BIAS;
    int segment = 24 - Integer.numberOfLeadingZeros(magnitude);
    int step = (magnitude >> (segment + 3)) & 0xF;
    return (byte) ~(sign | (segment << 4) | step);
  }

  // A-law: 12 bits of magnitude; the two lowest segments share one step size. Even bits are
  // inverted
  // on the line and the sign bit is set for positive samples.
  private static short decodeA(int code) {
    int plain = code ^ 0x55;
    int segment = (plain >> 4) & 7;
    int step = (plain & 0xF) << 4;
    int magnitude = segment == 0 ? step + 8 : (step + 0x108) << (segment - 1);
    return (short) ((plain & 0x80) != 0 ? magnitude : -magnitude);
  }

  private static byte encodeA(short sample) {
    int sign = sample < 0 ? 0 : 0x80;
    int magnitude = (sample < 0 ? ~sample : sample) >> 4;
    if (magnitude < 16) {
      return (byte) ((sign | magnitude) ^ 0x55);
    }
    int above = 27 - Integer.numberOfLeadingZeros(magnitude);
    return (byte) ((sign | ((above + 1) << 4) | ((magnitude >> above) & 0xF)) ^ 0x55);
  }
}
