package org.hustings.telephony.media;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.hustings.telephony.media.dtmf.Digit;
import org.hustings.telephony.media.dtmf.Digits;
import org.hustings.telephony.media.g711.G711;
import org.hustings.telephony.media.udp.Udp;

/// Legs on loopback for tests, with calls that wait for what they ask.
final class Wire implements AutoCloseable {
  static final PortRange PORTS = new PortRange(42_000, 42_199);

  final MediaEngine engine;

  Wire(MediaConfig config) {
    this(config, Udp.ofThisSystem());
  }

  Wire(MediaConfig config, Udp udp) {
    engine = MediaEngine.start(config, new java.util.SplittableRandom(1), udp);
  }

  static Wire onLoopback() {
    return new Wire(MediaConfig.onLoopback(PORTS));
  }

  /// A leg and what it heard of keys.
  record Party(MediaLeg leg, BlockingQueue<Digit> keys) {
    Digit nextKey() throws InterruptedException {
      Digit digit = keys.poll(5, TimeUnit.SECONDS);
      if (digit == null) {
        throw new AssertionError("no key came within 5 s");
      }
      return digit;
    }

    CompletableFuture<PlayEnd> play(short[] sound) {
      CompletableFuture<PlayEnd> ended = new CompletableFuture<>();
      leg.play(Playable.of(Clip.of(sound)), ended::complete);
      return ended;
    }

    CompletableFuture<PlayEnd> press(String keysToPress) {
      CompletableFuture<PlayEnd> ended = new CompletableFuture<>();
      leg.press(Digits.of(keysToPress), ended::complete);
      return ended;
    }

    Tape record(Recorded.Sides sides) {
      CompletableFuture<Recorded> done = new CompletableFuture<>();
      return new Tape(leg.record(sides, Duration.ofMinutes(15), done::complete), done);
    }
  }

  /// A recording that runs.
  record Tape(MediaLeg.Ongoing recording, CompletableFuture<Recorded> done) {
    Recorded stop() {
      recording.stop();
      return Wire.await(done);
    }
  }

  Party party(String name) {
    BlockingQueue<Digit> keys = new LinkedBlockingQueue<>();
    MediaLegListener listener =
        new MediaLegListener() {
          @Override
          public void digit(Digit digit) {
            keys.add(digit);
          }
        };
    return switch (engine.open(new LegName(name), listener)) {
      case Opening.Opened(MediaLeg leg) -> new Party(leg, keys);
      case Opening.Refused refused -> throw new AssertionError("refused: " + refused);
    };
  }

  /// Has two parties send to each other.
  void connect(Party one, G711 oneSends, Party other, G711 otherSends) {
    one.leg().connect(RemoteMedia.usual(other.leg().localAddress(), oneSends));
    other.leg().connect(RemoteMedia.usual(one.leg().localAddress(), otherSends));
  }

  void connect(Party one, Party other) {
    connect(one, G711.PCMU, other, G711.PCMU);
  }

  static <T> T await(CompletableFuture<T> future) {
    return future.orTimeout(30, TimeUnit.SECONDS).join();
  }

  /// Waits until a counter says so.
  static void until(String what, BooleanSupplier reached) {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!reached.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not within 10 s: " + what);
      }
      LockSupport.parkNanos(2_000_000);
    }
  }

  @Override
  public void close() {
    engine.close();
  }
}
