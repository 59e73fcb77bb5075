package org.hustings.telephony.media.wav;

import org.hustings.telephony.media.Clip;

/// What came of reading a WAV file.
public sealed interface WavResult {
  /// Sound, ready to be played.
  record Converted(Clip clip) implements WavResult {}

  /// It cannot be used.
  ///
  /// @param problem for programs
  /// @param whatToDo for the person who sent it
  record Refused(Problem problem, String whatToDo) implements WavResult {}

  /// Why not.
  enum Problem {
    /// The file does not begin like a WAV file.
    NOT_A_WAV,
    /// It ends before its header says it does.
    TRUNCATED,
    /// Its header contradicts itself, or promises what cannot be.
    BAD_HEADER,
    /// It is compressed or uses an encoding that we don't read.
    UNSUPPORTED_ENCODING,
    /// It holds no sound.
    EMPTY,
    /// It is larger or longer than allowed.
    TOO_LARGE,
    /// The file could not be read.
    UNREADABLE
  }
}
