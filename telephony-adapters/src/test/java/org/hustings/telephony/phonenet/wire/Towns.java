package org.hustings.telephony.phonenet.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.hustings.core.time.ThreadedRunners;
import org.hustings.core.time.WallTimers;
import org.hustings.telephony.media.Clip;
import org.hustings.telephony.media.PortRange;
import org.hustings.telephony.media.g711.G711;
import org.hustings.telephony.media.listen.Correlation;
import org.hustings.telephony.media.wav.WavReader;
import org.hustings.telephony.media.wav.WavResult;
import org.hustings.telephony.phonenet.Behaviour;
import org.hustings.telephony.phonenet.Clockwork;
import org.hustings.telephony.phonenet.Ring;
import org.hustings.telephony.phonenet.RingLog;
import org.hustings.telephony.phonenet.Subscribers;

/// Networks for tests: they are closed with this, and nothing may have been thrown in them.
public final class Towns implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final PortRange PORTS = new PortRange(22_000, 26_999);

  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private final InstantSource clock = InstantSource.system();
  private final WallTimers timers = new WallTimers(clock);
  private final Clockwork clockwork =
      new Clockwork(clock, timers, new ThreadedRunners((_, thrown) -> failures.add(thrown)));
  private final List<PhoneNetwork> networks = new ArrayList<>();
  private final ExecutorService apart = Executors.newVirtualThreadPerTaskExecutor();

  /// A town in which everybody does the same.
  public PhoneNetwork where(Behaviour everybody) throws IOException {
    return where(everybody, WireSettings.onLoopback());
  }

  public PhoneNetwork where(Behaviour everybody, WireSettings settings) throws IOException {
    PhoneNetwork town =
        PhoneNetwork.start(
            settings.withMediaPorts(PORTS),
            clockwork,
            Subscribers.all(everybody),
            RingLog.inMemory(clock),
            Voices.chirps());
    networks.add(town);
    return town;
  }

  /// A network that only calls others.
  public PhoneNetwork callers() throws IOException {
    return where(new Behaviour.Busy());
  }

  public <T> Future<T> apart(Callable<T> work) {
    return apart.submit(work);
  }

  /// The one ring of a town, when it is over.
  public static Ring ended(PhoneNetwork town) {
    eventually(() -> town.log().rings().size() == 1 && town.log().open() == 0);
    return town.log().rings().getFirst();
  }

  /// What the one subscriber who was rung kept.
  public static short[] recorded(PhoneNetwork town, Path directory) {
    eventually(() -> town.log().rings().getFirst().recording().isPresent());
    String file = town.log().rings().getFirst().recording().orElseThrow();
    return switch (WavReader.forRecordings().read(directory.resolve(file))) {
      case WavResult.Converted(Clip clip) -> G711.PCMU.decode(clip.bytes(G711.PCMU));
      case WavResult.Refused(_, String why) -> throw new AssertionError(why);
    };
  }

  /// All of it was heard, in its order and at its speed.
  public static void assertHeard(short[] said, short[] heard) {
    Correlation correlation = Correlation.of(said, heard);
    assertThat(correlation.coefficient()).isGreaterThan(0.99);
    assertThat(correlation.drift()).isZero();
  }

  /// The log has no signal to wait on, being a witness and not a part of the play.
  public static void eventually(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + PATIENCE);
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  @Override
  public void close() {
    networks.forEach(PhoneNetwork::close);
    timers.close();
    apart.close();
    assertThat(failures).isEmpty();
  }
}
