package org.hustings.server.bench.relay;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// What is heard of one turn's packets. Each carries, behind its RTP header, what the bench needs
/// to know it again, whatever a relay does to the header: the turn, who said it, the how-manieth it
/// is, and when it was said. One thread only.
final class Hearing {
  /// Bytes of RTP header before our words.
  static final int HEADER = 12;

  private static final int WORDS = 24;
  private static final int MAGIC = 0x48555354;
  private static final int LONGEST_MICROS = 2_000_000;

  private final int[] micros = new int[LONGEST_MICROS + 1];
  private int turn;
  private int[] next = new int[0];
  private long heard;
  private long again;

  /// @param speakers how many there are
  void begin(int newTurn, int speakers) {
    turn = newTurn;
    next = new int[speakers];
    heard = 0;
    again = 0;
    Arrays.fill(micros, 0);
  }

  /// Writes the words behind a packet's header.
  static void write(ByteBuffer packet, int turn, int speaker, int count) {
    packet.putInt(HEADER, MAGIC);
    packet.putInt(HEADER + 4, turn);
    packet.putInt(HEADER + 8, speaker);
    packet.putInt(HEADER + 12, count);
    packet.putLong(HEADER + 16, System.nanoTime());
  }

  /// @param packet between 0 and its limit; anything else than a packet of this turn is passed over
  void hear(ByteBuffer packet) {
    if (packet.limit() < HEADER + WORDS
        || packet.getInt(HEADER) != MAGIC
        || packet.getInt(HEADER + 4) != turn) {
      return;
    }
    int speaker = packet.getInt(HEADER + 8);
    int count = packet.getInt(HEADER + 12);
    if (count < next[speaker]) {
      again++;
      return;
    }
    next[speaker] = count + 1;
    heard++;
    long took = (System.nanoTime() - packet.getLong(HEADER + 16)) / 1000;
    micros[(int) Math.min(took, LONGEST_MICROS)]++;
  }

  /// How many, each once.
  long heard() {
    return heard;
  }

  /// How many came twice, or after a later one.
  long outOfOrder() {
    return again;
  }

  /// @param share 0.99 for what 99 of 100 took at most
  /// @return milliseconds; not a number if nothing was heard
  double millis(double share) {
    long left = (long) Math.ceil(share * heard);
    for (int i = 0; i <= LONGEST_MICROS && heard > 0; i++) {
      left -= micros[i];
      if (left <= 0) {
        return i / 1000.0;
      }
    }
    return Double.NaN;
  }
}
