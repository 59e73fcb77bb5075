package org.hustings.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Server-sent events as they arrive.
public final class Events implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final BufferedReader reader;

  Events(InputStream stream) {
    this.reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
  }

  /// @param id as the server numbers it
  public record Event(String name, String id, JsonNode data) {}

  /// Waits for the next event; comments and other fields are passed over.
  public Event next() {
    Event event = nextOrEnd();
    if (event == null) {
      throw new AssertionError("the feed has ended");
    }
    return event;
  }

  /// Null when the server closes the feed.
  public @Nullable Event nextOrEnd() {
    Map<String, String> fields = new LinkedHashMap<>();
    try {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.isEmpty() && fields.containsKey("data")) {
          return new Event(
              fields.getOrDefault("event", ""),
              fields.getOrDefault("id", ""),
              JSON.readTree(fields.get("data")));
        }
        int colon = line.indexOf(": ");
        if (colon > 0) {
          fields.put(line.substring(0, colon), line.substring(colon + 2));
        }
      }
      return null;
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
