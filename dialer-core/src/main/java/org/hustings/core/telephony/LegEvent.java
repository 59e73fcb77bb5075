package org.hustings.core.telephony;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.hustings.core.id.LegId;
import org.hustings.core.recording.Pcmu;

/// A fact about a leg, told by an adapter.
///
/// `at` is when it happened by our clock. Events of one leg come in order, and [Ended] is the last.
public sealed interface LegEvent {
  LegId leg();

  Instant at();

  /// Somebody calls us. `leg` is minted by the adapter.
  ///
  /// @param caller ANI, as the trunk delivers it, or empty if withheld
  /// @param dnis the called number or name, as the trunk delivers it
  /// @param trunk the trunk or known peer it came through
  record Offered(LegId leg, Instant at, Optional<String> caller, String dnis, String trunk)
      implements LegEvent {}

  /// The provider took the order (for SIP: any provisional answer); from now on the voter may be
  /// rung.
  ///
  /// @param reference the provider's own name of the leg
  record Accepted(LegId leg, Instant at, String reference) implements LegEvent {}

  /// The other side is alerting.
  ///
  /// @param earlyMedia the network itself is audible (announcement or ring-back)
  record Ringing(LegId leg, Instant at, boolean earlyMedia) implements LegEvent {}

  /// What is needed to end the leg after a crash changed; to be stored with the leg (R23). Told
  /// after the event that changed it, where there is one, so that both are written together: then a
  /// voter whose answer was confirmed to the provider is known to have answered.
  ///
  /// @param dialog opaque to all but the adapter; no secrets
  record Established(LegId leg, Instant at, String dialog) implements LegEvent {}

  record Answered(LegId leg, Instant at) implements LegEvent {}

  /// What the network makes of who answered, by the sound: a guess, told some seconds after
  /// [Answered] and only where the order asked for it. It may never come, and come twice.
  record AnsweredBy(LegId leg, Instant at, Who who) implements LegEvent {
    /// Who it sounds like.
    public enum Who {
      HUMAN,
      /// A machine that takes messages, or a fax.
      MACHINE,
      UNKNOWN
    }
  }

  /// A key was pressed: `0`–`9`, `*`, `#`, `A`–`D`.
  record Digit(LegId leg, Instant at, char key) implements LegEvent {}

  /// A playback ended, by itself (`whole`) or cut.
  record PlaybackFinished(
      LegId leg, Instant at, Telephony.PlaybackId playback, boolean whole, Duration played)
      implements LegEvent {}

  /// A recording has ended, and its sound has arrived.
  ///
  /// @param sound what was said; empty if nothing was, or if it could not be had
  record RecordingFinished(LegId leg, Instant at, Pcmu sound) implements LegEvent {}

  /// Nothing was heard from the leg since `since`, 15 s or longer; told once until media comes
  /// again (R24).
  record MediaSilent(LegId leg, Instant at, Instant since) implements LegEvent {}

  /// The other side says that the leg is up.
  record Probed(LegId leg, Instant at) implements LegEvent {}

  /// The leg is over. The last event of a leg.
  record Ended(LegId leg, Instant at, LegEnd end) implements LegEvent {}
}
