package org.hustings.server.simulate;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.hustings.server.simulate.SimulatedShift.Findings;
import org.hustings.server.simulate.SimulatedShift.Reader;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `./hustings simulate`: plays shifts with faults, or one of them again with all that happened.
@Command(
    name = "simulate",
    description =
        "Plays shifts of the whole engine in virtual time, with faults drawn from a seed, and says"
            + " what was not as it must be.",
    mixinStandardHelpOptions = true)
public final class Simulate implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of the first shift (${DEFAULT-VALUE}); a shift is repeated by its seed.")
  private long seed;

  @Option(
      names = "--shifts",
      defaultValue = "1",
      description =
          "How many, each with the next seed (${DEFAULT-VALUE}). One alone tells all that happened.")
  private int shifts;

  @Option(names = "--log", description = "Also what the engine logs.")
  private boolean log;

  @Override
  public Integer call() {
    // What the engine says of all those faults would bury what is found.
    ((Logger) LoggerFactory.getLogger("org.hustings")).setLevel(log ? Level.INFO : Level.OFF);
    PrintWriter out = spec.commandLine().getOut();
    int bad = 0;
    int rings = 0;
    for (long next = seed; next < seed + shifts; next++) {
      Findings found =
          SimulatedShift.play(next, shifts == 1 ? Reader.of(out::println) : Reader.NOBODY);
      rings += found.rings();
      if (!found.complaints().isEmpty()) {
        bad++;
        out.println("seed " + found.seed() + ":");
        found.complaints().forEach(complaint -> out.println("  " + complaint));
      }
      out.flush();
    }
    out.println(
        "%d shifts, %d rings, %d shifts with something wrong".formatted(shifts, rings, bad));
    out.flush();
    return bad == 0 ? 0 : 1;
  }
}
