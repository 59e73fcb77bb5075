package org.hustings.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine commandLine =
      Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));

  @Test
  void alone_it_says_what_it_can_do() {
    int exitCode = commandLine.execute();

    assertThat(exitCode).isZero();
    assertThat(out.toString()).contains("hustings").contains("--help");
  }

  @Test
  void an_unknown_command_is_refused_by_name() {
    int exitCode = commandLine.execute("dance");

    assertThat(exitCode).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("dance");
  }
}
