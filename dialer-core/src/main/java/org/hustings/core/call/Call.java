package org.hustings.core.call;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hustings.core.attempt.Attempt.Progress;
import org.hustings.core.disposition.Action;
import org.hustings.core.disposition.Disposition;
import org.hustings.core.id.AttemptId;
import org.hustings.core.telephony.LegEnd;

/// One attempt from the volunteer's "call" to its disposition.
///
/// ```
///  Beginning ─► Dialing ─► Alerting ─► Talking ─► (voicemail: the server's) Over
///     │            └──────────┴───────────┤
///     └► CalledOff           HangingUp ◄──┤
///            │                   └────────┴─► Ended ─► Disposing ─► Over
///            └──────────► Settling ────────────────────────────────►─┘
///  by hand (R26): Beginning ─► ByHand ─► Ended …
/// ```
public sealed interface Call {
  AttemptId attempt();

  /// The number is ours; the attempt is being written (R22).
  record Beginning(AttemptId attempt, boolean byHand) implements Call {}

  /// As before, but nothing is to be dialed any more.
  ///
  /// @param why what the volunteer is told
  record CalledOff(AttemptId attempt, Notice why) implements Call {}

  record Dialing(AttemptId attempt, Progress progress) implements Call {}

  record Alerting(AttemptId attempt, Progress progress) implements Call {}

  /// Answered and bridged.
  record Talking(AttemptId attempt, Progress progress) implements Call {}

  /// The volunteer talks on a telephone of their own (R26).
  record ByHand(AttemptId attempt) implements Call {}

  /// We asked for the leg's end.
  ///
  /// @param then what follows when it has come
  record HangingUp(AttemptId attempt, Progress progress, Then then) implements Call {
    HangingUp then(Then other) {
      return new HangingUp(attempt, progress, other);
    }

    /// What the leg was ended for.
    public sealed interface Then {
      /// The volunteer will say how it went.
      record WrapUp() implements Then {}

      /// The volunteer has said it already.
      record Dispose(Said said) implements Then {}

      /// The server records what the end says (R17).
      record Settle() implements Then {}
    }
  }

  /// Wrap-up: waits for the volunteer's word.
  record Ended(AttemptId attempt, Progress progress, Optional<LegEnd> end, Conclusion conclusion)
      implements Call {}

  /// What the volunteer said is being written.
  ///
  /// @param tickets commands to be answered when it is
  record Disposing(Ended ended, Said said, List<Long> tickets) implements Call {
    public Disposing {
      tickets = List.copyOf(tickets);
    }

    @Override
    public AttemptId attempt() {
      return ended.attempt();
    }

    Disposing alsoFor(long ticket) {
      List<Long> all = new ArrayList<>(tickets);
      all.add(ticket);
      return new Disposing(ended, said, all);
    }

    Disposing answered() {
      return new Disposing(ended, said, List.of());
    }
  }

  /// What the server decided is being written.
  ///
  /// @param how what the volunteer is told then
  record Settling(AttemptId attempt, How how) implements Call {}

  /// The session has nothing more to do with it.
  record Over(AttemptId attempt, How how) implements Call {}

  /// How a call ended for the volunteer.
  sealed interface How {
    /// Nothing was dialed: refused on fresh data (R8), the hold was lost, or called off.
    record NotBegun(Notice why) implements How {}

    /// Recorded, by the volunteer or by the server.
    record Disposed(Action action, Optional<String> code) implements How {}

    /// The server has it, and plays the message (R12).
    record HandedOver() implements How {}
  }

  /// What a volunteer says of the attempt.
  ///
  /// @param ticket the command to be answered
  record Said(long ticket, String key, Disposition disposition) {}

  /// What happens to a call.
  sealed interface Event {
    Instant at();

    /// News of the voter leg.
    record OfLeg(Leg.News news) implements Event {
      @Override
      public Instant at() {
        return news.at();
      }
    }

    /// The volunteer wants something, and is to be answered.
    sealed interface Asked extends Event {
      long ticket();
    }

    /// The volunteer ends it. For hand dialing: "the call ended".
    record HangUp(Instant at, long ticket) implements Asked {}

    record DropVoicemail(Instant at, long ticket) implements Asked {}

    record Dispose(Instant at, Said said) implements Asked {
      @Override
      public long ticket() {
        return said.ticket();
      }
    }

    /// Something came over the call.
    sealed interface Fate extends Event {}

    /// The volunteer's leg has dropped, or they left (R24).
    record VolunteerLost(Instant at) implements Fate {}

    /// The volunteer did not come back in time (R20).
    record GraceOver(Instant at) implements Fate {}

    /// The number must not be called any more (R17), or not at this hour (R8).
    ///
    /// @param why what the volunteer is told if nothing was dialed yet
    record Withdraw(Instant at, Notice why) implements Fate {}

    /// The store has answered.
    sealed interface Stored extends Event {}

    /// The attempt is durable.
    record Committed(Instant at) implements Stored {}

    /// Nothing was written.
    record NotBegun(Instant at, Notice why) implements Stored {}

    /// The disposition is durable.
    record Written(Instant at) implements Stored {}

    /// The disposition is refused, and nothing was written.
    record WriteRefused(Instant at, String code, String sentence, Optional<Instant> next)
        implements Stored {}

    /// The store cannot be reached; it is tried again until it can.
    record WriteDelayed(Instant at) implements Stored {}

    /// The server's own disposition is durable.
    record Settled(Instant at) implements Stored {}
  }

  /// What is to be done.
  sealed interface Effect {
    /// Order the voter leg, now that the attempt is durable.
    record Dial() implements Effect {}

    /// Give the channel back; nothing was ordered.
    record GiveUpPermit() implements Effect {}

    record EndLeg() implements Effect {}

    /// Let volunteer and voter, or the network's announcement, hear each other.
    record Join() implements Effect {}

    /// Keep how far the leg got.
    record Note(Progress progress) implements Effect {}

    record NoteEnd(Progress progress, LegEnd end) implements Effect {}

    /// Write what the volunteer said.
    record Write(Said said) implements Effect {}

    /// Write what the server decided; retried until it is durable.
    record Settle(Action action) implements Effect {}

    /// Play the message, and give leg, attempt and hold to the server (R12).
    record HandOver(Progress progress) implements Effect {}

    record Accept(long ticket) implements Effect {}

    record Refuse(long ticket, String code, String sentence, Optional<Instant> until)
        implements Effect {}

    /// The leg is over, and the volunteer's word is awaited.
    record TellEnded() implements Effect {}

    record TellOver(How how) implements Effect {}
  }
}
