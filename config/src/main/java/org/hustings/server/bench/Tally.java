package org.hustings.server.bench;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.hustings.telephony.phonenet.browser.SimulatedBrowser;

/// Counts what is heard of what was said in one turn, and how long it took: each packet's sound
/// begins with the turn and the time at which it was said.
final class Tally implements SimulatedBrowser.Ear {
  /// Of a packet's sound: turn, time.
  static final int STAMP = 12;

  private static final int MOST_KEPT = 4_000_000;

  private final AtomicLong received = new AtomicLong();
  private final AtomicInteger kept = new AtomicInteger();
  private final int[] micros = new int[MOST_KEPT];
  private volatile int turn;

  /// Writes a packet's stamp.
  static void stamp(byte[] sound, int turn) {
    ByteBuffer.wrap(sound).putInt(turn).putLong(System.nanoTime());
  }

  void begin(int newTurn) {
    turn = newTurn;
    received.set(0);
    kept.set(0);
  }

  @Override
  public void heard(ByteBuffer packet) {
    int sound = packet.position() + 12;
    if (packet.limit() - sound < STAMP || packet.getInt(sound) != turn) {
      return;
    }
    long took = System.nanoTime() - packet.getLong(sound + 4);
    received.incrementAndGet();
    int slot = kept.getAndIncrement();
    if (slot < MOST_KEPT) {
      micros[slot] = (int) (took / 1_000);
    }
  }

  long received() {
    return received.get();
  }

  /// In order.
  int[] latenciesMicros() {
    int[] sorted = Arrays.copyOf(micros, Math.min(MOST_KEPT, kept.get()));
    Arrays.sort(sorted);
    return sorted;
  }
}
