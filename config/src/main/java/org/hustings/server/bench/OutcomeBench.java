package org.hustings.server.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.hustings.server.client.ApiCaller;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// `./hustings bench outcome`.
@Command(
    name = "outcome",
    description =
        "Outcomes with ten survey answers, and claims, while a shift runs: before, during and after"
            + " the import of a voter file.",
    mixinStandardHelpOptions = true)
final class OutcomeBench implements Callable<Integer> {
  private static final int ANSWERS = 10;

  @Spec private CommandSpec spec;

  @Mixin private HouseOptions options;

  @Option(
      names = "--volunteers",
      paramLabel = "N",
      defaultValue = "50",
      description = "Who work meanwhile (default: ${DEFAULT-VALUE}).")
  private int volunteers;

  @Option(
      names = "--round",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description = "How long each takes for one voter (default: ${DEFAULT-VALUE}).")
  private int round;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "30",
      description = "How long it is measured before, and after (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--import-rows",
      paramLabel = "N",
      defaultValue = "100000",
      description = "Rows of the voter file (default: ${DEFAULT-VALUE}).")
  private int rows;

  @Override
  public Integer call() throws IOException, SQLException, InterruptedException, ExecutionException {
    PrintWriter out = spec.commandLine().getOut();
    Duration rounds = Duration.ofSeconds(round);
    Pace pace = new Pace(rounds.dividedBy(2), rounds.dividedBy(5), rounds.dividedBy(5));
    try (House house = options.open(rounds.dividedBy(10));
        Shift shift = new Shift()) {
      shift.begin(house.join(volunteers), pace, rounds, ANSWERS);
      shift.goOn(rounds.multipliedBy(2));
      say(out, "%d entries, %d volunteers, %d answers", options.entries(), volunteers, ANSWERS);
      say(
          out,
          "| | for | outcomes/s | failed | outcome p50 | p99 | claim p50 | p99 | cores: server |"
              + " database | far end |");
      say(out, "|---|---|---|---|---|---|---|---|---|---|---|");
      Costs costs = begin(house);
      shift.goOn(Duration.ofSeconds(seconds));
      say(out, "%s", row("before", house, costs));
      costs = begin(house);
      JsonNode imported = imported(house);
      say(out, "%s", row("while " + rows + " rows are imported", house, costs));
      costs = begin(house);
      shift.goOn(Duration.ofSeconds(seconds));
      say(out, "%s", row("after", house, costs));
      say(
          out,
          "%s rows, %s of them left out",
          imported.path("rows").asString("?"),
          imported.path("rejectedRows").asString("?"));
    }
    return 0;
  }

  private static Costs begin(House house) throws IOException {
    house.book().forget();
    return Costs.from(house);
  }

  private static String row(String when, House house, Costs costs) throws IOException {
    Costs.Spent spent = costs.spent();
    Rate disposed = house.book().disposed().take(spent.during());
    Rate claimed = house.book().claimed().take(spent.during());
    return String.format(
        Locale.ROOT,
        "| %s | %d s | %.1f | %d | %.1f ms | %.1f ms | %.1f ms | %.1f ms | %.2f | %.2f | %.2f |",
        when,
        spent.during().toSeconds(),
        disposed.perSecond(),
        house.book().failed().take(spent.during()).count(),
        disposed.millis(0.5),
        disposed.millis(0.99),
        claimed.millis(0.5),
        claimed.millis(0.99),
        spent.server(),
        spent.database(),
        spent.network());
  }

  /// Into the project on which all work.
  private JsonNode imported(House house) throws IOException, InterruptedException {
    Path file = Files.createTempFile("hustings-voters", ".csv");
    try (ApiCaller admin = new ApiCaller(house.server().api())) {
      admin.useToken(House.token(0));
      write(file);
      return admin
          .upload(
              "/api/v1/imports?name=bench.csv&project=" + house.place().project(), "text/csv", file)
          .orFail();
    } finally {
      Files.delete(file);
    }
  }

  private void write(Path file) throws IOException {
    try (BufferedWriter csv = Files.newBufferedWriter(file)) {
      csv.write("external_id,first_name,last_name,state,zip,phone1,phone1_score\n");
      for (int i = 0; i < rows; i++) {
        csv.write(
            "I%d,First%d,Last%d,NC,27701,+1%d,1\n"
                .formatted(i, i % 1000, i % 9973, 9_192_000_000L + i));
      }
    }
  }

  private static void say(PrintWriter out, String format, Object... values) {
    out.printf(Locale.ROOT, format + "%n", values);
    out.flush();
  }
}
