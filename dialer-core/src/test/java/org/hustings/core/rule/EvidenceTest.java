package org.hustings.core.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hustings.core.rule.CaseBuilder.ANN;
import static org.hustings.core.rule.CaseBuilder.HERE;
import static org.hustings.core.rule.CaseBuilder.TEN;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import org.hustings.core.contract.Settings;
import org.hustings.core.voter.RegionZones;
import org.junit.jupiter.api.Test;

/// What is kept of a judgement: which rules were looked at, with which data (R8).
final class EvidenceTest {
  private static final ZoneId HONOLULU = ZoneId.of("Pacific/Honolulu");
  private static final RuleBook BOOK =
      RuleBook.standard(new WhenToCall(_ -> RegionZones.of("US", Settings.NEW_YORK)));
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void R8_all_that_was_checked_is_kept_with_its_data() {
    Evidence evidence =
        BOOK.judge(a().calledElsewhereAt(TEN.minus(HOUR)).callBack(HERE, ANN, TEN).build())
            .evidence();

    assertThat(evidence.at()).isEqualTo(TEN);
    assertThat(evidence.checks()).allMatch(Evidence.Check::allowed);
    // spotless:off
    assertThat(evidence.checks())
        .containsExactly(
            check("R10", Map.of("volunteer", "1")),
            check("R3", Map.of("project", "ACTIVE")),
            check("R17", Map.of("listed", "false", "status", "ACTIVE")),
            check("R11", Map.of("status", "ACTIVE")),
            check("R20", Map.of("status", "ACTIVE")),
            check("R19", Map.of("attempts", "0", "limit", "3")),
            check("R2", Map.of()),
            check("R4", Map.of("hold", "3", "attemptOpen", "false")),
            check(
                "R9",
                Map.of(
                    "calledElsewhereAt",
                    "2026-11-18T14:00:00Z",
                    "suppression",
                    "PT0S",
                    "callBack",
                    "true")),
            check("R14", Map.of("notBefore", "none")),
            check("R18", Map.of("keptUntil", "none")),
            check("R6", Map.of("zone", "America/New_York", "opensAt", "2026-11-18T15:00:00Z")),
            check("R7", Map.of("zones", "America/New_York", "window", "08:00–21:00")));
    // spotless:on
  }

  @Test
  void R7_evidence_names_all_zones_or_says_that_they_are_unknown() {
    assertThat(zonesIn(a().zones(HONOLULU, Settings.NEW_YORK)))
        .isEqualTo("America/New_York Pacific/Honolulu");
    assertThat(zonesIn(a().zones())).isEqualTo("unknown: NARROWEST_WINDOW");
  }

  private static CaseBuilder a() {
    return new CaseBuilder();
  }

  private static String zonesIn(CaseBuilder builder) {
    return BOOK.judge(builder.build())
        .evidence()
        .checks()
        .getLast()
        .data()
        .getOrDefault("zones", "");
  }

  private static Evidence.Check check(String rule, Map<String, String> data) {
    return new Evidence.Check(rule, true, data);
  }
}
