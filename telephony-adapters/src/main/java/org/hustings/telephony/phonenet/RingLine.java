package org.hustings.telephony.phonenet;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// One event of a ring, and its line in the log's file: time, ring, event and details, separated by
/// tabs.
///
/// ```
/// 2026-11-02T14:00:03.120Z  17  arrived  +19195550182  +19195550100  a84b4c76e66710  Machine
/// 2026-11-02T14:00:03.131Z  17  ringing
/// ```
sealed interface RingLine {
  /// Ends a line in the middle of which the witness was killed.
  String CUT_SHORT = "\t(cut short)";

  Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  Instant at();

  long ring();

  record Arrived(Instant at, long ring, Ring.Call call, String behaviour) implements RingLine {}

  record Ringing(Instant at, long ring) implements RingLine {}

  record Answered(Instant at, long ring) implements RingLine {}

  record Recorded(Instant at, long ring, String what) implements RingLine {}

  record Ended(Instant at, long ring, Ring.Ending how) implements RingLine {}

  default String text() {
    List<String> cells = new ArrayList<>(List.of(at().toString(), Long.toString(ring())));
    switch (this) {
      case Arrived(_, _, Ring.Call call, String behaviour) ->
          cells.addAll(
              List.of(
                  "arrived", call.called(), call.caller().orElse(""), call.reference(), behaviour));
      case Ringing _ -> cells.add("ringing");
      case Answered _ -> cells.add("answered");
      case Recorded(_, _, String what) -> cells.addAll(List.of("recorded", what));
      case Ended(_, _, Ring.Ending how) -> cells.addAll(List.of("ended", how.name()));
    }
    return String.join("\t", cells.stream().map(RingLine::plain).toList());
  }

  /// Empty if the text is no such line.
  static Optional<RingLine> parse(String text) {
    List<String> cells = List.of(text.split("\t", -1));
    try {
      Instant at = Instant.parse(cells.get(0));
      long ring = Long.parseLong(cells.get(1));
      return Optional.of(
          switch (cells.get(2) + "/" + cells.size()) {
            case "arrived/7" ->
                new Arrived(
                    at,
                    ring,
                    new Ring.Call(
                        cells.get(3),
                        Optional.of(cells.get(4)).filter(caller -> !caller.isEmpty()),
                        cells.get(5)),
                    cells.get(6));
            case "ringing/3" -> new Ringing(at, ring);
            case "answered/3" -> new Answered(at, ring);
            case "recorded/4" -> new Recorded(at, ring, cells.get(3));
            case "ended/4" -> new Ended(at, ring, Ring.Ending.valueOf(cells.get(3)));
            default -> throw new IllegalArgumentException("no event of a ring: " + cells.get(2));
          });
    } catch (DateTimeException | IllegalArgumentException | IndexOutOfBoundsException _) {
      return Optional.empty();
    }
  }

  /// What a caller sends must not be able to add a line or a column of its own.
  private static String plain(String cell) {
    return CONTROL.matcher(cell).replaceAll("?");
  }
}
