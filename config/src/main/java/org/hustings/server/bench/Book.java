package org.hustings.server.bench;

import java.time.Duration;
import java.util.List;

/// What the volunteers of a bench wait for.
///
/// @param invited from the command to the INVITE at the carrier
/// @param bridged from the answer, as the carrier gives it, to the first of the voter's voice in
///   the volunteer's telephone
/// @param claimed from asking for the next number to having it on the screen
/// @param disposed from sending an outcome to reading that it is written
/// @param whole from the command to the next number on the screen
/// @param failed anything that did not go as it should
record Book(
    Times invited, Times bridged, Times claimed, Times disposed, Times whole, Times failed) {
  static Book blank() {
    return new Book(new Times(), new Times(), new Times(), new Times(), new Times(), new Times());
  }

  /// Begins anew.
  void forget() {
    for (Times times : List.of(invited, bridged, claimed, disposed, whole, failed)) {
      Rate _ = times.take(Duration.ofSeconds(1));
    }
  }
}
