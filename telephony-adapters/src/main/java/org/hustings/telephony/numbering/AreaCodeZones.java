package org.hustings.telephony.numbering;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Our corrections to the library's zones of North American area codes, from `area-code-zones.csv`;
/// each row has its reason, source and date.
final class AreaCodeZones {
  private static final String TABLE = "area-code-zones.csv";
  private static final Pattern CODE = Pattern.compile("[2-9][0-9]{2}");
  private static final String OVERLAY = "as ";

  private final Map<String, Row> rows;

  private AreaCodeZones(Map<String, Row> rows) {
    this.rows = rows;
  }

  /// The table that ships with the project.
  static AreaCodeZones shipped() {
    try (InputStream table = AreaCodeZones.class.getResourceAsStream(TABLE)) {
      if (table == null) {
        throw new IllegalStateException(TABLE + " is missing from the program");
      }
      return parse(new BufferedReader(new InputStreamReader(table, UTF_8)).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static AreaCodeZones parse(List<String> lines) {
    var rows = new LinkedHashMap<String, Row>();
    for (String line : lines) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      var row = Row.parse(line);
      if (rows.put(row.code(), row) != null) {
        throw new IllegalArgumentException(TABLE + " has two rows for area code " + row.code());
      }
    }
    return new AreaCodeZones(rows);
  }

  /// What the table says of an area code: its zones, or the code whose zones it shares; empty if it
  /// says nothing.
  Optional<Row> of(String areaCode) {
    return Optional.ofNullable(rows.get(areaCode));
  }

  Map<String, Row> all() {
    return new TreeMap<>(rows);
  }

  /// One row.
  ///
  /// @param overlaid the code that this one overlays; then `zones` is empty
  record Row(
      String code,
      Set<ZoneId> zones,
      Optional<String> overlaid,
      String why,
      String source,
      LocalDate asOf) {
    Row {
      zones = Set.copyOf(zones);
      if (!CODE.matcher(code).matches()) {
        throw new IllegalArgumentException("not an area code: " + code);
      }
      if (zones.isEmpty() == overlaid.isEmpty()) {
        throw new IllegalArgumentException(
            "area code " + code + " needs either zones or the code it overlays");
      }
    }

    static Row parse(String line) {
      List<String> cells = new ArrayList<>(Arrays.asList(line.split(";", -1)));
      if (cells.size() != 5 || cells.stream().anyMatch(String::isBlank)) {
        throw new IllegalArgumentException(
            "expected code;zones;why;source;date with nothing empty, got: " + line);
      }
      String zones = cells.get(1);
      boolean overlay = zones.startsWith(OVERLAY);
      return new Row(
          cells.get(0),
          overlay ? Set.of() : zonesIn(zones),
          overlay ? Optional.of(zones.substring(OVERLAY.length())) : Optional.empty(),
          cells.get(2),
          cells.get(3),
          LocalDate.parse(cells.get(4)));
    }

    private static Set<ZoneId> zonesIn(String names) {
      return Arrays.stream(names.split(" ", -1)).map(ZoneId::of).collect(Collectors.toSet());
    }
  }
}
