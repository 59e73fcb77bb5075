package org.hustings.core.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.hustings.core.disposition.Action;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.VoterId;
import org.hustings.core.queue.EntryState.Out.Reason;
import org.hustings.core.voter.Link;
import org.junit.jupiter.api.Test;

/// Flags that say for whom a number is wrong, and where their voters go (R16).
final class WrongNumberTest {
  private static final ProjectId P1 = new ProjectId(1);

  @Test
  void R16_a_wrong_number_is_wrong_for_those_named_alone() {
    Home home =
        Home.around(1)
            .project(1)
            .link(1, 1, 80)
            .link(2, 1, 70)
            .link(1, 2, 10)
            .target(1, 1, 2)
            .entry(1, 1)
            .happened(1, new Facts().called(P1, Action.WRONG_NUMBER, Set.of(), voters(1)));

    Home.Ruled ruled = home.later();

    assertThat(ruled.standsFor(1, 1)).containsExactly(2L);
    assertThat(ruled.standsFor(2, 1)).containsExactly(1L);
    assertThat(ruled.place(1, 1).orElseThrow().score()).isEqualTo(70);
    assertThat(ruled.ruling().links())
        .contains(new Link(new VoterId(1), new PhoneId(1), 80, "test", true))
        .contains(new Link(new VoterId(2), new PhoneId(1), 70, "test", false));
  }

  @Test
  void R16_an_entry_that_is_wrong_for_all_is_out_for_nobody() {
    Home.Ruled ruled =
        Home.around(1)
            .project(1)
            .link(1, 1, 80)
            .target(1, 1)
            .entry(1, 1)
            .happened(1, usedUp().called(P1, Action.WRONG_NUMBER, Set.of(), voters(1)))
            .later();

    assertThat(ruled.out(1, 1)).contains(Reason.NOBODY);
    assertThat(ruled.standsFor(1, 1)).isEmpty();
  }

  @Test
  void R16_flags_may_go_with_any_other_outcome() {
    Home.Ruled ruled =
        Home.around(1)
            .project(1)
            .link(1, 1, 80)
            .link(2, 1, 70)
            .link(1, 2, 10)
            .target(1, 1, 2)
            .happened(1, new Facts().called(P1, Action.SUCCESSFUL, Set.of(), voters(1)))
            .later();

    assertThat(ruled.done(1))
        .as("none marked: all at the number but the flagged")
        .containsExactly(2L);
    assertThat(ruled.standsFor(2, 1)).containsExactly(1L);
  }

  @Test
  void R16_a_reopening_makes_no_wrong_number_right() {
    Home.Ruled ruled =
        Home.around(1)
            .project(1)
            .link(1, 1, 80)
            .target(1, 1)
            .entry(1, 1)
            .happened(
                1, new Facts().called(P1, Action.WRONG_NUMBER, Set.of(), voters(1)).reopened())
            .later();

    assertThat(ruled.out(1, 1)).contains(Reason.NOBODY);
  }

  @Test
  void R21_a_flag_without_a_fact_is_taken_back() {
    Home.Ruled ruled = Home.around(1).project(1).wronglyFlaggedLink(1, 1, 80).target(1, 1).later();

    assertThat(ruled.ruling().links()).extracting(Link::wrong).containsExactly(false);
    assertThat(ruled.standsFor(1, 1)).containsExactly(1L);
  }

  private static Facts usedUp() {
    return new Facts().called(P1, Action.BUSY).called(P1, Action.BUSY).called(P1, Action.BUSY);
  }

  private static Set<VoterId> voters(long... ids) {
    return Arrays.stream(ids).mapToObj(VoterId::new).collect(Collectors.toSet());
  }
}
