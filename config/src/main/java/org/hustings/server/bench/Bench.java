package org.hustings.server.bench;

import org.hustings.server.bench.relay.MediaBench;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `./hustings bench`.
@Command(
    name = "bench",
    description = "Measures parts of the server on this machine.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "WHAT",
    subcommands = {
      BenchServer.class,
      BrowserBench.class,
      ClaimBench.class,
      MediaBench.class,
      OutcomeBench.class,
      SetUpBench.class,
      ShiftBench.class
    })
public final class Bench implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    CommandLine command = spec.commandLine();
    command.usage(command.getOut());
  }
}
