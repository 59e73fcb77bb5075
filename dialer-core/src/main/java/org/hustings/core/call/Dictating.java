package org.hustings.core.call;

import java.time.Duration;
import java.util.Optional;
import org.hustings.core.dictation.Dictation.Why;
import org.hustings.core.recording.Pcmu;

/// One call in which a message is spoken.
///
/// ```
///  Instructed ──► Speaking ──► Finishing ──► Proving ◄──► Choosing ──► Keeping ──► Over
///      ▲                          │             └── again ──┤             (1)       ▲
///      └────────── silence ───────┴──────────────── (2) ────┘                       │
///      └─────────────┴────────────┴──── hung up, or dropped (3): nothing is kept ───┘
/// ```
///
/// No state waits for one event only: each that waits for somebody has its patience.
public sealed interface Dictating {
  /// The longest message; the instructions name it.
  Duration LONGEST = Duration.ofMinutes(2);

  /// Longer than any prompt, whose end may not be told.
  Duration LONGEST_PROMPT = Duration.ofSeconds(30);

  /// How long a recording may take to arrive after its end.
  Duration ARRIVES_WITHIN = Duration.ofSeconds(45);

  /// How long a choice is waited for before the question is put again.
  Duration CHOICE_WITHIN = Duration.ofSeconds(8);

  /// When [Event.Waited] is to be sent, counted from when the state was entered; empty where it
  /// needs no sending.
  Optional<Duration> patience();

  /// What to do is being said, with a tone at its end.
  ///
  /// @param takes how often the message was spoken before
  record Instructed(int takes) implements Dictating {
    @Override
    public Optional<Duration> patience() {
      return Optional.of(LONGEST_PROMPT);
    }
  }

  /// It is being spoken.
  record Speaking(int takes) implements Dictating {
    @Override
    public Optional<Duration> patience() {
      return Optional.of(LONGEST);
    }
  }

  /// It has been spoken; what voters will hear is still to come.
  record Finishing(int takes) implements Dictating {
    @Override
    public Optional<Duration> patience() {
      return Optional.of(ARRIVES_WITHIN);
    }
  }

  /// Its speaker is being played what voters will hear, and then the choice.
  ///
  /// @param asked how often the choice was put before
  record Proving(int takes, Pcmu sound, int asked) implements Dictating {
    @Override
    public Optional<Duration> patience() {
      return Optional.of(sound.duration().plus(LONGEST_PROMPT));
    }
  }

  /// The choice was put.
  ///
  /// @param asked how often
  record Choosing(int takes, Pcmu sound, int asked) implements Dictating {
    @Override
    public Optional<Duration> patience() {
      return Optional.of(CHOICE_WITHIN);
    }
  }

  /// It is being written down.
  ///
  /// @param alone the speaker has hung up meanwhile
  record Keeping(boolean alone) implements Dictating {
    @Override
    public Optional<Duration> patience() {
      return Optional.empty();
    }
  }

  record Over() implements Dictating {
    @Override
    public Optional<Duration> patience() {
      return Optional.empty();
    }
  }

  /// What happens.
  sealed interface Event {
    /// What was being played is over, wholly or cut.
    record PlayedOut() implements Event {}

    record Key(char key) implements Event {}

    /// The recording has ended, and this is it.
    record Recorded(Pcmu sound) implements Event {}

    /// @param sound what voters will hear; empty if nobody spoke
    record Finished(Optional<Pcmu> sound) implements Event {}

    record Kept() implements Event {}

    /// What was asked of the store or of the sound's finish cannot be done.
    record Failed() implements Event {}

    /// The state's patience is over.
    record Waited() implements Event {}

    /// The leg is over.
    record Gone() implements Event {}
  }

  /// What is to be done.
  sealed interface Effect {
    record Say(Line line) implements Effect {}

    /// Plays it, and puts the choice.
    record PlayBack(Pcmu sound) implements Effect {}

    record BeginRecording() implements Effect {}

    record StopRecording() implements Effect {}

    /// Leads to `Finished` or `Failed`.
    record Finish(Pcmu recorded) implements Effect {}

    /// Leads to `Kept` or `Failed`.
    record Keep(Pcmu sound) implements Effect {}

    record Drop(Why why) implements Effect {}

    /// Says the last words and hangs up.
    record Part(Parting words) implements Effect {}
  }

  /// What is said to the speaker, each time with the tone at its end.
  enum Line {
    INSTRUCTIONS,
    /// Nothing was heard.
    NOTHING_HEARD,
    TONE
  }

  enum Parting {
    KEPT,
    DROPPED,
    UNAVAILABLE
  }
}
