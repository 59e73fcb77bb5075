package org.hustings.core.queue;

import static java.util.Comparator.comparingInt;

import java.time.Instant;
import java.util.Comparator;
import org.hustings.core.id.EntryId;
import org.hustings.core.id.UserId;
import org.hustings.core.queue.Position.CallBack;
import org.hustings.core.queue.Position.Fresh;
import org.hustings.core.queue.Position.Rejoined;

/// An entry in the total order of R1, as it is for a volunteer who has promised nothing. What a
/// volunteer promised goes before it, in this same order.
public record Rank(Position position, EntryId entry) implements Comparable<Rank> {
  private static final Comparator<Rank> ORDER =
      comparingInt((Rank rank) -> lane(rank.position))
          .thenComparing(Rank::withinLane)
          .thenComparing(Rank::entry);

  @Override
  public int compareTo(Rank other) {
    return ORDER.compare(this, other);
  }

  private static int lane(Position position) {
    return switch (position) {
      case CallBack _ -> 0;
      case Fresh _ -> 1;
      case Rejoined _ -> 2;
    };
  }

  /// Earlier is better; a score is put so that a higher one is "earlier".
  private Instant withinLane() {
    return switch (position) {
      case CallBack callBack -> callBack.dueAt();
      case Fresh fresh -> Instant.ofEpochSecond(-fresh.score());
      case Rejoined rejoined -> rejoined.at();
    };
  }

  /// R18: a call-back is its promiser's when it is due, and everybody's 15 minutes later.
  public boolean mayGoTo(UserId user, Instant now) {
    return switch (position) {
      case CallBack callBack ->
          !now.isBefore(callBack.dueAt())
              && callBack
                  .promisedBy()
                  .filter(promiser -> !promiser.equals(user))
                  .filter(_ -> now.isBefore(callBack.dueAt().plus(Position.KEPT_FOR_PROMISER)))
                  .isEmpty();
      case Fresh _, Rejoined _ -> true;
    };
  }

  /// Whether it is a call-back that this volunteer promised.
  public boolean isPromisedBy(UserId user) {
    return position instanceof CallBack callBack
        && callBack.promisedBy().filter(user::equals).isPresent();
  }
}
