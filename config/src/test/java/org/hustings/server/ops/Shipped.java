package org.hustings.server.ops;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The files that operators get, read as they are shipped.
final class Shipped {
  static final Path PROMETHEUS = Path.of("ops", "prometheus").toAbsolutePath();
  static final Path RULES = PROMETHEUS.resolve("hustings.rules.yml");
  static final Path SYSTEMD = Path.of("ops", "systemd").toAbsolutePath();
  private static final Path DASHBOARDS = Path.of("ops", "grafana");
  private static final Path RUNBOOKS = Path.of("..", "docs", "runbooks");
  private static final String INDEX = "README.md";

  private static final Pattern NO_NAMES =
      Pattern.compile("\\{[^}]*}|\\[[^]]*]|\\b(?:by|on|without|ignoring)\\s*\\([^)]*\\)");
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*(?!\\s*\\()\\b");
  private static final Pattern EVENT =
      Pattern.compile("(?:\"event=|addKeyValue\\(\\s*\"event\",\\s*\")([a-z]+(?:[.-][a-z]+)*)");
  private static final List<String> MODULES =
      List.of("dialer-core", "schema", "telephony-adapters", "admin-api", "config");
  private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "e6");

  private Shipped() {}

  /// An alert as the rules have it.
  record Alert(String name, String expression, String severity, String summary, String runbook) {}

  static List<Alert> alerts() {
    return YAMLMapper.builder()
        .build()
        .readTree(RULES.toFile())
        .path("groups")
        .valueStream()
        .flatMap(group -> group.path("rules").valueStream())
        .map(rule ->
            new Alert(
                rule.path("alert").asString(),
                rule.path("expr").asString(),
                rule.at("/labels/severity").asString(),
                rule.at("/annotations/summary").asString(),
                rule.at("/annotations/runbook").asString()))
        .toList();
  }

  /// Names and texts of the runbook's pages.
  record Page(String name, String text) {}

  static List<Page> runbooks() {
    return files(RUNBOOKS, ".md")
        .filter(file -> !file.endsWith(INDEX))
        .map(file -> new Page(stem(file), text(file)))
        .toList();
  }

  /// The page that leads to the others.
  static String runbookIndex() {
    return text(RUNBOOKS.resolve(INDEX));
  }

  /// The names of all test classes that there are, of all modules.
  static Set<String> tests() {
    Set<String> names = new HashSet<>();
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "test", "java"))) {
        files
            .filter(file -> file.toString().endsWith("Test.java"))
            .forEach(file -> names.add(stem(file)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return names;
  }

  /// The events that the program writes into its log, of all modules, by their sources.
  static Set<String> events() {
    Set<String> events = new HashSet<>();
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .forEach(file ->
                EVENT.matcher(text(file)).results().forEach(found -> events.add(found.group(1))));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return events;
  }

  record Dashboard(String file, JsonNode json) {
    /// All panels that show something; a row is none.
    List<JsonNode> panels() {
      return json.path("panels")
          .valueStream()
          .filter(panel -> !panel.path("type").asString().equals("row"))
          .toList();
    }

    List<String> expressions() {
      return panels().stream()
          .flatMap(panel -> panel.path("targets").valueStream())
          .map(target -> target.path("expr").asString())
          .toList();
    }
  }

  static List<Dashboard> dashboards() {
    return files(DASHBOARDS, ".json")
        .map(file -> new Dashboard(stem(file), JsonMapper.shared().readTree(text(file))))
        .toList();
  }

  /// The metrics that an expression of PromQL asks for.
  static Set<String> metricsIn(String expression) {
    String names = NO_NAMES.matcher(expression).replaceAll(" ");
    return NAME.matcher(names.replaceAll("\\b[0-9][0-9.e]*", " "))
        .results()
        .map(found -> found.group())
        .filter(name -> !WORDS.contains(name))
        .collect(Collectors.toSet());
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> files(Path directory, String ending) {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(file -> file.toString().endsWith(ending)).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String stem(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.lastIndexOf('.'));
  }
}
