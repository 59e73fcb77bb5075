package org.hustings.server.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class BenchTest {
  @Test
  void bridges_with_browsers_are_measured_beside_plain_ones() {
    List<String> lines = bench("browsers", "--bridges=2", "--seconds=1", "--turns=1");

    assertThat(lines).anyMatch(line -> line.startsWith("plain"));
    assertThat(lines).anyMatch(line -> line.startsWith("browser"));
  }

  @Test
  void claims_are_measured_beside_updates_fresh_and_under_an_old_snapshot(@TempDir Path data) {
    List<String> lines =
        bench(
            "claim",
            "--data=" + data,
            "--entries=30000",
            "--projects=5",
            "--claimers=2",
            "--seconds=1",
            "--warm-up=1",
            "--claimed=100",
            "--pool=4");

    for (String when : List.of("fresh", "old snapshot", "before vacuum")) {
      assertThat(lines).filteredOn(line -> line.startsWith(when)).hasSize(2);
    }
    assertThat(lines).anyMatch(line -> line.matches("[1-9]\\d* numbers claimed and settled"));
  }

  @Test
  void bridges_are_measured_in_a_process_of_their_own_beside_rtpengine() {
    List<String> lines =
        bench(
            "media",
            "--bridges=2,3",
            "--seconds=1",
            "--warm-up=1",
            "--turns=1",
            "--no-pin",
            "--beside=rtpengine");

    // Nothing is lost between two ends that have nobody between them.
    assertThat(lines).anyMatch(line -> line.startsWith("| 2 | none |  |  | 0 of 200 |"));
    for (String relay : List.of("hustings", "rtpengine")) {
      assertThat(lines)
          .anyMatch(
              line -> line.matches("\\| 3 \\| " + relay + " \\| .* (?!300)\\d+ of 300 \\|.*"));
    }
    assertThat(lines).anyMatch(line -> line.matches("3 bridges: .* of rtpengine's CPU .*"));
  }

  private static List<String> bench(String... arguments) {
    StringWriter said = new StringWriter();
    int exit = new CommandLine(new Bench()).setOut(new PrintWriter(said)).execute(arguments);
    assertThat(exit).as(said.toString()).isZero();
    return said.toString().lines().toList();
  }
}
