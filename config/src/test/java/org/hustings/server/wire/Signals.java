package org.hustings.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/// Stops processes where they stand, and lets them go on.
final class Signals {
  private Signals() {}

  /// `SIGSTOP`: no instruction more is carried out until [#goOn].
  static void stand(List<ProcessHandle> processes) throws IOException, InterruptedException {
    send("-STOP", processes);
  }

  static void goOn(List<ProcessHandle> processes) throws IOException, InterruptedException {
    send("-CONT", processes);
  }

  /// A process with all that it has begun.
  static Stream<ProcessHandle> family(ProcessHandle first) {
    return Stream.concat(Stream.of(first), first.descendants());
  }

  private static void send(String signal, List<ProcessHandle> processes)
      throws IOException, InterruptedException {
    List<String> command =
        Stream.concat(
                Stream.of("kill", signal), processes.stream().map(it -> Long.toString(it.pid())))
            .toList();
    assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
  }
}
