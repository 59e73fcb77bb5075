package org.hustings.core.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hustings.core.contract.Settings;
import org.hustings.core.disposition.Action;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.VoterId;
import org.hustings.core.queue.EntryState.Out.Reason;
import org.hustings.core.queue.EntryState.Ready;
import org.hustings.core.voter.Link;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who is queued by which number, and who is done: the column "action on the entry and voters".
final class SettlementTest {
  private static final ProjectId P1 = new ProjectId(1);

  @Test
  void R2_a_voter_is_queued_by_the_best_number_alone() {
    Home.Ruled ruled = Home.around(1).project(1).link(1, 1, 60).link(1, 2, 80).target(1, 1).later();

    assertThat(ruled.state(2, 1)).isEqualTo(new Ready(new Position.Fresh(80)));
    assertThat(ruled.place(1, 1)).isEmpty();
  }

  @Test
  void R2_of_two_numbers_with_one_score_the_lower_id_is_taken() {
    Home.Ruled ruled = Home.around(9).project(1).link(1, 9, 80).link(1, 3, 80).target(1, 1).later();

    assertThat(ruled.standsFor(3, 1)).containsExactly(1L);
    assertThat(ruled.place(9, 1)).isEmpty();
  }

  @Test
  void R2_an_entry_has_the_highest_score_among_those_it_stands_for() {
    Home home =
        Home.around(1).project(1).link(1, 1, 60).link(2, 1, 80).link(3, 1, 99).target(1, 1, 2);

    Home.Ruled ruled = home.later();

    assertThat(ruled.place(1, 1).orElseThrow().score()).as("voter 3 is not wanted").isEqualTo(80);
    assertThat(ruled.standsFor(1, 1)).containsExactly(1L, 2L);
    assertThat(ruled.state(1, 1)).isEqualTo(new Ready(new Position.Fresh(80)));
  }

  @Test
  void R2_who_is_queued_elsewhere_does_not_lend_their_score() {
    Home.Ruled ruled =
        Home.around(1)
            .project(1)
            .link(1, 1, 30)
            .link(2, 1, 80)
            .link(2, 2, 90)
            .target(1, 1, 2)
            .later();

    assertThat(ruled.place(1, 1).orElseThrow().score()).isEqualTo(30);
    assertThat(ruled.standsFor(2, 1)).containsExactly(2L);
  }

  @Test
  void R2_projects_are_settled_each_for_itself() {
    Home.Ruled ruled =
        Home.around(1)
            .project(1)
            .project(2)
            .link(1, 1, 50)
            .link(2, 1, 60)
            .target(1, 1)
            .target(2, 2)
            .later();

    assertThat(ruled.standsFor(1, 1)).containsExactly(1L);
    assertThat(ruled.standsFor(1, 2)).containsExactly(2L);
  }

  @ParameterizedTest(name = "{0}: {1} of three in {2}")
  @CsvSource({
    "below the limit,         2, 1, ",
    "at the limit,            3, 1, LIMIT",
    "above the limit,         4, 1, LIMIT",
    "the other project's two, 2, 2, LIMIT",
    "the other project's one, 1, 2, ",
  })
  void R19_the_limit_is_the_projects_the_counter_is_the_numbers(
      String label, int attempts, long project, @Nullable Reason reason) {
    Facts facts = new Facts();
    for (int i = 0; i < attempts; i++) {
      facts.called(new ProjectId(3), Action.BUSY);
    }
    Home.Ruled ruled =
        Home.around(1)
            .project(1)
            .project(2, Settings.byDefault().attemptLimit(2))
            .link(1, 1, 50)
            .target(1, 1)
            .target(2, 1)
            .happened(1, facts)
            .later();

    assertThat(ruled.out(1, project)).as(label).isEqualTo(Optional.ofNullable(reason));
  }

  @Test
  void R2_a_number_used_up_gives_its_voters_to_the_next_best_and_says_why_it_is_out() {
    Home.Ruled ruled =
        Home.around(1)
            .project(1)
            .link(1, 1, 80)
            .link(1, 2, 60)
            .target(1, 1)
            .entry(1, 1)
            .happened(1, usedUp())
            .later();

    assertThat(ruled.standsFor(2, 1)).containsExactly(1L);
    assertThat(ruled.out(1, 1)).contains(Reason.LIMIT);
    assertThat(ruled.standsFor(1, 1)).isEmpty();
    assertThat(ruled.place(1, 1).orElseThrow().score()).isZero();
  }

  @Test
  void R2_who_has_no_number_left_stays_counted_at_the_last_one() {
    Home.Ruled ruled =
        Home.around(1)
            .project(1)
            .link(1, 1, 80)
            .link(1, 2, 60)
            .target(1, 1)
            .entry(1, 1)
            .happened(1, usedUp())
            .listed(2)
            .later();

    assertThat(ruled.standsFor(2, 1)).containsExactly(1L);
    assertThat(ruled.out(2, 1)).contains(Reason.DO_NOT_CALL);
    assertThat(ruled.out(1, 1)).contains(Reason.LIMIT);
  }

