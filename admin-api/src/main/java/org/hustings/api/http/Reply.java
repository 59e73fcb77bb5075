package org.hustings.api.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// What an operation answers.
public sealed interface Reply {

  static Reply ok(Object body) {
    return new Content(200, body, Map.of());
  }

  static Reply ok(Object body, long version) {
    return new Content(200, body, Map.of("ETag", Version.tag(version)));
  }

  static Reply created(String location, Object body) {
    return new Content(201, body, Map.of("Location", location));
  }

  static Reply created(String location, Object body, long version) {
    return new Content(201, body, Map.of("Location", location, "ETag", Version.tag(version)));
  }

  static Reply nothing() {
    return new Nothing(Map.of());
  }

  static Reply problem(Problem problem) {
    return new Failure(problem);
  }

  /// A body, written as JSON.
  record Content(int status, Object body, Map<String, String> headers) implements Reply {
    public Content {
      headers = Map.copyOf(headers);
    }

    public Content withHeader(String name, String value) {
      Map<String, String> more = new LinkedHashMap<>(headers);
      more.put(name, value);
      return new Content(status, body, more);
    }
  }

  /// 204.
  record Nothing(Map<String, String> headers) implements Reply {
    public Nothing {
      headers = Map.copyOf(headers);
    }
  }

  /// A body that is not JSON.
  record File(int status, String contentType, Octets octets, Map<String, String> headers)
      implements Reply {
    public File {
      headers = Map.copyOf(headers);
    }

    public File(String contentType, Octets octets, Map<String, String> headers) {
      this(200, contentType, octets, headers);
    }
  }

  record Failure(Problem problem) implements Reply {}

  /// An answer that is still being found; no thread waits for it.
  record Later(CompletableFuture<Reply> reply) implements Reply {}

  /// An answer without an end: server-sent events.
  record Events(EventSource source) implements Reply {}

  /// Bytes to send.
  @FunctionalInterface
  interface Octets {
    byte[] get();
  }
}
