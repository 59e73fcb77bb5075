package org.hustings.server.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hustings.core.time.VirtualTime;

/// Which faults there are in a shift, and which of them are there now.
final class Troubles {
  private final VirtualTime time;
  private final Journal journal;
  private final Map<Trouble, Integer> present = new EnumMap<>(Trouble.class);
  private final List<Span> spans = new ArrayList<>();

  Troubles(VirtualTime time, Journal journal) {
    this.time = time;
    this.journal = journal;
  }

  private record Span(Trouble what, Instant from, Instant until) {}

  /// Draws a few, and lets each come in its time.
  ///
  /// @param allowed which there may be
  void plan(Chance chance, Set<Trouble> allowed, Duration within, Server server) {
    List<Trouble> kinds = List.copyOf(EnumSet.copyOf(allowed));
    int howMany = chance.between(1, 7);
    for (int i = 0; i < howMany; i++) {
      Trouble what = chance.oneOf(kinds);
      Duration length = lengthOf(what, chance);
      Duration step = chance.seconds(1, chance.percent(50) ? 60 : 7200);
      Duration by = chance.percent(50) ? step : step.negated();
      var _ =
          time.after(
              chance.seconds(60, (int) within.toSeconds()),
              () -> begin(new Drawn(what, length, by), server));
    }
  }

  private record Drawn(Trouble what, Duration length, Duration clockBy) {}

  /// Where some faults happen.
  interface Server {
    void kill(Duration deadFor);

    void setClock(Duration by);

    void sleep(Duration length);
  }

  private static Duration lengthOf(Trouble what, Chance chance) {
    return switch (what) {
      case STORE_AWAY -> chance.seconds(1, 240);
      case STORE_FAILING, STORE_SLOW -> chance.seconds(5, 180);
      case LINES_LOSSY -> chance.seconds(20, 600);
      case SIP_DEAF -> chance.seconds(2, 60);
      case TRUNK_REFUSING, TRUNK_SILENT -> chance.seconds(10, 300);
      case SERVER_KILLED -> chance.seconds(1, 90);
      case CLOCK_SET -> Duration.ZERO;
      case MACHINE_ASLEEP -> chance.seconds(5, 600);
    };
  }

  private void begin(Drawn drawn, Server server) {
    Trouble what = drawn.what();
    switch (what) {
      case SERVER_KILLED -> {
        if (is(what)) {
          return;
        }
        server.kill(drawn.length());
      }
      case CLOCK_SET -> server.setClock(drawn.clockBy());
      case MACHINE_ASLEEP -> {
        if (is(what)) {
          return;
        }
        server.sleep(drawn.length());
      }
      case STORE_AWAY,
          STORE_FAILING,
          STORE_SLOW,
          LINES_LOSSY,
          SIP_DEAF,
          TRUNK_REFUSING,
          TRUNK_SILENT -> {}
    }
    journal.note(
        "FAULT",
        what,
        what == Trouble.CLOCK_SET ? "by " + drawn.clockBy() : "for " + drawn.length());
    spans.add(new Span(what, time.instant(), time.instant().plus(drawn.length())));
    present.merge(what, 1, Integer::sum);
    var _ = time.after(drawn.length(), () -> end(what));
  }

  private void end(Trouble what) {
    present.merge(what, -1, Integer::sum);
    journal.note("over ", what);
  }

  boolean is(Trouble what) {
    return present.getOrDefault(what, 0) > 0;
  }

  /// Whether any of these was there at some moment of that time.
  boolean anyOf(Set<Trouble> kinds, Instant from, Instant until) {
    return spans.stream()
        .anyMatch(span ->
            kinds.contains(span.what) && !span.from.isAfter(until) && !span.until.isBefore(from));
  }

  boolean everHad(Trouble what) {
    return spans.stream().anyMatch(span -> span.what == what);
  }
}
