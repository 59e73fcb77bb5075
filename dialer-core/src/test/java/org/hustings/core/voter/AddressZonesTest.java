package org.hustings.core.voter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressZonesTest {
  private final AddressZones addresses = AddressZones.load();

  @ParameterizedTest(name = "{0}: {1} {2}")
  @CsvSource(
      nullValues = "none",
      textBlock =
          """
          a state in one zone needs no ZIP code,      NC, '',         America/New_York
          lower case will do,                         nc, 27601,      America/New_York
          the west of the Florida panhandle,          FL, 32502,      America/Chicago
          the middle of it touches both zones,        FL, 32456,      America/Chicago America/New_York
          the rest of Florida,                        FL, 33130,      America/New_York
          Florida without a ZIP code may be both,     FL, '',         America/Chicago America/New_York
          El Paso,                                    TX, 79901,      America/Denver
          the Navajo Nation keeps daylight time,      AZ, 86503,      America/Denver America/Phoenix
          the rest of Arizona does not,               AZ, 85004,      America/Phoenix
          the Aleutians,                              AK, 99546,      America/Adak America/Anchorage
          a leading zero lost in a spreadsheet,       MA, 2134,       America/New_York
          nine digits without a hyphen,               TN, 379021234,  America/New_York
          nine digits of which one zero was lost,     NJ, 70301234,   America/New_York
          Evansville,                                 IN, 47708,      America/Chicago
          """)
  void an_address_says_where_the_voters_clock_may_be__R7(
      String label, String state, String zip, String expected) {
    assertThat(addresses.of(state, zip))
        .isEqualTo(Arrays.stream(expected.split(" ")).map(ZoneId::of).collect(Collectors.toSet()));
  }

  @Test
  void an_unknown_state_decides_nothing__R7() {
    assertThat(addresses.of("XX", "27601")).isEmpty();
    assertThat(addresses.of("", "27601")).isEmpty();
  }
}
