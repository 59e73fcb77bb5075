package org.hustings.telephony.twilio.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The names of hosts as Twilio publishes them.
class RegionTest {
  @Test
  void names_edge_and_region_in_the_host() {
    assertThat(Region.DEFAULT.api()).hasToString("https://api.twilio.com");
    assertThat(new Region(Optional.of("au1"), Optional.of("sydney")).api())
        .hasToString("https://api.sydney.au1.twilio.com");
    assertThat(new Region(Optional.empty(), Optional.of("umatilla")).api())
        .hasToString("https://api.umatilla.us1.twilio.com");
  }

  @Test
  void needs_an_edge_for_a_region_and_takes_no_other_host() {
    assertThatThrownBy(() -> new Region(Optional.of("ie1"), Optional.empty()))
        .hasMessageContaining("edge");
    assertThatThrownBy(() -> new Region(Optional.empty(), Optional.of("evil.example/")))
        .hasMessageContaining("dublin");
  }
}
