package org.hustings.server.bench;

import ch.qos.logback.classic.Level;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.hustings.core.account.Volunteer;
import org.hustings.core.dialing.ClaimDesk;
import org.hustings.core.dialing.PresentNext.Answer;
import org.hustings.core.dialing.PresentNext.Request;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.SessionId;
import org.hustings.server.Logging;
import org.hustings.server.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `./hustings bench claim`: claims of the next number, whole, as a volunteer waits for them,
/// beside single-row updates by primary key, in turns in one run.
@Command(
    name = "claim",
    description = "Claims a second, beside single-row updates by primary key.",
    mixinStandardHelpOptions = true)
final class ClaimBench implements Callable<Integer> {
  /// The embedded server lets in a hundred, and some are for its own: more updaters than that would
  /// not get in. Beyond some dozen they gain nothing on few processors.
  private static final int MOST_CONNECTIONS = 90;

  @Spec private CommandSpec spec;

  @Option(names = "--data", required = true, description = "Where the database is, or is made.")
  private Path data;

  @Option(names = "--entries", defaultValue = "10000000", description = "(${DEFAULT-VALUE})")
  private long entries;

  @Option(names = "--projects", defaultValue = "50", description = "(${DEFAULT-VALUE})")
  private int projects;

  @Option(
      names = "--claimers",
      split = ",",
      paramLabel = "COUNT",
      defaultValue = "1,8,32,128",
      description = "At once, turn by turn (${DEFAULT-VALUE}).")
  private List<Integer> claimers;

  @Option(names = "--seconds", defaultValue = "5", description = "Of each turn (${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      defaultValue = "20",
      description =
          "Before the first turn, as a server has been up for a while: with cold code one measures the"
              + " compiler (${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(
      names = "--claimed",
      defaultValue = "1000000",
      description =
          "Claimed and settled before the later turns, without a vacuum (${DEFAULT-VALUE}).")
  private long claimed;

  @Option(names = "--pool", defaultValue = "16", description = "Connections (${DEFAULT-VALUE}).")
  private int pool;

  @Override
  public Integer call() throws Exception {
    Logging.start(Settings.Log.Format.TEXT, Level.WARN);
    PrintWriter out = spec.commandLine().getOut();
    say(
        out,
        "%d processors, Java %s, %d connections",
        Runtime.getRuntime().availableProcessors(),
        Runtime.version(),
        pool);
    try (BenchQueue queue = BenchQueue.open(data, entries, projects, pool)) {
      ClaimDesk desk = queue.claims();
      warmUp(queue, desk);
      turns(out, queue, desk, "fresh");
      queue.vacuumByItself(false);
      try (Connection report = queue.asAdministrator()) {
        openSnapshot(report);
        claimMany(out, queue, desk);
        turns(out, queue, desk, "old snapshot");
        say(
            out,
            "first claim of a server that has just started: %.1f ms",
            claiming(
                    queue,
                    queue.claims(),
                    queue.projects().subList(0, 1),
                    1,
                    Duration.ZERO.plusMillis(1))
                .millis(1));
      }
      turns(out, queue, desk, "before vacuum");
      queue.vacuumByItself(true);
    }
    return 0;
  }

  private void warmUp(BenchQueue queue, ClaimDesk desk)
      throws SQLException, InterruptedException, ExecutionException {
    claiming(queue, desk, queue.projects().subList(0, 1), 8, Duration.ofSeconds(warmUp));
    updating(queue, 8);
    queue.settleAllHeld();
  }

