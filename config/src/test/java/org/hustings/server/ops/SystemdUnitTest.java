package org.hustings.server.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.hustings.server.settings.BadSettings;
import org.hustings.server.settings.SettingsFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The unit by systemd's own checkers, and against what the server does at SIGTERM.
class SystemdUnitTest {
  /// Of 100, where 0 is a service that may do nothing at all.
  private static final int MOST_EXPOSED = 20;

  private final Tool analyze = Tool.named("systemd-analyze", "systemd");
  private final String unit = Shipped.text(Shipped.SYSTEMD.resolve("hustings.service"));
  @TempDir private Path directory;

  @BeforeEach
  void with_the_java_of_this_machine() throws IOException {
    Files.writeString(
        directory.resolve("hustings.service"),
        unit.replace(
            "/usr/lib/jvm/java-25/bin/java",
            Path.of(System.getProperty("java.home"), "bin", "java").toString()));
  }

  @Test
  void systemd_finds_nothing_to_say_against_it() {
    Tool.Result result = analyze.run(directory, "verify", "./hustings.service");
    assertThat(result.code()).as(result.printed()).isZero();
    assertThat(result.printed()).doesNotContain("hustings.service");
  }

  @Test
  void it_can_do_little_but_serve() {
    Tool.Result result =
        analyze.run(
            directory,
            "security",
            "--offline=true",
            "--threshold=" + MOST_EXPOSED,
            "./hustings.service");
    assertThat(result.code()).as(result.printed()).isZero();
  }

  /// `HeapExhaustedTest` shows what comes of it.
  @Test
  void a_server_without_memory_ends_at_once_and_is_started_again_however_it_is_started() {
    assertThat(unit)
        .containsPattern("(?m)^ExecStart=\\S+/java -XX:\\+ExitOnOutOfMemoryError ")
        .contains("\nRestart=always\n");
    assertThat(Shipped.text(Path.of("..", "hustings")))
        .contains("exec \"$jdk/bin/java\" -XX:+ExitOnOutOfMemoryError ");
  }

  @Test
  void it_waits_for_longer_than_the_calls_that_are_up_may_take() throws BadSettings {
    Duration drain = new SettingsFile(Map.of()).read(Optional.empty()).engine().drain();
    assertThat(drain).isEqualTo(Duration.ofMinutes(10));
    assertThat(unit).contains("\nTimeoutStopSec=11min\n");
  }

  @Test
  void the_embedded_database_gets_no_signal_while_calls_end() {
    assertThat(unit).contains("\nKillMode=mixed\n");
  }
}
