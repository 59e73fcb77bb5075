package org.hustings.server.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `./hustings bench setup`.
@Command(
    name = "setup",
    description =
        "Calls through the whole server: claim, INVITE, 180, 200, bridge, BYE, outcome, at a rate"
            + " that rises until it is not met.",
    mixinStandardHelpOptions = true)
final class SetUpBench implements Callable<Integer> {
  /// Of what is offered, this much must be done.
  private static final double MET = 0.95;

  @Spec private CommandSpec spec;

  @Mixin private HouseOptions options;

  @Option(
      names = "--sessions",
      paramLabel = "N",
      defaultValue = "200",
      description = "Volunteers who are connected by telephone (default: ${DEFAULT-VALUE}).")
  private int sessions;

  @Option(
      names = "--rates",
      paramLabel = "N",
      split = ",",
      defaultValue = "20,40,60,80,100,120,140,160",
      description = "Attempts a second that are offered (default: ${DEFAULT-VALUE}).")
  private List<Integer> rates;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "15",
      description = "How long each rate is offered (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      defaultValue = "45",
      description =
          "How long the first rate is offered before anything counts: a young server measures its"
              + " compiler (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  @Override
  public Integer call() throws IOException, SQLException, InterruptedException, ExecutionException {
    PrintWriter out = spec.commandLine().getOut();
    try (House house = options.open(House.RINGS)) {
      BlockingQueue<Caller> free = new LinkedBlockingQueue<>(house.join(sessions));
      say(out, "%d sessions, %d entries; warming up", sessions, options.entries());
      Offer _ = offer(house, free, rates.getFirst(), warmUp);
      say(
          out,
          "| offered/s | done/s | failed | command to INVITE p50 | p99 | answer to voice p50 | p99"
              + " | outcome p99 | claim p50 | p99 | cores: server | database | far end"
              + " | frames lost |");
      say(out, "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
      for (int rate : rates) {
        Offer offer = offer(house, free, rate, seconds);
        say(out, "%s", offer.row());
        if (offer.perSecond < MET * rate) {
          say(out, "The knee is below %d attempts/s.", rate);
          break;
        }
      }
    }
    return 0;
  }

  /// What came of one rate.
  private record Offer(int rate, double perSecond, Book book, Costs.Spent spent) {
    String row() {
      Duration during = spent.during();
      Rate invited = book.invited().take(during);
      Rate bridged = book.bridged().take(during);
      Rate claimed = book.claimed().take(during);
      return String.format(
          Locale.ROOT,
          "| %d | %.1f | %d | %.1f ms | %.1f ms | %.1f ms | %.1f ms | %.1f ms | %.1f ms | %.1f ms"
              + " | %.2f | %.2f | %.2f | %s |",
          rate,
          perSecond,
          book.failed().take(during).count(),
          invited.millis(0.5),
          invited.millis(0.99),
          bridged.millis(0.5),
          bridged.millis(0.99),
          book.disposed().take(during).millis(0.99),
          claimed.millis(0.5),
          claimed.millis(0.99),
          spent.server(),
          spent.database(),
          spent.network(),
          spent.lost());
    }
  }

  /// Offers attempts at even distances, whatever becomes of the earlier ones; one for which no
  /// volunteer is free waits for one.
  private Offer offer(House house, BlockingQueue<Caller> free, int rate, int seconds)
      throws IOException, InterruptedException {
    house.book().forget();
    int begun = 0;
    Costs costs = Costs.from(house);
    long began = System.nanoTime();
    long until = began + TimeUnit.SECONDS.toNanos(seconds);
    try (ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < rate * seconds; i++) {
        long at = began + TimeUnit.SECONDS.toNanos(i) / rate;
        for (long left = at - System.nanoTime(); left > 0; left = at - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        Caller caller = free.poll(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
        if (caller == null) {
          break;
        }
        begun++;
        var _ =
            calls.submit(() -> {
              caller.call(Pace.BRISK, 0);
              free.add(caller);
              return true;
            });
      }
    }
    return new Offer(rate, (double) begun / seconds, house.book(), costs.spent());
  }

  private static void say(PrintWriter out, String format, Object... values) {
    out.printf(Locale.ROOT, format + "%n", values);
    out.flush();
  }
}
