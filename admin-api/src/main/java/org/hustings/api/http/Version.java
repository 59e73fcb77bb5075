package org.hustings.api.http;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Versions of what can be edited, as entity tags (RFC 9110 §8.8.3).
final class Version {
  private static final Pattern TAG = Pattern.compile("\\s*\"v([0-9]{1,18})\"\\s*");

  private Version() {}

  static String tag(long version) {
    return "\"v" + version + "\"";
  }

  static OptionalLong read(String tag) {
    Matcher matcher = TAG.matcher(tag);
    return matcher.matches()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }
}
