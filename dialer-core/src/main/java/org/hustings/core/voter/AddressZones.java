package org.hustings.core.voter;

import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What an address says of its time zone: a table of ours by state and ZIP code (R7).
///
/// Several zones mean "one of these"; all of them count. Nothing at all means that the address does
/// not decide, and the number does.
public final class AddressZones {
  private static final String TABLE = "address-zones.txt";
  private static final int ZIP_DIGITS = 5;
  private static final int ZIP_AND_FOUR_DIGITS = 9;

  private final Map<String, Map<String, Set<ZoneId>>> byStateAndPrefix;

  private AddressZones(Map<String, Map<String, Set<ZoneId>>> byStateAndPrefix) {
    this.byStateAndPrefix = byStateAndPrefix;
  }

  /// The table that ships with the engine.
  public static AddressZones load() {
    try (Reader table =
        new InputStreamReader(
            requireNonNull(AddressZones.class.getResourceAsStream(TABLE), TABLE),
            StandardCharsets.UTF_8)) {
      return read(table);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads a table; its own comment says what may stand in it.
  public static AddressZones read(Reader table) {
    Map<String, Map<String, Set<ZoneId>>> rows = new HashMap<>();
    List<String> lines = new BufferedReader(table).lines().toList();
    for (int number = 1; number <= lines.size(); number++) {
      String line = lines.get(number - 1).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        addRow(rows, line, number);
      }
    }
    return new AddressZones(rows);
  }

  private static void addRow(Map<String, Map<String, Set<ZoneId>>> rows, String line, int number) {
    List<String> fields = Stream.of(line.split("\\|", -1)).map(String::strip).toList();
    if (fields.size() != 3) {
      throw new IllegalArgumentException(
          "line " + number + " must be: state | prefixes | zones, got \"" + line + "\"");
    }
    Map<String, Set<ZoneId>> ofState = rows.computeIfAbsent(fields.get(0), _ -> new HashMap<>());
    Set<ZoneId> zones = zones(fields.get(2), number);
    words(fields.get(1))
        .flatMap(AddressZones::prefixes)
        .forEach(prefix -> ofState.put(prefix, zones));
  }

  private static Set<ZoneId> zones(String names, int number) {
    try {
      return words(names).map(ZoneId::of).collect(Collectors.toUnmodifiableSet());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("line " + number + " names an unknown zone: " + names, e);
    }
  }

  private static Stream<String> words(String text) {
    return Stream.of(text.split("\\s+"));
  }

  /// "463-464" is two prefixes.
  private static Stream<String> prefixes(String word) {
    List<String> ends = List.of(word.split("-", 2));
    return ends.size() == 1
        ? Stream.of(word)
        : IntStream.rangeClosed(Integer.parseInt(ends.get(0)), Integer.parseInt(ends.get(1)))
            .mapToObj("%03d"::formatted);
  }

  /// The zones that an address may be in; empty if it does not decide.
  ///
  /// @param state two-letter code of a state, territory or province
  /// @param zip ZIP code as files have it: with or without the last four digits or the hyphen, and
  ///   with leading zeros lost; or a Canadian postal code. May be blank
  public Set<ZoneId> of(String state, String zip) {
    Map<String, Set<ZoneId>> ofState =
        byStateAndPrefix.getOrDefault(state.strip().toUpperCase(Locale.ROOT), Map.of());
    String code = normalized(zip);
    if (code.isEmpty()) {
      return ofState.values().stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
    }
    return prefixesOf(code).stream()
        .filter(ofState::containsKey)
        .findFirst()
        .map(prefix -> requireNonNull(ofState.get(prefix)))
        .orElse(Set.of());
  }

  /// Longest first.
  private static List<String> prefixesOf(String code) {
    List<String> prefixes = new ArrayList<>();
    for (int length = code.length(); length > 0; length--) {
      prefixes.add(code.substring(0, length));
    }
    return prefixes;
  }

  private static String normalized(String zip) {
    String code = zip.strip().toUpperCase(Locale.ROOT).replace(" ", "");
    int hyphen = code.indexOf('-');
    String first = hyphen < 0 ? code : code.substring(0, hyphen);
    boolean digits = !first.isEmpty() && first.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits ? withLeadingZeros(first) : first;
  }

  /// Spreadsheets take the zeros off a New Englander's ZIP code, or off one with its last four.
  private static String withLeadingZeros(String digits) {
    int length = digits.length() <= ZIP_DIGITS ? ZIP_DIGITS : ZIP_AND_FOUR_DIGITS;
    return "0".repeat(Math.max(0, length - digits.length())) + digits;
  }
}
