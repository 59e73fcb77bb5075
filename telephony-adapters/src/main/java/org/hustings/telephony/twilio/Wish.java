package org.hustings.telephony.twilio;

import java.net.URI;
import java.util.List;

/// What a leg shall hear now.
sealed interface Wish {
  /// Nothing; keys are listened for.
  record Quiet() implements Wish {}

  /// Whoever else is in the room.
  record InRoom(String name) implements Wish {}

  /// Nothing; what is said is recorded, until a key.
  record Recorded() implements Wish {}

  /// @param listening whether keys cut it and are told
  record Playing(List<URI> sounds, boolean listening) implements Wish {}
}
