package org.hustings.schema.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.hustings.core.id.CampaignId;
import org.hustings.core.id.ProjectId;
import org.hustings.schema.engine.ClaimMarks.Mark;
import org.hustings.schema.engine.ClaimMarks.Part;
import org.junit.jupiter.api.Test;

final class ClaimMarksTest {
  private static final Part PART = new Part(new CampaignId(1), new ProjectId(1), 1, false);
  private static final IndexKey GOOD = new IndexKey(1, -90, 7);
  private static final IndexKey POOR = new IndexKey(1, -10, 3);

  private final ClaimMarks marks = new ClaimMarks();

  @Test
  void a_claim_begins_behind_what_earlier_claims_have_passed() {
    marks.raise(PART, marks.read(PART), POOR);

    assertThat(marks.read(PART).passed()).isEqualTo(POOR);
  }

  @Test
  void what_becomes_ready_at_a_better_place_is_not_passed_over() {
    marks.raise(PART, marks.read(PART), POOR);

    marks.lower(PART, GOOD);

    assertThat(marks.read(PART).passed()).isLessThan(GOOD);
  }

  @Test
  void a_claim_that_looked_before_the_mark_was_lowered_does_not_raise_it_again() {
    Mark seen = marks.read(PART);
    marks.lower(PART, GOOD);

    marks.raise(PART, seen, POOR);

    assertThat(marks.read(PART).passed()).isLessThan(GOOD);
  }

  @Test
  void a_claim_that_got_less_far_than_another_does_not_lower_the_mark() {
    Mark seen = marks.read(PART);
    marks.raise(PART, seen, POOR);

    marks.raise(PART, seen, GOOD);

    assertThat(marks.read(PART).passed()).isEqualTo(POOR);
  }
}
