package org.hustings.telephony.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Spoils samples, by a seed: the same seed gives the same inputs in the same order.
public final class Mutations {
  private static final List<byte[]> NASTY =
      List.of(
          new byte[0],
          new byte[] {0},
          new byte[] {-1, -1, -1, -1},
          new byte[] {127, -1, -1, -1},
          new byte[] {-128, 0, 0, 0},
          text("-1"),
          text("0"),
          text("4294967296"),
          text("99999999999999999999"),
          text("\r\n"),
          text("\r\n\r\n"),
          text(":"),
          text(";"),
          text(","),
          text("\""),
          text("<"),
          text("%00"),
          text("((((((((((((((((((((((((((((((((((((((((((((((((("),
          text("::1"),
          text("\u00e9\ud83d\ude00"));
  private static final int MOST_BYTES = 60_000;

  private final List<byte[]> samples;
  private final RandomGenerator random;

  public Mutations(List<byte[]> samples, long seed) {
    this.samples = List.copyOf(samples);
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// The next input: a sample, spoilt once to eight times.
  public byte[] next() {
    byte[] input = any(samples).clone();
    for (int times = 1 + random.nextInt(8); times > 0; times--) {
      input = spoilt(input);
    }
    return input.length > MOST_BYTES ? Arrays.copyOf(input, MOST_BYTES) : input;
  }

  private byte[] any(List<byte[]> list) {
    return list.get(random.nextInt(list.size()));
  }

  private byte[] spoilt(byte[] input) {
    int at = random.nextInt(input.length + 1);
    int end = Math.min(input.length, at + random.nextInt(1 + Math.min(64, input.length)));
    return switch (random.nextInt(7)) {
      case 0 -> flipped(input, at);
      case 1 -> joined(input, 0, at, any(NASTY), input, at);
      case 2 -> joined(input, 0, at, any(NASTY), input, end);
      case 3 -> joined(input, 0, at, new byte[0], input, end);
      case 4 -> joined(input, 0, end, Arrays.copyOfRange(input, at, end), input, end);
      case 5 -> Arrays.copyOf(input, at);
      default -> spliced(input, at);
    };
  }

  private byte[] flipped(byte[] input, int at) {
    if (at < input.length) {
      input[at] ^= (byte) (1 << random.nextInt(8));
    }
    return input;
  }

  private byte[] spliced(byte[] input, int at) {
    byte[] other = any(samples);
    return joined(input, 0, at, new byte[0], other, random.nextInt(other.length + 1));
  }

  private static byte[] joined(
      byte[] head, int from, int to, byte[] middle, byte[] tail, int tailFrom) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(head, from, to - from);
    all.writeBytes(middle);
    all.write(tail, tailFrom, tail.length - tailFrom);
    return all.toByteArray();
  }
}
