package org.hustings.server.wire;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hustings.telephony.phonenet.Behaviour;

/// Voters for a server on the real clock, which no test may move: they live where it is day, as far
/// from midnight as can be, and their projects call all day long.
final class Homes {
  private static final Duration STAYS = Duration.ofMinutes(10);
  private static final int OF_EACH_KIND = 20;
  private static final int HOUR_BY_WHICH_HONOLULU_IS_CLOSE_TO_MIDNIGHT = 8;

  private final Place place;
  private final Map<Kind, Integer> given = new EnumMap<>(Kind.class);

  /// Where they live; a number is of its place, too.
  private record Place(String areaCode, String state, String zip, String zone) {}

  private static final Place NEW_YORK = new Place("212", "NY", "10001", "America/New_York");
  private static final Place HONOLULU = new Place("808", "HI", "96813", "Pacific/Honolulu");

  /// What a voter does.
  enum Kind {
    RINGS_OUT(10),
    ANSWERS(30),
    MACHINE(50);

    private final int firstLine;

    Kind(int firstLine) {
      this.firstLine = firstLine;
    }

    private Behaviour behaviour() {
      Duration soon = Duration.ofMillis(300);
      return switch (this) {
        case RINGS_OUT -> new Behaviour.RingsOut();
        case ANSWERS -> new Behaviour.Answers(soon, Duration.ofSeconds(4), STAYS);
        case MACHINE ->
            new Behaviour.Machine(soon, Duration.ofSeconds(1), STAYS, Duration.ofMinutes(2));
      };
    }
  }

  private Homes(Place place) {
    this.place = place;
  }

  static Homes callableAt(OffsetDateTime utc) {
    return new Homes(
        utc.getHour() < HOUR_BY_WHICH_HONOLULU_IS_CLOSE_TO_MIDNIGHT ? HONOLULU : NEW_YORK);
  }

  /// A number that was not given before.
  String number(Kind kind) {
    int which = given.merge(kind, 1, Integer::sum) - 1;
    if (which >= OF_EACH_KIND) {
      throw new AssertionError("there are no more numbers of kind " + kind);
    }
    return number(kind, which);
  }

  private String number(Kind kind, int which) {
    return "+1%s55501%02d".formatted(place.areaCode(), kind.firstLine + which);
  }

  /// For the carrier: what happens at each number.
  Map<String, List<Behaviour>> behaviours() {
    Map<String, List<Behaviour>> behaviours = new HashMap<>();
    for (Kind kind : Kind.values()) {
      for (int which = 0; which < OF_EACH_KIND; which++) {
        behaviours.put(number(kind, which), List.of(kind.behaviour()));
      }
    }
    return behaviours;
  }

  /// Opens a project all day, by its own hours and by law.
  void openAllDay(Map<String, Object> settings) {
    List<Map<String, String>> windows =
        Stream.of("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
            .map(day -> Map.of("day", day, "opensAt", "00:00", "closesAt", "23:59"))
            .toList();
    settings.put("hours", Map.of("zone", place.zone(), "windows", windows));
    settings.put("legalWindow", Map.of("opensAt", "00:00", "closesAt", "23:59"));
  }

  /// A voter file with one voter, alone at a number.
  String file(String number) {
    return """
    external_id,first_name,last_name,state,zip,phone1,phone1_score
    V%s,Voter,At Home,%s,%s,%s,50
    """
        .formatted(number, place.state(), place.zip(), number);
  }
}
