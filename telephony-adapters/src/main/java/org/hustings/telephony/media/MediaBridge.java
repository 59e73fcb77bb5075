package org.hustings.telephony.media;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Legs whose media are joined. Each may hear, speak, or both, so that listening in and whispering
/// have their place. Two parties are the usual case and cost a table look-up at most.
///
/// A leg that hears more than one speaker needs mixing, which is not there: such seats are refused.
public final class MediaBridge {
  /// One leg's part.
  public record Seat(MediaLeg leg, boolean hears, boolean speaks) {
    public static Seat hearingAndSpeaking(MediaLeg leg) {
      return new Seat(leg, true, true);
    }

    public static Seat hearing(MediaLeg leg) {
      return new Seat(leg, true, false);
    }

    public static Seat speaking(MediaLeg leg) {
      return new Seat(leg, false, true);
    }
  }

  private final List<Seat> seats;

  MediaBridge(List<Seat> seats) {
    this.seats = List.copyOf(seats);
    if (seats.stream().map(Seat::leg).distinct().count() != seats.size() || seats.size() < 2) {
      throw new IllegalArgumentException(
          "bridge has " + seats.size() + " seats, expected two or more different legs");
    }
    for (Seat seat : this.seats) {
      if (seat.hears() && speakersFor(seat).size() > 1) {
        throw new IllegalArgumentException(
            "leg " + seat.leg().name() + " would hear several speakers, expected one at most");
      }
    }
  }

  public List<Seat> seats() {
    return seats;
  }

  void join() {
    for (Seat seat : seats) {
      MediaBridge former = seat.leg().bridge().getAndSet(this);
      if (former != null) {
        former.dissolve();
      }
    }
    for (Seat seat : seats) {
      List<LegCore> hearers =
          seat.speaks()
              ? seats.stream()
                  .filter(other -> !other.equals(seat) && other.hears())
                  .map(other -> other.leg().core())
                  .toList()
              : List.of();
      LegCore heard = heardBy(seat);
      LegCore core = seat.leg().core();
      seat.leg().ask(() -> core.join(this, heard, hearers));
    }
  }

  void dissolve() {
    for (Seat seat : seats) {
      seat.leg().bridge().compareAndSet(this, null);
      LegCore core = seat.leg().core();
      seat.leg().ask(() -> core.leave(this));
    }
  }

  private @Nullable LegCore heardBy(Seat seat) {
    List<Seat> speakers = seat.hears() ? speakersFor(seat) : List.of();
    return speakers.isEmpty() ? null : speakers.getFirst().leg().core();
  }

  private List<Seat> speakersFor(Seat seat) {
    return seats.stream().filter(other -> !other.equals(seat) && other.speaks()).toList();
  }
}
