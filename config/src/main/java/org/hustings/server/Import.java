package org.hustings.server;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpConnectTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import org.hustings.server.client.ApiCaller;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// `hustings import`: streams a voter file into a running server and says what of it was not taken.
@Command(
    name = "import",
    description =
        "Imports a voter file (docs/voters-csv.md) into a running server, and lists what was left out.",
    mixinStandardHelpOptions = true)
final class Import implements Callable<Integer> {
  private static final int REFUSED = 4;

  @Spec private CommandSpec spec;

  @Option(
      names = "--server",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8080",
      description = "The server (default: ${DEFAULT-VALUE}).")
  private URI server;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      defaultValue = "${env:HUSTINGS_TOKEN}",
      description = "An API token of a manager; better given as HUSTINGS_TOKEN.")
  private @Nullable String token;

  @Option(
      names = "--project",
      paramLabel = "NAME",
      description =
          "The project in which the voters are to be reached; without it they are kept for later.")
  private @Nullable String project;

  @Parameters(paramLabel = "FILE", description = "The voter file.")
  private Path file;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    if (token == null || token.isBlank()) {
      err.println(
          "hustings: no API token. Make one as a manager (POST /api/v1/tokens) and put it into HUSTINGS_TOKEN.");
      return REFUSED;
    }
    if (!Files.isReadable(file)) {
      err.println("hustings: " + file + " is not there, or may not be read.");
      return REFUSED;
    }
    if (server.getHost() == null) {
      err.println(
          "hustings: " + server + " is no address of a server; give one as http://host:port.");
      return REFUSED;
    }
    try (ApiCaller api = new ApiCaller(server)) {
      api.useToken(token);
      return run(api);
    } catch (ConnectException | HttpConnectTimeoutException _) {
      err.println(
          "hustings: no server answers at "
              + server
              + ", so nothing was imported. Is it running, and is the address right?");
      return REFUSED;
    } catch (IOException e) {
      err.println("hustings: the file was not imported, or not whole: " + e.getMessage());
      return REFUSED;
    }
  }

  private int run(ApiCaller api) throws IOException, InterruptedException {
    String query =
        "?name=" + URLEncoder.encode(String.valueOf(file.getFileName()), StandardCharsets.UTF_8);
    if (project != null) {
      OptionalLong id = projectNamed(api, project);
      if (id.isEmpty()) {
        spec.commandLine()
            .getErr()
            .println("hustings: there is no project called " + project + ".");
        return REFUSED;
      }
      query += "&project=" + id.getAsLong();
    }
    JsonNode done = api.upload("/api/v1/imports" + query, "text/csv", file).orFail();
    report(api, done);
    return 0;
  }

  private static OptionalLong projectNamed(ApiCaller api, String name)
      throws IOException, InterruptedException {
    JsonNode items = api.get("/api/v1/projects").orFail().path("items");
    return StreamSupport.stream(items.spliterator(), false)
        .filter(item -> item.path("name").asString("").equals(name))
        .mapToLong(item -> item.path("id").asLong())
        .findFirst();
  }

  private void report(ApiCaller api, JsonNode done) throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "rows read %s, new voters %s, changed %s, new numbers %s, rows left out %s%n",
        done.path("rows"),
        done.path("newVoters"),
        done.path("changedVoters"),
        done.path("newPhones"),
        done.path("rejectedRows"));
    String path = "/api/v1/imports/" + done.path("id").asLong() + "/rejections";
    String after = "";
    do {
      JsonNode page = api.get(path + after).orFail();
      for (JsonNode rejection : page.path("items")) {
        out.printf(
            "line %s %s: %s%n",
            rejection.path("line"),
            rejection.path("column").asString(""),
            rejection.path("reason").asString(""));
      }
      after = page.has("next") ? "?after=" + page.path("next").asString() : "";
    } while (!after.isEmpty());
    out.flush();
  }
}
