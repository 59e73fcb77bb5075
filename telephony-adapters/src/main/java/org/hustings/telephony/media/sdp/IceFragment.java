package org.hustings.telephony.media.sdp;

import java.util.Optional;

/// What a browser sends after its offer (RFC 8840): candidates, which a lite agent has no use for,
/// or new credentials, which restart ICE.
///
/// @param fragment of `a=ice-ufrag`
/// @param password of `a=ice-pwd`
public record IceFragment(String fragment, String password) {
  private static final int MOST_CHARACTERS = 16 * 1024;

  /// Empty if it is none, or names no credentials.
  public static Optional<IceFragment> read(String text) {
    if (text.length() > MOST_CHARACTERS) {
      return Optional.empty();
    }
    Optional<String> fragment = first(text, "a=ice-ufrag:");
    Optional<String> password = first(text, "a=ice-pwd:");
    return fragment.isPresent() && password.isPresent()
        ? Optional.of(new IceFragment(fragment.get(), password.get()))
        : Optional.empty();
  }

  private static Optional<String> first(String text, String prefix) {
    return text.lines()
        .map(String::strip)
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.substring(prefix.length()).strip())
        .findFirst();
  }

  /// Without the password.
  @Override
  public String toString() {
    return "IceFragment[" + fragment + "]";
  }
}
