package org.hustings.server.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Reads the settings: the reference, the operator's file over it, the environment over both.
public final class SettingsFile {
  private static final String ENVIRONMENT_PREFIX = "HUSTINGS_";

  /// Variables of the launcher and of the tests; not settings.
  private static final List<String> OTHER_VARIABLES =
      List.of("HUSTINGS_JAVA_OPTS", "HUSTINGS_TOKEN");

  private final YAMLMapper yaml = SettingsMapper.create();
  private final Map<String, String> environment;

  public SettingsFile(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /// Reads the settings.
  ///
  /// @param file the operator's file; empty for the defaults alone
  /// @throws BadSettings with every problem found, not only the first
  public Settings read(Optional<Path> file) throws BadSettings {
    ObjectNode settings = reference();
    Map<String, String> keysByVariable = variables(settings);
    List<String> problems = new ArrayList<>();
    if (file.isPresent()) {
      overlay(settings, parse(file.get()), "", file.get().toString(), problems);
    }
    overlayEnvironment(settings, keysByVariable, problems);
    if (!problems.isEmpty()) {
      throw new BadSettings(problems);
    }
    Settings bound = bind(settings);
    problems.addAll(SettingsCheck.problemsOf(bound));
    if (!problems.isEmpty()) {
      throw new BadSettings(problems);
    }
    return bound;
  }

  private ObjectNode reference() {
    try (InputStream in = SettingsFile.class.getResourceAsStream("/reference.yaml")) {
      return (ObjectNode) yaml.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode parse(Path file) throws BadSettings {
    if (!Files.isReadable(file)) {
      throw new BadSettings(
          List.of(
              file
                  + ": there is no such file, or it may not be read. Name an existing file after --config."));
    }
    try (InputStream in = Files.newInputStream(file)) {
      JsonNode tree = yaml.readTree(in);
      if (tree instanceof MissingNode || tree.isNull()) {
        return yaml.createObjectNode();
      }
      return tree;
    } catch (JacksonException e) {
      throw new BadSettings(
          List.of(file + at(e) + ": this is not YAML: " + e.getOriginalMessage()));
    } catch (IOException e) {
      throw new BadSettings(List.of(file + ": cannot be read: " + e.getMessage()));
    }
  }

  private static String at(JacksonException e) {
    TokenStreamLocation location = e.getLocation();
    return location == null ? "" : ", line " + location.getLineNr();
  }

  private static void overlay(
      ObjectNode known, JsonNode given, String path, String where, List<String> problems) {
    if (!(given instanceof ObjectNode object)) {
      problems.add(
          where
              + ": "
              + (path.isEmpty() ? "the file" : path)
              + " must be a group of keys, got "
              + given.getNodeType().name().toLowerCase(Locale.ROOT)
              + ".");
      return;
    }
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      String key = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
      JsonNode standing = known.get(entry.getKey());
      if (standing == null) {
        problems.add(
            where + ": there is no setting " + key + ". " + nearest(known, entry.getKey(), path));
      } else if (standing instanceof ObjectNode group) {
        overlay(group, entry.getValue(), key, where, problems);
      } else {
        known.set(entry.getKey(), entry.getValue());
      }
    }
  }

  private static String nearest(ObjectNode known, String wrong, String path) {
    List<String> names = known.propertyStream().map(Map.Entry::getKey).toList();
    return names.stream()
        .filter(name ->
            name.replace("-", "").equalsIgnoreCase(wrong.replaceAll("[-_]", ""))
                || name.startsWith(wrong)
                || wrong.startsWith(name))
        .findFirst()
        .map(name -> "Did you mean " + name + "?")
        .orElse(
            (path.isEmpty() ? "There are: " : path + " has: ") + String.join(", ", names) + ".");
  }

  private void overlayEnvironment(
      ObjectNode settings, Map<String, String> keysByVariable, List<String> problems) {
    new TreeMap<>(environment)
        .forEach((variable, value) -> {
          if (!variable.startsWith(ENVIRONMENT_PREFIX) || OTHER_VARIABLES.contains(variable)) {
            return;
          }
          String key = keysByVariable.get(variable);
          if (key == null) {
            problems.add(
                "environment: "
                    + variable
                    + " names no setting. See the reference for the keys; lists can only be set in the file.");
            return;
          }
          String[] parts = key.split("\\.", -1);
          ((ObjectNode) settings.get(parts[0])).set(parts[1], StringNode.valueOf(value));
        });
  }

  /// Environment variables by name, each with the key that it overrides.
  private static Map<String, String> variables(ObjectNode settings) {
    Map<String, String> variables = new TreeMap<>();
    settings
        .properties()
        .forEach(group ->
            group
                .getValue()
                .properties()
                .forEach(setting -> {
                  if (!setting.getValue().isArray()) {
                    String key = group.getKey() + "." + setting.getKey();
                    variables.put(
                        ENVIRONMENT_PREFIX
                            + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'),
                        key);
                  }
                }));
    return variables;
  }

  private Settings bind(ObjectNode settings) throws BadSettings {
    try {
      return yaml.treeToValue(settings, Settings.class);
    } catch (JacksonException e) {
      StringBuilder key = new StringBuilder();
      for (JacksonException.Reference step : e.getPath()) {
        if (step.getPropertyName() == null) {
          key.append('[').append(step.getIndex() + 1).append(']');
        } else {
          key.append(key.isEmpty() ? "" : ".").append(step.getPropertyName());
        }
      }
      throw new BadSettings(List.of(key + ": " + SettingsMapper.sentenceOf(e)));
    }
  }
}
