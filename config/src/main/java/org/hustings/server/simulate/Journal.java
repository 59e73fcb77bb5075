package org.hustings.server.simulate;

import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What happened in a simulation, one line each, for whoever wants to know why it went wrong. The
/// numbers in it are of people who do not exist.
final class Journal {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.of("UTC"));

  private final InstantSource time;
  private final Consumer<String> reader;
  private final boolean read;

  private Journal(InstantSource time, Consumer<String> reader, boolean read) {
    this.time = time;
    this.reader = reader;
    this.read = read;
  }

  static Journal unread(InstantSource time) {
    return new Journal(time, _ -> {}, false);
  }

  static Journal readBy(Consumer<String> reader, InstantSource time) {
    return new Journal(time, reader, true);
  }

  /// @param words put into a line only if somebody reads it
  void note(Object... words) {
    if (read) {
      String line = Stream.of(words).map(String::valueOf).collect(Collectors.joining(" "));
      reader.accept(TIME.format(time.instant()) + "  " + line);
    }
  }
}
