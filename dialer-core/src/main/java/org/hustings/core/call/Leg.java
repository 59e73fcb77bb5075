package org.hustings.core.call;

import java.time.Instant;
import java.util.Optional;
import org.hustings.core.telephony.LegEnd;

/// One leg as the engine knows it, ours to a voter or a volunteer's to us.
///
/// ```
///  Dialing ──► Alerting ──► Up ◄──► Doubtful
///     └───────────┴─────────┴──────────┴──► Closing ──► Down
/// ```
///
/// Every state but the last has a deadline, so that none waits for one message only: a leg that is
/// up is re-checked, an end that we asked for is asked for again, and what stays silent is given
/// up.
public sealed interface Leg {

  /// When [Event.Due] is to be sent if nothing else happens; empty only when the leg is down.
  Optional<Instant> deadline();

  /// The voter was ordered to be called.
  record Dialing(Instant since, Instant giveUpAt) implements Leg {
    @Override
    public Optional<Instant> deadline() {
      return Optional.of(giveUpAt);
    }
  }

  /// The voter's phone rings.
  record Alerting(Instant since, Instant giveUpAt) implements Leg {
    @Override
    public Optional<Instant> deadline() {
      return Optional.of(giveUpAt);
    }
  }

  /// Somebody is there.
  record Up(Instant checkAt) implements Leg {
    @Override
    public Optional<Instant> deadline() {
      return Optional.of(checkAt);
    }
  }

  /// Up as far as we know; the provider has been asked.
  record Doubtful(Instant lostAt) implements Leg {
    @Override
    public Optional<Instant> deadline() {
      return Optional.of(lostAt);
    }
  }

  /// We asked for the end.
  ///
  /// @param asked how often
  /// @param told the owner has been told that the leg is over
  record Closing(Instant againAt, int asked, boolean told, Reached reached) implements Leg {
    /// How far the leg had got.
    public enum Reached {
      NOTHING,
      BELL,
      SOMEBODY
    }

    @Override
    public Optional<Instant> deadline() {
      return Optional.of(againAt);
    }
  }

  /// Over.
  record Down(LegEnd end) implements Leg {
    @Override
    public Optional<Instant> deadline() {
      return Optional.empty();
    }
  }

  /// What happens to a leg.
  sealed interface Event {
    Instant at();

    record Accepted(Instant at) implements Event {}

    record Rang(Instant at, boolean earlyMedia) implements Event {}

    record Answered(Instant at) implements Event {}

    /// No media for a while (R24).
    record Silent(Instant at) implements Event {}

    /// The provider says that it is up.
    record Confirmed(Instant at) implements Event {}

    record Ended(Instant at, LegEnd end) implements Event {}

    /// We want it to end.
    record HangUp(Instant at) implements Event {}

    /// The deadline has come.
    record Due(Instant at, Instant deadline) implements Event {
      /// By a clock that nobody set meanwhile.
      public Due(Instant at) {
        this(at, at);
      }

      boolean isOf(Instant waitedFor) {
        return !deadline.isBefore(waitedFor);
      }
    }
  }

  /// What is to be done.
  sealed interface Effect {
    record SendHangUp() implements Effect {}

    record SendProbe() implements Effect {}

    /// The provider never told an end: counted, since it must not happen.
    record CountLost() implements Effect {}

    /// Tells the owner; each kind of news at most once, and `Over` last.
    record Tell(News news) implements Effect {}
  }

  /// What the owner of a leg is told.
  sealed interface News {
    Instant at();

    record Accepted(Instant at) implements News {}

    record Rang(Instant at, boolean earlyMedia) implements News {}

    record Answered(Instant at) implements News {}

    record Over(Instant at, LegEnd end) implements News {}
  }
}
