package org.hustings.telephony.browser.ice;

import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// User name fragment and password of one side of an ICE session (RFC 8839 section 5.4).
public record IceCredentials(String fragment, String password) {
  private static final Pattern FRAGMENT = Pattern.compile("[A-Za-z0-9+/]{4,256}");
  private static final Pattern PASSWORD = Pattern.compile("[A-Za-z0-9+/]{22,256}");
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  /// @throws IllegalArgumentException if either is not of the form that the RFC gives
  public IceCredentials {
    if (!areWellFormed(fragment, password)) {
      throw new IllegalArgumentException("ice-ufrag or ice-pwd is not of the form of RFC 8839");
    }
  }

  public static boolean areWellFormed(String fragment, String password) {
    return FRAGMENT.matcher(fragment).matches() && PASSWORD.matcher(password).matches();
  }

  /// Ours: 96 bits to tell legs apart, 144 to keep others out.
  static IceCredentials mint(RandomGenerator random) {
    return new IceCredentials(letters(16, random), letters(24, random));
  }

  private static String letters(int count, RandomGenerator random) {
    StringBuilder text = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }

  /// Without the password.
  @Override
  public String toString() {
    return "IceCredentials[" + fragment + "]";
  }
}
