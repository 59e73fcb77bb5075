package org.hustings.telephony.sip;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.hustings.core.telephony.LegEnd;
import org.hustings.telephony.sip.call.CallEnd;

/// Whether a trunk is well, learned from how its calls end (R15; docs/decisions/0061). Not for
/// several threads at once.
///
/// | sign | what follows |
/// |---|---|
/// | a call reached the called network | well, and everything before is forgotten |
/// | the carrier refused one | nothing, until [#REFUSALS] come in a row: then it rests |
/// | 503 with Retry-After | it rests for that time |
/// | nothing could be sent, or there was no answer whatsoever | it rests at once |
///
/// Rests last 2, 4 … 60 s; after each, one call tries again, and the next failure is the next rest.
/// Signs of calls that were begun before the rest do not make it longer.
final class TrunkHealth {
  /// So many refusals in a row are the trunk's, and not one odd number's.
  static final int REFUSALS = 3;

  private static final Duration LONGEST_REST = Duration.ofMinutes(1);

  /// Longer than any carrier asks for in earnest; who does would stop the campaign.
  private static final Duration LONGEST_ASKED = Duration.ofMinutes(5);

  /// No answer at all to one call says little if another call heard the carrier meanwhile.
  private static final Duration SILENCE = Duration.ofSeconds(32);

  /// What the end of one call tells of its trunk.
  sealed interface Sign {
    /// It reached the called network.
    record Reached() implements Sign {}

    /// The carrier refused it, before anything rang.
    ///
    /// @param again how long the carrier wants to be left alone
    record Refused(Optional<Duration> again) implements Sign {}

    /// It could not be sent.
    record Unsent() implements Sign {}

    /// It was sent, and nothing came back.
    record Unheard() implements Sign {}

    /// Nothing can be learned from it.
    record None() implements Sign {}

    /// The sign of a call that ended so.
    ///
    /// @param end what the causes make of it
    static Sign of(CallEnd call, LegEnd end) {
      return switch (call) {
        case CallEnd.Refused refused ->
            end.outcome() == LegEnd.Outcome.NOT_CONNECTED
                    && end.placed() == LegEnd.Placed.SURELY_NOT
                ? new Refused(refused.status() == 503 ? refused.retryAfter() : Optional.empty())
                : new Reached();
        case CallEnd.GivenUp givenUp -> givenUp.rang() ? new Reached() : new None();
        case CallEnd.Silence _ -> new Unheard();
        case CallEnd.NotSent _ -> new Unsent();
        case CallEnd.MediaRefused _, CallEnd.FarEndLeft _ -> new Reached();
        // That it was answered was a sign when it happened; that we hang up is none.
        case CallEnd.WeLeft _,
            CallEnd.Vanished _,
            CallEnd.Expired _,
            CallEnd.CallerGaveUp _,
            CallEnd.WeRefused _,
            CallEnd.NeverAcknowledged _ ->
            new None();
      };
    }
  }

  private Instant restsUntil = Instant.MIN;
  private Instant heardAt = Instant.MIN;
  private int refusalsInARow;
  private int rests;

  /// Takes a sign; true if a rest begins with it.
  boolean take(Sign sign, Instant now) {
    return switch (sign) {
      case Sign.Reached _ -> {
        recovered(now);
        yield false;
      }
      case Sign.Refused(Optional<Duration> again) -> {
        heardAt = now;
        yield again.isPresent() ? restFor(asked(again.get()), now) : refused(now);
      }
      case Sign.Unsent _ -> rest(now);
      case Sign.Unheard _ -> heardAt.plus(SILENCE).isAfter(now) ? refused(now) : rest(now);
      case Sign.None _ -> false;
    };
  }

  private void recovered(Instant now) {
    heardAt = now;
    refusalsInARow = 0;
    rests = 0;
    restsUntil = Instant.MIN;
  }

  private boolean refused(Instant now) {
    if (!rests(now)) {
      refusalsInARow++;
    }
    return refusalsInARow >= REFUSALS && rest(now);
  }

  private boolean rest(Instant now) {
    if (rests(now)) {
      return false;
    }
    rests++;
    Duration rest = Duration.ofSeconds(1L << Math.min(rests, 6));
    return restFor(rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST, now);
  }

  private boolean restFor(Duration time, Instant now) {
    Instant until = now.plus(time);
    boolean longer = until.isAfter(restsUntil) || !rests(now);
    restsUntil = longer ? until : restsUntil;
    return longer;
  }

  private static Duration asked(Duration time) {
    return time.compareTo(LONGEST_ASKED) < 0 ? time : LONGEST_ASKED;
  }

  /// Whether it rests now. A rest that would last longer than any does was begun before the clock
  /// was set back, and is over.
  boolean rests(Instant now) {
    return now.isBefore(restsUntil) && !restsUntil.isAfter(now.plus(LONGEST_ASKED));
  }

  /// When calls may begin again; in the past while it is well.
  Instant restsUntil() {
    return restsUntil;
  }
}
