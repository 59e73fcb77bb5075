package org.hustings.schema.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.ProjectId;
import org.hustings.schema.engine.ClaimMarks.Mark;
import org.hustings.schema.engine.ClaimMarks.Part;
import org.junit.jupiter.api.Test;

final class ClaimMarksTest {
  private static final Part PART = new Part(new CampaignId(1), new ProjectId(1), 1, false);
  private static final IndexKey GOOD = new IndexKey(1, -90, 7);
  private static final IndexKey POOR = new IndexKey(1, -10, 3);

  private static final IndexKey LAST_OF_ALL = new IndexKey(2, 1, 1);
  private static final Found FOUND = new Found(POOR, 1, 1, null, false);

  private final ClaimMarks marks = new ClaimMarks();

  @Test
  void a_claim_begins_behind_what_earlier_claims_have_passed() {
    marks.raise(PART, marks.read(PART), POOR, Ahead.NOTHING);

    assertThat(marks.read(PART).passed()).isEqualTo(POOR);
  }

  @Test
  void what_becomes_ready_at_a_better_place_is_not_passed_over() {
    marks.raise(PART, marks.read(PART), POOR, Ahead.NOTHING);

    marks.lower(PART, GOOD);

    assertThat(marks.read(PART).passed()).isLessThan(GOOD);
  }

  @Test
  void a_claim_that_looked_before_the_mark_was_lowered_does_not_raise_it_again() {
    Mark seen = marks.read(PART);
    marks.lower(PART, GOOD);

    marks.raise(PART, seen, POOR, Ahead.NOTHING);

    assertThat(marks.read(PART).passed()).isLessThan(GOOD);
  }

  @Test
  void a_claim_that_got_less_far_than_another_does_not_lower_the_mark() {
    Mark seen = marks.read(PART);
    marks.raise(PART, seen, POOR, Ahead.NOTHING);

    marks.raise(PART, seen, GOOD, Ahead.NOTHING);

    assertThat(marks.read(PART).passed()).isEqualTo(POOR);
  }

  @Test
  void what_was_read_ahead_is_kept_when_something_comes_up_beyond_it() {
    marks.raise(PART, marks.read(PART), GOOD, ahead(false));

    marks.lower(PART, LAST_OF_ALL);

    assertThat(marks.read(PART).ahead().found()).containsExactly(FOUND);
  }

  @Test
  void what_was_read_ahead_is_forgotten_when_something_comes_up_among_it() {
    marks.raise(PART, marks.read(PART), GOOD, ahead(false));

    marks.lower(PART, POOR);

    assertThat(marks.read(PART).ahead()).isEqualTo(Ahead.NOTHING);
  }

  @Test
  void that_nothing_follows_is_forgotten_wherever_something_comes_up() {
    marks.raise(PART, marks.read(PART), GOOD, ahead(true));

    marks.lower(PART, LAST_OF_ALL);

    assertThat(marks.read(PART).ahead()).isEqualTo(Ahead.NOTHING);
  }

  @Test
  void what_a_claim_read_before_the_mark_was_lowered_is_not_kept() {
    Mark seen = marks.read(PART);
    marks.lower(PART, LAST_OF_ALL);

    marks.raise(PART, seen, GOOD, ahead(false));

    assertThat(marks.read(PART).ahead()).isEqualTo(Ahead.NOTHING);
  }

  @Test
  void a_mark_misses_what_stands_before_it_and_before_what_was_read_ahead() {
    IndexKey between = new IndexKey(1, -60, 1);
    Mark mark = new Mark(GOOD, 0, ahead(false));

    assertThat(mark.misses(GOOD)).isTrue();
    assertThat(mark.misses(between)).isTrue();
    assertThat(mark.misses(POOR)).isFalse();
    assertThat(new Mark(GOOD, 0, Ahead.NOTHING).misses(between)).isFalse();
  }

  private static Ahead ahead(boolean ended) {
    return new Ahead(List.of(FOUND), POOR, ended);
  }
}
