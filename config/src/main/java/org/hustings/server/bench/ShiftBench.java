package org.hustings.server.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `./hustings bench shift`.
@Command(
    name = "shift",
    description =
        "A whole shift by telephone, half of it talking, with more and more volunteers: what it"
            + " costs, and what becomes slow first.",
    mixinStandardHelpOptions = true)
final class ShiftBench implements Callable<Integer> {
  private static final double SETTLING_ROUNDS = 1.5;

  @Spec private CommandSpec spec;

  @Mixin private HouseOptions options;

  @Option(
      names = "--volunteers",
      paramLabel = "N",
      split = ",",
      defaultValue = "250,500,1000",
      description = "How many are connected, one after the other (default: ${DEFAULT-VALUE}).")
  private List<Integer> volunteers;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "0.5",
      description = "How long each is measured (default: ${DEFAULT-VALUE}).")
  private double minutes;

  @Option(
      names = "--round",
      paramLabel = "SECONDS",
      defaultValue = "40",
      description =
          "How long a volunteer takes for one voter: half of it they talk, the rest it rings, they"
              + " write, they look at the next (default: ${DEFAULT-VALUE}).")
  private int round;

  @Override
  public Integer call() throws IOException, SQLException, InterruptedException, ExecutionException {
    PrintWriter out = spec.commandLine().getOut();
    Duration rounds = Duration.ofSeconds(round);
    Pace pace = new Pace(share(0.5), share(0.175), share(0.175));
    options.makeRoomFor(dialed());
    try (House house = options.open(share(0.15));
        Shift shift = new Shift()) {
      say(out, "%d entries, a voter every %d s a volunteer", options.entries(), round);
      say(
          out,
          "| volunteers | bridges | attempts/s | failed | cores: server | database | far end | heap"
              + " after GC | GC pauses | longest | frames lost | lag p50 | p99 | command to INVITE"
              + " p99 | answer to voice p99 | claim p99 | outcome p99 |");
      say(out, "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
      int working = 0;
      for (int wanted : volunteers) {
        List<Caller> all = house.join(wanted);
        shift.begin(all.subList(working, all.size()), pace, rounds, 1);
        working = all.size();
        // Until all have begun, and some have been through.
        shift.goOn(share(SETTLING_ROUNDS));
        say(out, "%s", measured(house, shift, working));
      }
    }
    return 0;
  }

  /// How many numbers they come to at most: none is called twice, and who finds nobody left makes
  /// the figures of an idle house.
  private long dialed() {
    double rounds = SETTLING_ROUNDS + minutes * 60 / round + 1;
    return volunteers.stream().mapToLong(working -> (long) Math.ceil(working * rounds)).sum();
  }

  private Duration share(double ofRound) {
    return Duration.ofMillis(Math.round(ofRound * round * 1000));
  }

  private String measured(House house, Shift shift, int working)
      throws IOException, InterruptedException {
    Book book = house.book();
    book.forget();
    Costs costs = Costs.from(house);
    shift.goOn(Duration.ofMillis(Math.round(minutes * 60_000)));
    Costs.Spent spent = costs.spent();
    Duration during = spent.during();
    Collections collections = spent.collections();
    return String.format(
        Locale.ROOT,
        "| %d | %.0f | %.1f | %d | %.2f | %.2f | %.2f | %d MB | %d | %.0f ms | %s | %.1f ms | %.1f"
            + " ms | %.1f ms | %.1f ms | %.1f ms | %.1f ms |",
        working,
        spent.bridges(),
        book.whole().take(during).perSecond(),
        book.failed().take(during).count(),
        spent.server(),
        spent.database(),
        spent.network(),
        collections.mostLeft(),
        collections.pauses().size(),
        collections.longest(),
        spent.lost(),
        spent.stamps().lagMillis(0.5),
        spent.stamps().lagMillis(0.99),
        book.invited().take(during).millis(0.99),
        book.bridged().take(during).millis(0.99),
        book.claimed().take(during).millis(0.99),
        book.disposed().take(during).millis(0.99));
  }

  private static void say(PrintWriter out, String format, Object... values) {
    out.printf(Locale.ROOT, format + "%n", values);
    out.flush();
  }
}
