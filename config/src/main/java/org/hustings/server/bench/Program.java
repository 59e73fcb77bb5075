package org.hustings.server.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;

/// A program that calls are offered to, and what it has cost the machine so far.
interface Program {
  /// Of all its processes but the database's.
  Duration cpu() throws IOException;

  /// Nothing for a program without a database.
  Duration databaseCpu() throws IOException;

  /// How its heap was collected; none for a program without a collector.
  Collections collections() throws IOException;

  /// What a process and all that it started have computed.
  static Duration cpuOfAll(ProcessHandle root) {
    return Stream.concat(Stream.of(root), root.descendants())
        .map(one -> one.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }
}
