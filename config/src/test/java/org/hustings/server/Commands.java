package org.hustings.server;

import java.io.PrintWriter;
import java.io.StringWriter;

/// Runs the program's commands in this JVM, for tests elsewhere.
public final class Commands {
  private Commands() {}

  /// What a command said, and how it ended.
  public record Ran(int exitCode, String out, String err) {}

  public static Ran run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Main.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Ran(exitCode, out.toString(), err.toString());
  }
}
