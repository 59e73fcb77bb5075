package org.hustings.server.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The benches of a whole house, for seconds, in one that all use.
final class HouseBenchTest {
  @TempDir private static Path house;

  @Test
  void whole_attempts_are_offered_to_the_server_and_to_a_peer_and_all_are_heard() {
    List<String> lines =
        bench(
            "setup",
            "--data=" + house,
            "--entries=3000",
            "--projects=5",
            "--sessions=4",
            "--rates=2,4",
            "--seconds=2",
            "--warm-up=1",
            "--beside=kamailio");

    List<String> rows = lines.stream().filter(line -> line.matches("\\| \\d.*")).toList();
    assertThat(rows).extracting(row -> cell(row, 2)).contains("hustings", "kamailio");
    assertThat(rows).allMatch(row -> cell(row, 4).equals("0"));
    assertThat(rows).allMatch(row -> cell(row, 5).endsWith(" ms") && cell(row, 8).endsWith(" ms"));
    assertThat(rows).allMatch(row -> cell(row, 15).matches("\\d+ of [1-9].*"));
  }

  @Test
  void a_shift_grows_and_half_of_it_talks() {
    List<String> lines =
        bench(
            "shift",
            "--data=" + house,
            "--entries=3000",
            "--projects=5",
            "--volunteers=2,4",
            "--minutes=0.05",
            "--round=2");

    List<String> rows = lines.stream().filter(line -> line.matches("\\| \\d.*")).toList();
    assertThat(rows).hasSize(2).allMatch(row -> cell(row, 4).equals("0"));
    assertThat(rows).allMatch(row -> cell(row, 11).matches("\\d+ of [1-9].*"));
  }

  @Test
  void outcomes_are_measured_before_during_and_after_an_import() {
    List<String> lines =
        bench(
            "outcome",
            "--data=" + house,
            "--entries=3000",
            "--projects=5",
            "--volunteers=2",
            "--round=1",
            "--seconds=3",
            "--import-rows=2000");

    List<String> rows = lines.stream().filter(line -> line.matches("\\| (bef|whi|aft).*")).toList();
    assertThat(rows).hasSize(3).allMatch(row -> cell(row, 4).equals("0"));
    assertThat(lines).anyMatch(line -> line.startsWith("2000 rows"));
  }

  private static String cell(String row, int number) {
    return row.split("\\|", -1)[number].strip();
  }

  private static List<String> bench(String... arguments) {
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    int exit = new CommandLine(new Bench()).setOut(out).setErr(out).execute(arguments);
    assertThat(exit).as(said.toString()).isZero();
    return said.toString().lines().toList();
  }
}
