package org.hustings.schema.json;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hustings.core.project.CallingHours;
import org.hustings.core.project.CallingHours.Window;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Calling hours: `{"zone": …, "windows": {"MONDAY": [["09:00", "21:00"]]}, "closed": [dates]}`.
final class HoursJson {
  private HoursJson() {}

  static void write(CallingHours hours, ObjectNode into) {
    into.put("zone", hours.zone().getId());
    ObjectNode windows = into.putObject("windows");
    new TreeMap<>(hours.windows())
        .forEach((day, ofDay) -> writeDay(windows.putArray(day.name()), ofDay));
    ArrayNode closed = into.putArray("closed");
    hours.closedDates().stream().sorted().map(LocalDate::toString).forEach(closed::add);
  }

  private static void writeDay(ArrayNode day, List<Window> windows) {
    for (Window window : windows) {
      day.addArray().add(window.opensAt().toString()).add(window.closesAt().toString());
    }
  }

  static CallingHours read(JsonNode node) {
    Map<DayOfWeek, List<Window>> windows = new EnumMap<>(DayOfWeek.class);
    node.path("windows")
        .properties()
        .forEach(day -> windows.put(DayOfWeek.valueOf(day.getKey()), readDay(day.getValue())));
    Set<LocalDate> closed = new HashSet<>();
    node.path("closed").forEach(date -> closed.add(LocalDate.parse(date.stringValue())));
    return new CallingHours(ZoneId.of(Json.required(node, "zone")), windows, closed);
  }

  private static List<Window> readDay(JsonNode day) {
    List<Window> windows = new ArrayList<>();
    for (JsonNode window : day) {
      windows.add(
          new Window(
              LocalTime.parse(window.path(0).stringValue()),
              LocalTime.parse(window.path(1).stringValue())));
    }
    return windows;
  }
}
