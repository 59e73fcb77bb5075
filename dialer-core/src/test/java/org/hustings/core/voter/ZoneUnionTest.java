package org.hustings.core.voter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ZoneUnionTest {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
  private static final ZoneId DENVER = ZoneId.of("America/Denver");

  @Test
  void R7_an_address_that_decides_goes_before_the_number() {
    assertThat(ZoneUnion.of(Set.of(NEW_YORK), List.of(Set.of(DENVER)))).containsExactly(DENVER);
  }

  @Test
  void R7_where_an_address_does_not_decide_the_number_does() {
    assertThat(ZoneUnion.of(Set.of(NEW_YORK), List.of(Set.of()))).containsExactly(NEW_YORK);
  }

  @Test
  void R7_all_voters_count_together() {
    assertThat(
            ZoneUnion.of(
                Set.of(NEW_YORK), List.of(Set.of(DENVER), Set.of(), Set.of(CHICAGO, DENVER))))
        .containsExactlyInAnyOrder(NEW_YORK, CHICAGO, DENVER);
  }

  @Test
  void R7_one_voter_who_may_be_anywhere_makes_the_number_unknown() {
    assertThat(ZoneUnion.of(Set.of(), List.of(Set.of(DENVER), Set.of()))).isEmpty();
  }

  @Test
  void R7_a_number_of_nobody_speaks_for_itself() {
    assertThat(ZoneUnion.of(Set.of(NEW_YORK), List.of())).containsExactly(NEW_YORK);
  }

  @Test
  void R7_a_number_of_nobody_knows_where_is_judged_in_the_whole_country() {
    assertThat(RegionZones.of("US", NEW_YORK))
        .contains(NEW_YORK, ZoneId.of("Pacific/Honolulu"), ZoneId.of("America/Adak"))
        .doesNotContain(ZoneId.of("Pacific/Guam"));
    assertThat(RegionZones.of("CA", NEW_YORK))
        .contains(ZoneId.of("America/St_Johns"), ZoneId.of("America/Vancouver"));
    assertThat(RegionZones.of("GB", ZoneId.of("Europe/London")))
        .containsExactly(ZoneId.of("Europe/London"));
  }
}
