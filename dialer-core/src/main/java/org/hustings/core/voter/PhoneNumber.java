package org.hustings.core.voter;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/// A telephone number in E.164 form, for example `+19195550182`.
///
/// [#toString()] hides all but the last two digits, so that no log gives a number away; [#e164()]
/// is the number itself.
public record PhoneNumber(String e164) {
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

  public PhoneNumber {
    requireNonNull(e164, "e164");
    if (!E164.matcher(e164).matches()) {
      throw new IllegalArgumentException(
          "not an E.164 number: expected + and 7 to 15 digits, got "
              + e164.length()
              + " characters");
    }
  }

  @Override
  public String toString() {
    return "+…" + e164.substring(e164.length() - 2);
  }
}
