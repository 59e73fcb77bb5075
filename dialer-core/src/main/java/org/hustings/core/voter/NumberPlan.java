package org.hustings.core.voter;

import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/// What is known of telephone numbers in general: how they are written, and where they may be.
public interface NumberPlan {

  /// Reads a number as people write it. `region` (ISO 3166) is taken where there is no country
  /// code.
  Reading read(String text, String region);

  /// The zones in which a phone with this number may be (R7), with our corrections to the library's
  /// data; empty where the number says nothing (toll-free, personal numbers, unassigned codes).
  Set<ZoneId> zonesOf(PhoneNumber number);

  /// Whether a number belongs to a country (ISO 3166), its territories included: what a volunteer
  /// hears on the telephone must, so that nobody can make the campaign ring the other end of the
  /// world. The other countries of a shared code (+1) are others.
  boolean isWithin(PhoneNumber number, String region);

  /// What a text turned out to be.
  sealed interface Reading {
    /// A number that can be dialed.
    record Valid(PhoneNumber number, Optional<String> extension) implements Reading {}

    /// Nothing that can be dialed; `reason` is a sentence for the manager that says what to do.
    record Impossible(String reason) implements Reading {}
  }
}
