package org.hustings.server;

import org.hustings.server.bench.Bench;
import org.hustings.server.demo.Demo;
import org.hustings.server.simulate.Simulate;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The command line. Each thing the program can do is a subcommand; alone it says what there is.
@Command(
    name = "hustings",
    description = "The phone bank that campaigns run themselves.",
    mixinStandardHelpOptions = true,
    version = "hustings 0.1.0-SNAPSHOT",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      Demo.class,
      Serve.class,
      Import.class,
      Bench.class,
      Simulate.class,
      Backup.class,
      Doctor.class
    })
final class Main implements Runnable {
  @Spec private CommandSpec spec;

  private Main() {}

  static CommandLine commandLine() {
    return new CommandLine(new Main());
  }

  static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  @Override
  public void run() {
    CommandLine command = spec.commandLine();
    command.usage(command.getOut());
  }
}
