package org.hustings.telephony.media.dtmf;

import java.time.Duration;

/// Keys to press one after the other.
///
/// @param keys a comma is a pause of half a second, as dialing plans have it
/// @param press how long each key is held
/// @param gap between two keys
public record Digits(String keys, Duration press, Duration gap) {
  private static final int MOST = 64;
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final Duration SHORTEST = Duration.ofMillis(40);

  public Digits {
    if (keys.isEmpty() || keys.length() > MOST) {
      throw new IllegalArgumentException(
          "keys has " + keys.length() + " characters, expected 1 to " + MOST);
    }
    for (int i = 0; i < keys.length(); i++) {
      char key = keys.charAt(i);
      if (key != ',' && Digit.KEYS.indexOf(key) < 0) {
        throw new IllegalArgumentException(
            "keys has '" + key + "', expected only " + Digit.KEYS + " and the comma");
      }
    }
    within(press, "press");
    within(gap, "gap");
  }

  /// Keys at the usual pace: 100 ms pressed, 80 ms apart.
  public static Digits of(String keys) {
    return new Digits(keys, Duration.ofMillis(100), Duration.ofMillis(80));
  }

  /// How long all of it takes.
  public Duration duration() {
    long pauses = keys.chars().filter(key -> key == ',').count();
    return press.plus(gap).multipliedBy(keys.length() - pauses).plusMillis(500 * pauses);
  }

  private static void within(Duration duration, String name) {
    if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          name + " is " + duration + ", expected " + SHORTEST + " to " + LONGEST);
    }
  }
}
