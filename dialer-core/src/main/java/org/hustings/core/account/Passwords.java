package org.hustings.core.account;

/// Hashes what people choose and others can guess: passwords and PINs. Slow on purpose.
public interface Passwords {

  /// A salted hash that says how it was made.
  String hash(String password);

  boolean matches(String password, String hash);

  /// Spends as much time as [#matches] and finds nothing, so that an unknown account takes no
  /// shorter than a wrong password.
  void spend(String password);
}
