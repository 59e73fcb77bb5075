package org.hustings.core.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hustings.core.contract.Settings;
import org.hustings.core.disposition.Action;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.VoterId;
import org.hustings.core.queue.EntryState.Out.Reason;
import org.hustings.core.queue.EntryState.Ready;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an outcome does to the voters at a number, and so to its entries (R11–R17, R20, R27).
final class WhoIsDoneTest {
  private static final ProjectId P1 = new ProjectId(1);

  @ParameterizedTest(name = "{0}, spoken with {1}: done in the project {2}, in the other {3}")
  @CsvSource({
    "SUCCESSFUL,   '',    1 2, ''",
    "SUCCESSFUL,   1,     1,   ''",
    "SUCCESSFUL,   1 2,   1 2, ''",
    "VOICEMAIL,    '',    1 2, ''",
    "VOICEMAIL,    1,     1 2, ''",
    "REFUSED,      '',    1 2, 1",
    "REFUSED,      1,     1,   1",
    "REFUSED,      2,     2,   ''",
    "REFUSED,      3,     '',  3",
    "DO_NOT_CALL,  '',    1 2, 1",
    "DO_NOT_CALL,  2,     2,   ''",
    "BUSY,         1,     '',  ''",
    "NO_ANSWER,    1,     '',  ''",
    "FAILED,       1,     '',  ''",
    "UNRESOLVED,   1,     '',  ''",
    "NOT_PLACED,   1,     '',  ''",
    "WRONG_NUMBER, '',    '',  ''",
  })
  void R11_to_R17_who_is_done(Action action, String spokenWith, String done, String doneElsewhere) {
    Home.Ruled ruled =
        Home.around(1)
            .project(1)
            .project(2)
            .link(1, 1, 50)
            .link(2, 1, 50)
            .link(3, 1, 50)
            .target(1, 1, 2)
            .target(2, 1, 3)
            .happened(1, new Facts().called(P1, action, voters(numbers(spokenWith)), Set.of()))
            .later();

    assertThat(ruled.done(1)).containsExactlyElementsOf(list(done));
    assertThat(ruled.done(2)).containsExactlyElementsOf(list(doneElsewhere));
  }

  @Test
  void R11_who_is_reached_at_one_number_is_no_longer_queued_by_another() {
    Home.Ruled ruled =
        Home.around(1)
            .project(1)
            .link(1, 1, 80)
            .link(1, 2, 60)
            .target(1, 1)
            .entry(2, 1)
            .happened(1, new Facts().called(P1, Action.SUCCESSFUL))
            .later();

    assertThat(ruled.out(2, 1)).contains(Reason.DONE);
    assertThat(ruled.standsFor(2, 1)).isEmpty();
  }

  @Test
  void R11_a_completed_number_is_called_for_nobody_and_in_no_project() {
    Home.Ruled ruled =
        Home.around(1)
            .project(1)
            .project(2)
            .link(1, 1, 80)
            .link(2, 1, 70)
            .link(2, 2, 20)
            .target(1, 1, 2)
            .target(2, 1)
            .entry(1, 1)
            .happened(1, new Facts().called(P1, Action.SUCCESSFUL, voters(1), Set.of()))
            .later();

    assertThat(ruled.out(1, 1)).contains(Reason.DONE);
    assertThat(ruled.standsFor(2, 1)).as("the other's own number").containsExactly(2L);
    assertThat(ruled.out(1, 2)).contains(Reason.DONE);
    assertThat(ruled.standsFor(1, 2)).as("has no other number").containsExactly(1L);
  }

  @Test
  void R20_an_unresolved_number_keeps_its_voters() {
    Home.Ruled ruled =
        Home.around(1)
            .project(1)
            .link(1, 1, 80)
            .link(1, 2, 60)
            .target(1, 1)
            .happened(1, new Facts().called(P1, Action.UNRESOLVED))
            .later();

    assertThat(ruled.out(1, 1)).contains(Reason.UNRESOLVED);
    assertThat(ruled.standsFor(1, 1)).containsExactly(1L);
    assertThat(ruled.place(2, 1)).isEmpty();
  }

  @ParameterizedTest(name = "limit {0}: queued by number {1}")
  @CsvSource({"2, 2", "3, 1"})
  void R20_an_unresolved_number_does_not_call_back_those_who_had_left_it_before(
      int limit, long queuedBy) {
    Facts third =
        new Facts()
            .called(P1, Action.BUSY)
            .called(P1, Action.BUSY)
            .called(new ProjectId(2), Action.UNRESOLVED);
    Home.Ruled ruled =
        Home.around(1)
            .project(1, Settings.byDefault().attemptLimit(limit))
            .link(1, 1, 80)
            .link(1, 2, 60)
            .target(1, 1)
            .happened(1, third)
            .later();

    assertThat(ruled.standsFor(queuedBy, 1)).containsExactly(1L);
  }

  @Test
  void R20_an_unresolved_number_that_is_on_the_list_keeps_nobody() {
    Home.Ruled ruled =
        Home.around(1)
            .project(1)
            .link(1, 1, 80)
            .link(1, 2, 60)
            .target(1, 1)
            .entry(1, 1)
            .listed(1)
            .happened(1, new Facts().called(P1, Action.UNRESOLVED))
            .later();

    assertThat(ruled.out(1, 1)).contains(Reason.DO_NOT_CALL);
    assertThat(ruled.standsFor(2, 1)).containsExactly(1L);
  }

  @Test
  void R27_reopening_brings_the_voters_of_a_number_back() {
    Home.Ruled ruled =
        Home.around(1)
            .project(1)
            .link(1, 1, 80)
            .target(1, 1)
            .happened(1, new Facts().called(P1, Action.REFUSED).reopened())
            .later();

    assertThat(ruled.done(1)).isEmpty();
    assertThat(ruled.state(1, 1)).isEqualTo(new Ready(new Position.Fresh(80)));
  }

  @Test
  void R27_a_reopening_that_does_nothing_brings_nobody_back() {
    Home.Ruled ruled =
        Home.around(1)
            .project(1)
            .link(1, 1, 80)
            .target(1, 1)
            .entry(1, 1)
            .happened(1, new Facts().called(P1, Action.DO_NOT_CALL).reopened())
            .later();

    assertThat(ruled.done(1)).containsExactly(1L);
    assertThat(ruled.out(1, 1)).contains(Reason.DO_NOT_CALL);
  }

  private static Set<VoterId> voters(long... ids) {
    return Arrays.stream(ids).mapToObj(VoterId::new).collect(Collectors.toSet());
  }

  private static long[] numbers(String text) {
    return list(text).stream().mapToLong(Long::longValue).toArray();
  }

  private static List<Long> list(String text) {
    return text.isEmpty() ? List.of() : Stream.of(text.split(" ")).map(Long::valueOf).toList();
  }
}
