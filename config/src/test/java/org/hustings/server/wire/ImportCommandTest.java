package org.hustings.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hustings.server.Commands;
import org.hustings.telephony.peers.FreePorts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// `./hustings import` against a server that runs, and against all that can be wrong.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImportCommandTest {
  private static final int REFUSED = 4;
  private static final String HEADER = "external_id,last_name,state,zip,phone1\n";

  private final ShiftedClock clock = ShiftedClock.inTheMorning();
  private Path directory;
  private RunningServer server;
  private Map<String, Object> project;
  private long projectId;
  private String token;

  @BeforeAll
  void a_manager_has_a_token_and_a_project(@TempDir Path parent) {
    directory = parent;
    server = RunningServer.withTrunkTo(FreePorts.one(), clock, directory);
    project = server.campaign().settings(Duration.ofSeconds(20));
    projectId = server.campaign().project(project);
    token =
        server
            .campaign()
            .manager()
            .post(
                "/api/v1/tokens",
                Map.of(
                    "name",
                    "import",
                    "role",
                    "MANAGER",
                    "expiresAt",
                    clock.instant().plus(Duration.ofDays(1)).toString()))
            .json()
            .path("token")
            .asString();
  }

  @AfterAll
  void close() {
    server.close();
  }

  private String name() {
    return String.valueOf(project.get("name"));
  }

  private Commands.Ran imports(Path file, String... more) {
    String[] arguments = {"import", "--server", server.api().toString(), "--token", token};
    String[] all = Arrays.copyOf(arguments, arguments.length + more.length + 1);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    all[all.length - 1] = file.toString();
    return Commands.run(all);
  }

  private Path file(String text) {
    try {
      return Files.writeString(Files.createTempFile(directory, "voters", ".csv"), text);
    } catch (IOException cause) {
      throw new AssertionError(cause);
    }
  }

  @Test
  void it_imports_into_a_project_and_lists_each_row_and_column_that_was_left_out() {
    Path file =
        file(
            """
            external_id,last_name,state,zip,phone1,Shoe size
            A,Ames,NY,10001,212-555-0101,44
            B,Bell,NY,10001,12,41
            ,Cole,NY,10001,212-555-0102,39
            A,Again,NY,10001,212-555-0103,40
            """);

    Commands.Ran ran = imports(file, "--project", name());

    assertThat(ran.err()).isEmpty();
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out().lines())
        .satisfiesExactly(
            summary -> assertThat(summary).startsWith("rows read 4, new voters 1, changed 0"),
            column -> assertThat(column).startsWith("line 1 shoe_size: ").contains("left out"),
            number -> assertThat(number).startsWith("line 3 phone1: "),
            row -> assertThat(row).startsWith("line 3 ").contains("no number"),
            id -> assertThat(id).startsWith("line 4 external_id: "),
            twice -> assertThat(twice).startsWith("line 5 external_id: "));
    assertThat(server.campaign().queue(projectId).path("callable").asInt()).isEqualTo(1);
  }

  @Test
  void it_lists_all_that_was_left_out_however_much() {
    String rows =
        IntStream.range(0, 450)
            .mapToObj("X%d,Nobody,NY,10001,12\n"::formatted)
            .collect(Collectors.joining());

    Commands.Ran ran = imports(file(HEADER + rows));

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out().lines().filter(line -> line.contains("phone1: "))).hasSize(450);
    assertThat(ran.out()).contains("line 451 ");
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    Commands.Ran ran = imports(directory.resolve("nowhere.csv"));

    assertThat(ran.exitCode()).isEqualTo(REFUSED);
    assertThat(ran.err()).contains("nowhere.csv is not there");
  }

  @Test
  void a_file_without_the_needed_columns_is_refused_whole() {
    Commands.Ran ran = imports(file("name,phone1\nAda,212-555-0101\n"));

    assertThat(ran.exitCode()).isEqualTo(REFUSED);
    assertThat(ran.err()).contains("422").contains("no column external_id");
  }

  @Test
  void a_project_that_does_not_exist_is_named() {
    Commands.Ran ran = imports(file(HEADER), "--project", "Nobody's");

    assertThat(ran.exitCode()).isEqualTo(REFUSED);
    assertThat(ran.err()).contains("there is no project called Nobody's");
  }

  @Test
  void a_wrong_token_is_told_and_no_token_too() {
    String url = server.api().toString();
    String file = file(HEADER).toString();

    Commands.Ran wrong = Commands.run("import", "--server", url, "--token", "wrong", file);
    Commands.Ran none = Commands.run("import", "--server", url, "--token", "", file);

    assertThat(wrong.exitCode()).isEqualTo(REFUSED);
    assertThat(wrong.err()).contains("401");
    assertThat(none.exitCode()).isEqualTo(REFUSED);
    assertThat(none.err()).contains("HUSTINGS_TOKEN");
  }

  @Test
  void a_server_that_is_not_there_is_told_with_its_address() {
    String file = file(HEADER).toString();
    String nowhere = "http://127.0.0.1:" + FreePorts.one();

    Commands.Ran nobody = Commands.run("import", "--server", nowhere, "--token", token, file);
    Commands.Ran nonsense = Commands.run("import", "--server", "here", "--token", token, file);

    assertThat(nobody.exitCode()).isEqualTo(REFUSED);
    assertThat(nobody.err()).contains("no server answers at " + nowhere);
    assertThat(nonsense.exitCode()).isEqualTo(REFUSED);
    assertThat(nonsense.err()).contains("here is no address of a server");
  }
}
