package org.hustings.server.settings;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// How texts of the file become values.
final class SettingsMapper {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

  private SettingsMapper() {}

  static YAMLMapper create() {
    SimpleModule values = new SimpleModule();
    values.addDeserializer(HostPort.class, new OfText<>(HostPort.class, HostPort::parse));
    values.addDeserializer(Secret.class, new OfText<>(Secret.class, Secret::new));
    values.addDeserializer(Duration.class, new OfText<>(Duration.class, SettingsMapper::duration));
    return YAMLMapper.builder()
        .addModule(values)
        .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
        .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .build();
  }

  /// Reads `15s`, `5m`, `2h`, `1d` or `250ms`.
  static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "expected a duration such as 15s, 5m, 2h or 1d, got \"" + text + "\"");
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      case "d" -> Duration.ofDays(amount);
      case String other -> throw new IllegalArgumentException("unknown unit " + other);
    };
  }

  static String sentenceOf(JacksonException e) {
    if (e instanceof UnrecognizedPropertyException unknown) {
      return "there is no such setting. Known here are: "
          + String.valueOf(unknown.getKnownPropertyIds())
          + ".";
    }
    Throwable cause = e.getCause();
    return cause instanceof IllegalArgumentException
        ? cause.getMessage() + "."
        : e.getOriginalMessage();
  }

  private interface FromText<T> {
    T read(String text);
  }

  private static final class OfText<T> extends StdScalarDeserializer<T> {
    private final FromText<T> reader;

    OfText(Class<T> type, FromText<T> reader) {
      super(type);
      this.reader = reader;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) {
      try {
        return reader.read(parser.getValueAsString(""));
      } catch (IllegalArgumentException e) {
        throw context.instantiationException(handledType(), e);
      }
    }
  }
}
