package org.hustings.core.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.hustings.core.id.EntryId;
import org.hustings.core.id.UserId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RankTest {
  private static final Instant NOON = Instant.parse("2026-11-18T17:00:00Z");
  private static final UserId ANN = new UserId(1);
  private static final UserId BOB = new UserId(2);

  @Test
  void R1_the_order_is_call_backs_then_scores_then_rejoined_and_total() {
    List<Rank> inOrder =
        List.of(
            rank(9, new Position.CallBack(NOON, Optional.of(ANN))),
            rank(1, new Position.CallBack(NOON.plusSeconds(1), Optional.empty())),
            rank(2, new Position.CallBack(NOON.plusSeconds(1), Optional.of(BOB))),
            rank(8, new Position.Fresh(100)),
            rank(3, new Position.Fresh(50)),
            rank(4, new Position.Fresh(50)),
            rank(7, new Position.Fresh(0)),
            rank(6, new Position.Rejoined(NOON.minusSeconds(1))),
            rank(5, new Position.Rejoined(NOON)),
            rank(10, new Position.Rejoined(NOON)));
    List<Rank> shuffled = new ArrayList<>(inOrder);
    Collections.shuffle(shuffled, new Random(1));

    assertThat(shuffled.stream().sorted()).containsExactlyElementsOf(inOrder);
  }

  @ParameterizedTest(name = "{0}: {1} may take it: {3}")
  @CsvSource({
    "before it is due,         1, -1,  false",
    "when it is due,           1, 0,   true",
    "just before 15 minutes,   1, 899, true",
    "another: when it is due,  2, 0,   false",
    "another: just before 15', 2, 899, false",
    "another: 15 minutes on,   2, 900, true",
  })
  void R18_a_call_back_is_kept_for_its_promiser(
      String label, long user, long secondsAfterDue, boolean may) {
    Rank promised = rank(1, new Position.CallBack(NOON, Optional.of(ANN)));

    assertThat(promised.mayGoTo(new UserId(user), NOON.plusSeconds(secondsAfterDue)))
        .as(label)
        .isEqualTo(may);
  }

  @Test
  void R1_what_nobody_promised_goes_to_anybody() {
    assertThat(rank(1, new Position.CallBack(NOON, Optional.empty())).mayGoTo(BOB, NOON)).isTrue();
    assertThat(rank(1, new Position.Fresh(1)).mayGoTo(BOB, NOON)).isTrue();
    assertThat(rank(1, new Position.Rejoined(NOON)).mayGoTo(BOB, NOON.minus(Duration.ofDays(1))))
        .isTrue();
  }

  @Test
  void R1_a_call_back_is_its_promisers_own() {
    Rank anns = rank(1, new Position.CallBack(NOON, Optional.of(ANN)));

    assertThat(anns.isPromisedBy(ANN)).isTrue();
    assertThat(anns.isPromisedBy(BOB)).isFalse();
    assertThat(rank(1, new Position.CallBack(NOON, Optional.empty())).isPromisedBy(ANN)).isFalse();
    assertThat(rank(1, new Position.Fresh(1)).isPromisedBy(ANN)).isFalse();
  }

  private static Rank rank(long entry, Position position) {
    return new Rank(position, new EntryId(entry));
  }
}
