package org.hustings.api.voterfile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hustings.core.intake.Line;
import org.hustings.core.intake.Line.Column;

/// The columns of a file, by the names in its first record. Case, blanks and hyphens do not matter.
final class Header {
  private static final Pattern PHONE = Pattern.compile("phone_?([1-9][0-9]?)?(_(score|source))?");

  private final Map<Column, Integer> columns = new EnumMap<>(Column.class);
  private final TreeMap<Integer, PhoneColumns> phones = new TreeMap<>();
  private final List<String> unknown = new ArrayList<>();

  private Header() {}

  /// @throws UnusableFile if a column stands twice, or one that is needed is missing
  static Header of(List<String> names) {
    Header header = new Header();
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      String name = plain(names.get(i));
      Integer earlier = name.isEmpty() ? null : seen.putIfAbsent(name, i);
      if (earlier != null) {
        throw new UnusableFile(
            "The column "
                + name
                + " stands twice, as number "
                + (earlier + 1)
                + " and number "
                + (i + 1)
                + ". Leave one out.");
      }
      header.add(name, i);
    }
    header.mustHave(names);
    return header;
  }

  static String plain(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replaceAll("[ -]+", "_");
  }

  /// How many of the names we know: what tells the separator.
  static int known(List<String> names) {
    Header header = new Header();
    names.forEach(name -> header.add(plain(name), 0));
    return names.size() - header.unknown.size();
  }

  private void add(String name, int index) {
    for (Column column : Column.values()) {
      if (column.name().toLowerCase(Locale.ROOT).equals(name)) {
        columns.put(column, index);
        return;
      }
    }
    Matcher phone = PHONE.matcher(name);
    if (phone.matches()) {
      int number = phone.group(1) == null ? 1 : Integer.parseInt(phone.group(1));
      phones
          .computeIfAbsent(number, PhoneColumns::new)
          .set(phone.group(3) == null ? "" : phone.group(3), index);
    } else if (!name.isEmpty()) {
      unknown.add(name);
    }
  }

  private void mustHave(List<String> names) {
    String found =
        "Its first line has: "
            + String.join(", ", names.stream().limit(30).map(Header::plain).toList())
            + ".";
    if (!columns.containsKey(Column.EXTERNAL_ID)) {
      throw new UnusableFile(
          "The file has no column external_id, by which a voter is known again. " + found);
    }
    if (phones.isEmpty()) {
      throw new UnusableFile("The file has no column phone1 with telephone numbers. " + found);
    }
    phones.values().stream()
        .filter(phone -> phone.number < 0)
        .findFirst()
        .ifPresent(phone -> {
          throw new UnusableFile(
              "There is a column phone"
                  + phone.name
                  + "_score or phone"
                  + phone.name
                  + "_source, but no phone"
                  + phone.name
                  + ". "
                  + found);
        });
  }

  /// Columns that mean nothing to us; they are left out, and the import says so.
  List<String> unknown() {
    return List.copyOf(unknown);
  }

  Line.Row row(long number, List<String> fields) {
    Map<Column, String> values = new EnumMap<>(Column.class);
    columns.forEach((column, index) -> {
      String value = at(fields, index);
      if (!value.isEmpty()) {
        values.put(column, value);
      }
    });
    List<Line.GivenPhone> given = new ArrayList<>();
    for (PhoneColumns phone : phones.values()) {
      String text = at(fields, phone.number);
      if (!text.isEmpty()) {
        given.add(
            new Line.GivenPhone(
                "phone" + phone.name, text, at(fields, phone.score), at(fields, phone.source)));
      }
    }
    return new Line.Row(number, values, given);
  }

  private static String at(List<String> fields, int index) {
    return index < 0 || index >= fields.size() ? "" : fields.get(index).strip();
  }

  static List<String> split(String line, char separator) {
    return Arrays.asList(
        line.replace("\"", "").split(Pattern.quote(String.valueOf(separator)), -1));
  }

  /// Where the columns of one number are; −1 if there is none.
  private static final class PhoneColumns {
    private final int name;
    private int number = -1;
    private int score = -1;
    private int source = -1;

    PhoneColumns(int name) {
      this.name = name;
    }

    void set(String what, int index) {
      switch (what) {
        case "score" -> score = index;
        case "source" -> source = index;
        case String _ -> number = index;
      }
    }
  }
}
