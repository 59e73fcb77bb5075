package org.hustings.server.shift.plain;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.hustings.server.shift.plain.Plan.Answer;
import org.hustings.server.shift.plain.Plan.Kind;
import org.hustings.server.shift.plain.Plan.Link;
import org.hustings.server.shift.plain.Plan.Project;
import org.hustings.server.shift.plain.Plan.Telephone;
import org.hustings.server.shift.plain.Plan.Voter;
import org.hustings.server.shift.plain.Plan.Window;

/// Makes plans whose end does not depend on who calls what first, so that the model needs no clock.
///
/// Three projects share numbers: families share a number at home, its members are wanted by
/// different projects and have numbers of their own besides. Two projects could race for the same
/// person only where an answer says that somebody is *done*. So such an answer names people whose
/// best number this is and who cannot have left it yet; and what counts for one project alone (a
/// success, a voicemail) is answered only where one project has everybody.
public final class SeededPlan {
  private static final List<ZoneId> ZONES =
      List.of(
          ZoneId.of("America/New_York"),
          ZoneId.of("America/New_York"),
          ZoneId.of("America/Chicago"),
          ZoneId.of("America/Los_Angeles"),
          ZoneId.of("Pacific/Honolulu"));
  private static final List<Project> PROJECTS =
      List.of(
          new Project(
              3,
              Duration.ofMinutes(30),
              Duration.ZERO,
              List.of(window("10:00", "13:00"), window("16:00", "20:00"))),
          new Project(2, Duration.ofMinutes(45), Duration.ZERO, List.of(window("12:00", "20:00"))),
          new Project(
              4, Duration.ofMinutes(30), Duration.ofHours(3), List.of(window("09:00", "20:30"))));
  private static final int MOST_ANSWERS = 14;

  private final Random random;
  private final int voterCount;
  private final List<Voter> voters = new ArrayList<>();
  private final List<Set<Integer>> votersAt = new ArrayList<>();

  private SeededPlan(long seed, int voterCount) {
    this.random = new Random(seed);
    this.voterCount = voterCount;
  }

  public static Plan of(long seed, int voters) {
    return new SeededPlan(seed, voters).make();
  }

  private Plan make() {
    while (voters.size() < voterCount) {
      family();
    }
    List<Telephone> numbers = new ArrayList<>();
    for (int number = 0; number < votersAt.size(); number++) {
      ZoneId zone = ZONES.get(random.nextInt(ZONES.size()));
      numbers.add(new Telephone(zone, answers(number)));
    }
    return new Plan(PROJECTS, numbers, List.copyOf(voters));
  }

  private void family() {
    int home = newNumber();
    Set<Integer> wantedBy = projects();
    int members = Math.min(1 + random.nextInt(3), voterCount - voters.size());
    for (int member = 0; member < members; member++) {
      Set<Integer> projects = random.nextInt(3) == 0 ? projects() : wantedBy;
      List<Link> links = new ArrayList<>(List.of(new Link(home, 40 + random.nextInt(60))));
      for (int more = random.nextInt(3); more > 0; more--) {
        links.add(new Link(newNumber(), random.nextInt(100)));
      }
      if (home > 0 && random.nextInt(12) == 0) {
        // Somebody else's number, too: the neighbour takes messages.
        links.add(new Link(random.nextInt(home), random.nextInt(60)));
      }
      int voter = voters.size();
      voters.add(new Voter(projects, links));
      links.forEach(link -> votersAt.get(link.number()).add(voter));
    }
  }

  private Set<Integer> projects() {
    Set<Integer> projects = new HashSet<>(Set.of(random.nextInt(PROJECTS.size())));
    if (random.nextInt(4) == 0) {
      projects.add(random.nextInt(PROJECTS.size()));
    }
    return Set.copyOf(projects);
  }

  private int newNumber() {
    votersAt.add(new HashSet<>());
    return votersAt.size() - 1;
  }

