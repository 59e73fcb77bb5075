package org.hustings.server.bench;

import java.io.IOException;
import java.time.Duration;
import org.hustings.telephony.phonenet.wire.PhoneNetwork;
import org.hustings.telephony.phonenet.wire.StampCount;

/// What a stretch of time cost: the cores that each process took, the collections, what became of
/// the sound.
final class Costs {
  private final Program program;
  private final PhoneNetwork carrier;
  private final long began = System.nanoTime();
  private final Duration server;
  private final Duration database;
  private final Duration network = ownCpu();
  private final Collections collections;

  private Costs(Program program, PhoneNetwork carrier) throws IOException {
    this.program = program;
    this.carrier = carrier;
    this.server = program.cpu();
    this.database = program.databaseCpu();
    this.collections = program.collections();
    carrier.stamps().orElseThrow().reset();
  }

  /// What was spent.
  ///
  /// @param server cores, 1 for all of one; the same for the two others
  /// @param network phonenet and the volunteers
  record Spent(
      Duration during,
      double server,
      double database,
      double network,
      Collections collections,
      StampCount stamps) {
    /// How many bridges there were at a time: each brings a hundred frames a second.
    double bridges() {
      return stamps.framesHeard() / 100.0 / (during.toNanos() / 1e9);
    }

    /// Frames that were lost, of those that were to be heard.
    String lost() {
      return stamps.framesLost()
          + " of "
          + (stamps.framesHeard() + stamps.framesLost())
          + (stamps.framesLate() == 0 ? "" : " (" + stamps.framesLate() + " never sent)");
    }
  }

  static Costs from(House house) throws IOException {
    return from(house.server(), house.network());
  }

  static Costs from(Program program, PhoneNetwork carrier) throws IOException {
    return new Costs(program, carrier);
  }

  Spent spent() throws IOException {
    Duration during = Duration.ofNanos(System.nanoTime() - began);
    return new Spent(
        during,
        share(program.cpu().minus(server), during),
        share(program.databaseCpu().minus(database), during),
        share(ownCpu().minus(network), during),
        program.collections().since(collections),
        carrier.stamps().orElseThrow());
  }

  private static Duration ownCpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static double share(Duration cpu, Duration during) {
    return (double) cpu.toNanos() / during.toNanos();
  }
}
