package org.hustings.core.recording;

/// Makes of a sound file what a telephone plays, at its right speed.
@FunctionalInterface
public interface SoundConverter {

  /// Blocking, and may take a while: never on the path of media.
  ///
  /// @param file a WAV file of any usual rate, width and number of channels
  Conversion convert(byte[] file);

  sealed interface Conversion {
    record Converted(Pcmu sound) implements Conversion {}

    /// @param reason a sentence for the manager that says what to do
    record Refused(String reason) implements Conversion {}
  }
}
