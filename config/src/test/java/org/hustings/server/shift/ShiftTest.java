package org.hustings.server.shift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.hustings.core.dialing.Law;
import org.hustings.core.voter.RegionZones;
import org.hustings.server.shift.Shift.Findings;
import org.hustings.server.shift.plain.PlainRules;
import org.hustings.server.shift.plain.Plan;
import org.hustings.server.shift.plain.SeededPlan;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A shift of several days on the whole engine against the plain model.
final class ShiftTest {
  static final Law LAW = Law.standard(_ -> RegionZones.of("US", Plan.HOME));

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1})
  void every_number_ends_as_the_plain_model_says_and_no_ring_was_out_of_order(long seed) {
    Plan plan = SeededPlan.of(seed, 2000);

    Findings findings = new Shift(plan, 50, seed, LAW, Wiring.DIRECT).play(12);

    assertThat(findings.complaints()).as("seed " + seed).isEmpty();
    assertThat(findings.rings()).as("rings").isGreaterThan(4000);
    assertThat(findings.outcome())
        .as("seed " + seed)
        .isEqualTo(new PlainRules(plan).playToTheEnd(new Random(seed)));
  }
}