  private List<Answer> answers(int number) {
    List<Answer> answers = new ArrayList<>();
    Set<Integer> wrongFor = new HashSet<>();
    int attempts = 0;
    int callBacksInRow = 0;
    while (answers.size() < MOST_ANSWERS) {
      Answer answer = answer(number, attempts, wrongFor);
      answers.add(answer);
      if (isLast(answer.kind())) {
        break;
      }
      callBacksInRow = answer.kind() == Kind.CALL_BACK ? (callBacksInRow + 1) % 4 : 0;
      if (callBacksInRow == 0) {
        attempts++;
      }
      if (answer.kind() == Kind.WRONG_NUMBER) {
        wrongFor.addAll(answer.voters());
      }
    }
    return List.copyOf(answers);
  }

  private static boolean isLast(Kind kind) {
    return switch (kind) {
      case SUCCESSFUL, VOICEMAIL, REFUSED, DO_NOT_CALL, UNRESOLVED -> true;
      case BUSY, NO_ANSWER, FAILED, WRONG_NUMBER, CALL_BACK -> false;
    };
  }

  private Answer answer(int number, int attempts, Set<Integer> wrongFor) {
    Set<Integer> certain = certainlyHere(number, attempts, wrongFor);
    int dice = random.nextInt(100);
    if (dice < 25) {
      return Answer.of(Kind.NO_ANSWER);
    } else if (dice < 35) {
      return Answer.of(Kind.BUSY);
    } else if (dice < 42) {
      return Answer.of(Kind.FAILED);
    } else if (dice < 60) {
      // Whoever promises once often promises again.
      return Answer.of(Kind.CALL_BACK);
    } else if (dice < 63) {
      return Answer.of(Kind.UNRESOLVED);
    } else if (dice < 73) {
      return new Answer(Kind.WRONG_NUMBER, Set.of(oneOf(votersAt.get(number))));
    } else if (certain.isEmpty()) {
      return Answer.of(Kind.NO_ANSWER);
    } else if (dice < 80) {
      return new Answer(Kind.REFUSED, certain);
    } else if (dice < 84) {
      return new Answer(Kind.DO_NOT_CALL, certain);
    }
    return ofOneProject(number, certain, dice);
  }

  private Answer ofOneProject(int number, Set<Integer> certain, int dice) {
    Set<Set<Integer>> wishes = new HashSet<>();
    votersAt.get(number).forEach(voter -> wishes.add(voters.get(voter).projects()));
    boolean oneProject = wishes.size() == 1 && wishes.iterator().next().size() == 1;
    if (!oneProject) {
      return Answer.of(Kind.NO_ANSWER);
    }
    boolean everybody = certain.equals(votersAt.get(number));
    if (dice < 90 && everybody) {
      return Answer.of(Kind.VOICEMAIL);
    }
    return everybody && dice < 94
        ? Answer.of(Kind.SUCCESSFUL)
        : new Answer(Kind.SUCCESSFUL, Set.of(oneOf(certain)));
  }

  /// Who is here whatever happened elsewhere, and cannot have left after so many attempts: those
  /// whose best number it is, and whoever has a number and one project for themselves.
  private Set<Integer> certainlyHere(int number, int attempts, Set<Integer> wrongFor) {
    Set<Integer> certain = new HashSet<>();
    for (int voter : votersAt.get(number)) {
      boolean best = voters.get(voter).links().getFirst().number() == number;
      boolean alone = votersAt.get(number).size() == 1 && voters.get(voter).projects().size() == 1;
      boolean stays =
          voters.get(voter).projects().stream()
              .allMatch(project -> attempts < PROJECTS.get(project).limit());
      if ((best || alone) && stays && !wrongFor.contains(voter)) {
        certain.add(voter);
      }
    }
    return Set.copyOf(certain);
  }

  private int oneOf(Set<Integer> some) {
    List<Integer> sorted = some.stream().sorted().toList();
    return sorted.get(random.nextInt(sorted.size()));
  }

  private static Window window(String opens, String closes) {
    return new Window(LocalTime.parse(opens), LocalTime.parse(closes));
  }
}
