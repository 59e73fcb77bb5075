package org.hustings.telephony.peers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A sound card for programs that need one to play to: PulseAudio with a speaker that nobody hears,
/// at the pace of a real one.
final class Loudspeaker implements AutoCloseable {
  private static final Duration TO_START = Duration.ofSeconds(20);

  private final Program program;
  private final Path socket;

  private Loudspeaker(Program program, Path socket) {
    this.program = program;
    this.socket = socket;
  }

  static Loudspeaker start(Path directory) {
    Path socket = directory.resolve("sound");
    Program program =
        Program.start(
            "pulseaudio",
            "pulseaudio",
            List.of(
                "-n",
                "--daemonize=no",
                "--use-pid-file=no",
                "--exit-idle-time=-1",
                "--load=module-null-sink rate=48000",
                "--load=module-native-protocol-unix auth-anonymous=1 socket=" + socket),
            directory,
            Map.of("PULSE_RUNTIME_PATH", directory.toString(), "HOME", directory.toString()));
    program.awaitThat(() -> Files.exists(socket), "it takes sound", TO_START);
    return new Loudspeaker(program, socket);
  }

  /// What a program's environment needs to play to it.
  Map<String, String> environment() {
    return Map.of("PULSE_SERVER", "unix:" + socket);
  }

  @Override
  public void close() {
    program.close();
  }
}
