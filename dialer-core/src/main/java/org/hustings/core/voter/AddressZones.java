package org.hustings.core.voter;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What a voter's address says of their time zone (R7): a table of ours, by state and ZIP code. Its
/// source and date stand in `address-zones.csv`.
public final class AddressZones {
  private static final String TABLE = "address-zones.csv";
  private static final String ALL_OTHERS = "*";

  /// By state, then by ZIP prefix.
  private final Map<String, Map<String, Set<ZoneId>>> zones;

  private AddressZones(Map<String, Map<String, Set<ZoneId>>> zones) {
    this.zones = zones;
  }

  /// Reads the table that ships with the project.
  public static AddressZones load() {
    try (InputStream in = AddressZones.class.getResourceAsStream(TABLE)) {
      if (in == null) {
        throw new IllegalStateException("resource " + TABLE + " is missing");
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      return new AddressZones(table(lines.lines().toList()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Map<String, Set<ZoneId>>> table(List<String> lines) {
    Map<String, Map<String, Set<ZoneId>>> table = new HashMap<>();
    for (String line : lines) {
      if (!line.startsWith("#") && !line.isBlank()) {
        String[] columns = line.split(",", -1);
        Set<ZoneId> zones =
            Arrays.stream(columns[2].split(" ", -1))
                .map(ZoneId::of)
                .collect(Collectors.toUnmodifiableSet());
        Map<String, Set<ZoneId>> state = table.computeIfAbsent(columns[0], _ -> new HashMap<>());
        for (String prefix : columns[1].split(" ", -1)) {
          state.put(prefix, zones);
        }
      }
    }
    return table;
  }

  /// The zones in which an address may lie; empty where it decides nothing (no state, or one we do
  /// not know).
  ///
  /// @param state two letters, in any case
  /// @param zip five or nine digits with or without a hyphen; leading zeros may have been lost; may
  ///   be empty
  public Set<ZoneId> of(String state, String zip) {
    Map<String, Set<ZoneId>> prefixes = zones.get(state.strip().toUpperCase(Locale.ROOT));
    if (prefixes == null) {
      return Set.of();
    }
    String digits = zip.replaceAll("[^0-9]", "");
    if (digits.isEmpty()) {
      return prefixes.values().stream()
          .flatMap(Set::stream)
          .collect(Collectors.toCollection(LinkedHashSet::new));
    }
    String prefix = padded(digits).substring(0, 3);
    return prefixes.getOrDefault(prefix, prefixes.getOrDefault(ALL_OTHERS, Set.of()));
  }

  /// A ZIP code of five digits or of nine, with the zeros that a spreadsheet took from its front.
  private static String padded(String digits) {
    int length = digits.length() <= 5 ? 5 : 9;
    return "0".repeat(Math.max(0, length - digits.length())) + digits;
  }
}
