package org.hustings.server.shift.plain;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// What a shift is played with: everything is known beforehand, also what will come of every ring.
/// Projects, numbers and voters are counted from 0 in the order of their lists.
public record Plan(List<Project> projects, List<Telephone> numbers, List<Voter> voters) {

  /// The zone of all projects' hours.
  public static final ZoneId HOME = ZoneId.of("America/New_York");

  public record Project(int limit, Duration delay, Duration suppression, List<Window> windows) {}

  public record Window(LocalTime opens, LocalTime closes) {}

  /// @param answers what the first, second… ring leads to; after the last one nobody answers
  public record Telephone(ZoneId zone, List<Answer> answers) {
    /// @param ring counted from 1
    public Answer answer(int ring) {
      return ring <= answers.size() ? answers.get(ring - 1) : Answer.of(Kind.NO_ANSWER);
    }
  }

  /// @param projects that want to reach the voter
  /// @param links best first (a lower number first among equal scores)
  public record Voter(Set<Integer> projects, List<Link> links) {
    public static final Comparator<Link> BEST_FIRST =
        Comparator.comparingInt(Link::score).reversed().thenComparingInt(Link::number);

    public Voter {
      links = links.stream().sorted(BEST_FIRST).toList();
    }
  }

  public record Link(int number, int score) {}

  /// What the volunteer will say of a ring.
  ///
  /// @param voters spoken with, or wrong for (`WRONG_NUMBER`)
  public record Answer(Kind kind, Set<Integer> voters) {
    public static Answer of(Kind kind) {
      return new Answer(kind, Set.of());
    }
  }

  public enum Kind {
    SUCCESSFUL,
    VOICEMAIL,
    REFUSED,
    BUSY,
    NO_ANSWER,
    FAILED,
    WRONG_NUMBER,
    DO_NOT_CALL,
    /// Tomorrow at six in the evening, New York time.
    CALL_BACK,
    UNRESOLVED
  }
}
