package org.hustings.server;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command line. Each thing the program can do is a subcommand; alone it says what there is.
@Command(
    name = "hustings",
    description = "The phone bank that campaigns run themselves.",
    mixinStandardHelpOptions = true,
    version = "hustings 0.1.0-SNAPSHOT",
    synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {
  private Main() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }
}
