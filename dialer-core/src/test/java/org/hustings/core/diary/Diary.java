package org.hustings.core.diary;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/// What the program logs in this JVM while it is open. Any number of threads may write meanwhile.
public final class Diary implements AutoCloseable {
  private final Logger program = (Logger) LoggerFactory.getLogger("org.hustings");
  private final Level before = program.getLevel();
  private final Queue<ILoggingEvent> events = new ConcurrentLinkedQueue<>();
  private final Pen pen = new Pen();
  private final JsonEncoder json = new JsonEncoder();

  private Diary(Level level) {
    json.setContext(program.getLoggerContext());
    json.start();
    pen.start();
    program.setLevel(level);
    program.addAppender(pen);
  }

  /// As operators have it in their journal.
  public static Diary ofOperators() {
    return new Diary(Level.INFO);
  }

  /// Down to what only a developer would switch on.
  public static Diary ofEverything() {
    return new Diary(Level.TRACE);
  }

  /// @param at by the machine's clock
  /// @param text the message and its keys, as the journal shows them
  public record Entry(Instant at, Level level, String text) {}

  /// The entries of an event, in their order.
  ///
  /// @param name as runbooks call it, such as `trunk-out`
  public List<Entry> of(String name) {
    Pattern key = Pattern.compile("\\bevent=\"?" + Pattern.quote(name) + "(?![\\w.-])");
    return events.stream()
        .map(Diary::entry)
        .filter(entry -> key.matcher(entry.text()).find())
        .toList();
  }

  private static Entry entry(ILoggingEvent event) {
    String text =
        Stream.concat(
                Stream.of(event.getFormattedMessage()),
                event.getKeyValuePairs() == null
                    ? Stream.of()
                    : event.getKeyValuePairs().stream().map(pair -> pair.key + "=" + pair.value))
            .collect(Collectors.joining(" "));
    return new Entry(event.getInstant(), event.getLevel(), text);
  }

  /// All lines as the program writes them for machines, with every value and every cause.
  public List<String> lines() {
    return events.stream()
        .map(event -> new String(json.encode(event), StandardCharsets.UTF_8))
        .toList();
  }

  @Override
  public void close() {
    program.detachAppender(pen);
    program.setLevel(before);
  }

  private final class Pen extends AppenderBase<ILoggingEvent> {
    @Override
    protected void append(ILoggingEvent event) {
      events.add(event);
    }
  }
}