  private void turns(PrintWriter out, BenchQueue queue, ClaimDesk desk, String what)
      throws SQLException, InterruptedException, ExecutionException {
    List<ProjectId> all = queue.projects();
    say(
        out,
        "%-14s %9s  %28s  %36s  %36s",
        what,
        "claimers",
        "updates/s   p50     p99",
        "one project/s    p50     p99   ratio",
        "spread/s    p50     p99   ratio");
    for (int crowd : claimers) {
      Rate updates = updating(queue, crowd);
      Rate one = claiming(queue, desk, all.subList(0, 1), crowd, Duration.ofSeconds(seconds));
      queue.settleAllHeld();
      Rate spread = claiming(queue, desk, all, crowd, Duration.ofSeconds(seconds));
      queue.settleAllHeld();
      say(
          out,
          "%-14s %9d  %10.0f %6.2f ms %6.2f ms  %10.0f %6.2f ms %6.2f ms  %.2f  %10.0f %6.2f ms %6.2f ms  %.2f",
          what,
          crowd,
          updates.perSecond(),
          updates.millis(0.5),
          updates.millis(0.99),
          one.perSecond(),
          one.millis(0.5),
          one.millis(0.99),
          one.perSecond() / updates.perSecond(),
          spread.perSecond(),
          spread.millis(0.5),
          spread.millis(0.99),
          spread.perSecond() / updates.perSecond());
    }
  }

  private void claimMany(PrintWriter out, BenchQueue queue, ClaimDesk desk)
      throws SQLException, InterruptedException, ExecutionException {
    long done = 0;
    while (done < claimed) {
      claiming(queue, desk, queue.projects().subList(0, 1), 64, Duration.ofSeconds(seconds));
      long settled = queue.settleAllHeld();
      if (settled == 0) {
        break;
      }
      done += settled;
    }
    say(out, "%d numbers claimed and settled", done);
  }

  private static void openSnapshot(Connection report) throws SQLException {
    report.setAutoCommit(false);
    report.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    try (Statement statement = report.createStatement()) {
      statement.execute("select count(*) from campaign");
    }
  }

  private static Rate claiming(
      BenchQueue queue, ClaimDesk desk, List<ProjectId> projects, int crowd, Duration during)
      throws InterruptedException, ExecutionException {
    List<Volunteer> volunteers = queue.volunteers(crowd);
    return Crowd.busy(
        crowd,
        during,
        place -> new Claimer(desk, volunteers.get(place), projects.get(place % projects.size())));
  }

  private Rate updating(BenchQueue queue, int crowd)
      throws InterruptedException, ExecutionException {
    return Crowd.busy(
        Math.min(crowd, MOST_CONNECTIONS - pool),
        Duration.ofSeconds(seconds),
        place -> new Updater(queue.asAdministrator(), entries, place));
  }

  private static void say(PrintWriter out, String format, Object... values) {
    out.printf(Locale.ROOT, format + "%n", values);
    out.flush();
  }

  /// Asks for the next number as soon as it has one.
  private static final class Claimer implements Crowd.Member {
    private final ClaimDesk desk;
    private final BlockingQueue<Answer> answers = new ArrayBlockingQueue<>(1);
    private final Request request;

    Claimer(ClaimDesk desk, Volunteer volunteer, ProjectId project) {
      this.desk = desk;
      this.request =
          new Request(volunteer, new SessionId(UUID.randomUUID()), project, Set.of(), answers::add);
    }

    @Override
    public boolean once() throws InterruptedException {
      desk.ask(request);
      return answers.take() instanceof Answer.Found;
    }

    @Override
    public void leave() {}
  }

  /// Changes one row after another, each by its key and in a transaction of its own; past the wall,
  /// which makes it cheaper.
  private static final class Updater implements Crowd.Member {
    private final Connection connection;
    private final PreparedStatement update;
    private final SplittableRandom random;
    private final long entries;

    Updater(Connection connection, long entries, int seed) throws SQLException {
      this.connection = connection;
      this.update =
          connection.prepareStatement(
              "update queue_entry set skipped_at = now() where campaign_id = 1 and id = ?");
      this.random = new SplittableRandom(seed);
      this.entries = entries;
    }

    @Override
    public boolean once() throws SQLException {
      update.setLong(1, 1 + random.nextLong(entries));
      return update.executeUpdate() == 1;
    }

    @Override
    public void leave() throws SQLException {
      connection.close();
    }
  }
}
