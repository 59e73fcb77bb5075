package org.hustings.telephony.twilio.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Fields of `application/x-www-form-urlencoded`, by name. Twilio sends each name once.
public record Form(SortedMap<String, String> fields) {
  private static final int MOST_FIELDS = 300;

  public static final Form EMPTY = new Form(new TreeMap<>());

  public Form {
    fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
  }

  /// Empty if it is no form: a field twice, a broken escape, or more than anybody sends.
  public static Optional<Form> parse(String text) {
    SortedMap<String, String> fields = new TreeMap<>();
    if (text.isEmpty()) {
      return Optional.of(EMPTY);
    }
    String[] pairs = text.split("&", MOST_FIELDS + 1);
    if (pairs.length > MOST_FIELDS) {
      return Optional.empty();
    }
    try {
      for (String pair : pairs) {
        int equals = pair.indexOf('=');
        String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
        if (fields.put(name, value) != null) {
          return Optional.empty();
        }
      }
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    return Optional.of(new Form(fields));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, UTF_8);
  }

  /// A field that is there and not empty.
  public Optional<String> field(String name) {
    return Optional.ofNullable(fields.get(name)).filter(value -> !value.isEmpty());
  }

  /// A field that is a whole number of at most nine digits, not negative.
  public Optional<Integer> number(String name) {
    return field(name).filter(value -> value.matches("[0-9]{1,9}")).map(Integer::valueOf);
  }

  /// Without the values, which hold numbers and digits.
  @Override
  public String toString() {
    return "Form" + fields.keySet();
  }
}