  @ParameterizedTest(name = "{0} goes before {1}")
  @CsvSource({
    "DO_NOT_CALL, SUCCESSFUL",
    "DO_NOT_CALL, UNRESOLVED",
  })
  void the_list_is_the_first_reason(Reason reason, Action action) {
    Home.Ruled ruled =
        Home.around(1)
            .project(1)
            .link(1, 1, 80)
            .target(1, 1)
            .entry(1, 1)
            .listed(1)
            .happened(1, new Facts().called(P1, action))
            .later();

    assertThat(ruled.out(1, 1)).contains(reason);
  }

  @Test
  void an_entry_whose_voters_are_queued_by_a_better_number_stands_for_nobody() {
    Home.Ruled ruled =
        Home.around(1).project(1).link(1, 1, 60).link(1, 2, 80).target(1, 1).entry(1, 1).later();

    assertThat(ruled.out(1, 1)).contains(Reason.NOBODY);
  }

  @Test
  void an_entry_of_a_project_that_wants_nobody_here_stands_for_nobody() {
    Home.Ruled ruled =
        Home.around(1).project(1).link(1, 1, 60).entry(1, 1).happened(1, usedUp()).later();

    assertThat(ruled.out(1, 1)).contains(Reason.NOBODY);
  }

  @Test
  void R5_an_entry_keeps_its_own_skip_and_not_that_of_another_project() {
    Home.Ruled ruled =
        Home.around(1)
            .project(1)
            .project(2)
            .link(1, 1, 80)
            .target(1, 1)
            .target(2, 1)
            .skipped(1, 1, Facts.START)
            .entry(1, 2)
            .later();

    assertThat(ruled.state(1, 1)).isEqualTo(new Ready(new Position.Rejoined(Facts.START)));
    assertThat(ruled.state(1, 2)).isEqualTo(new Ready(new Position.Fresh(80)));
  }

  @Test
  void a_ruling_is_about_the_ruled_numbers_alone() {
    // 1 ── voter 1 ── 2 ── voter 2 ── 3: what happens at 1 moves nobody at 3.
    Home.Ruled ruled =
        Home.around(1)
            .project(1)
            .link(1, 1, 80)
            .link(1, 2, 60)
            .link(2, 2, 70)
            .link(2, 3, 50)
            .target(1, 1, 2)
            .entry(3, 1)
            .later();

    assertThat(ruled.ruling().standings()).containsOnlyKeys(new PhoneId(1), new PhoneId(2));
    assertThat(ruled.ruling().zones()).containsOnlyKeys(new PhoneId(1), new PhoneId(2));
    assertThat(ruled.ruling().links()).extracting(Link::phone).doesNotContain(new PhoneId(3));
    assertThat(ruled.place(3, 1)).isEmpty();
    assertThat(ruled.standsFor(2, 1)).containsExactly(2L);
  }

  @Test
  void R7_the_zones_are_those_of_everybody_for_whom_the_number_is_right() {
    ZoneId denver = ZoneId.of("America/Denver");
    ZoneId chicago = ZoneId.of("America/Chicago");
    Home home =
        Home.around(1)
            .project(1)
            .link(1, 1, 80)
            .link(2, 1, 70)
            .link(3, 1, 70)
            .lives(1, denver)
            .lives(2, chicago);

    assertThat(home.later().ruling().zones())
        .isEqualTo(Map.of(new PhoneId(1), Set.of(denver, chicago, Home.NEW_YORK)));

    home.happened(1, new Facts().called(P1, Action.WRONG_NUMBER, Set.of(), voters(2, 3)));
    assertThat(home.later().ruling().zones()).isEqualTo(Map.of(new PhoneId(1), Set.of(denver)));
  }

  @Test
  void a_household_that_was_read_incompletely_is_refused() {
    Household whole = Home.around(1).project(1).link(1, 1, 80).link(1, 2, 60).household();
    Household torn =
        new Household(
            whole.phone(),
            whole.phones().stream().filter(file -> file.id().value() == 1).toList(),
            whole.residents(),
            whole.links(),
            whole.projects());

    assertThatThrownBy(() -> Settlement.byTheRules().settle(torn, Facts.START))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("it lacks 2");
  }

  private static Facts usedUp() {
    return new Facts().called(P1, Action.BUSY).called(P1, Action.BUSY).called(P1, Action.BUSY);
  }

  private static Set<VoterId> voters(long... ids) {
    return Arrays.stream(ids).mapToObj(VoterId::new).collect(Collectors.toSet());
  }
}
