package org.hustings.core.voter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.time.ZoneId;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AddressZonesTest {
  private static final AddressZones TABLE = AddressZones.load();

  @ParameterizedTest(name = "{0}: {1} {2} is in {3}")
  @CsvSource({
    "one zone for the state,              NC, 27601,      America/New_York",
    "nine digits without a hyphen,        NC, 276011234,  America/New_York",
    "nine digits with one,                NC, 27601-1234, America/New_York",
    "lower case and blanks,               ' nc ', ' 27601 ', America/New_York",
    "state alone where it decides,        NC, '',         America/New_York",
    "leading zeros lost,                  MA, 2139,       America/New_York",
    "two leading zeros lost,              PR, 602,        America/Puerto_Rico",
    "Navajo Nation,                       AZ, 86515,      America/Denver America/Phoenix",
    "Tuba City,                           AZ, 86045,      America/Denver America/Phoenix",
    "Phoenix,                             AZ, 85004,      America/Phoenix",
    "split state without ZIP: all of it,  FL, '',         America/Chicago America/New_York",
    "nine digits and one zero lost,       NJ, 70301234,   America/New_York",
    "nine digits and two zeros lost,      PR, 6021234,    America/Puerto_Rico",
    "ZIP of another state: undecided,     NC, 90210,      ''",
    "unknown state: undecided,            XX, 27601,      ''",
    "no state: undecided,                 '', 27601,      ''",
    "no ZIP at all: undecided,            TX, n/a,        ''",
    "El Paso,                             TX, 79901,      America/Denver",
    "Hudspeth and Culberson,              TX, 79855,      America/Chicago America/Denver",
    "Austin,                              TX, 78701,      America/Chicago",
    "Pensacola,                           FL, 32501,      America/Chicago",
    "Panama City or Port St. Joe,         FL, 32456,      America/Chicago America/New_York",
    "Tallahassee,                         FL, 32301,      America/New_York",
    "Nashville,                           TN, 37201,      America/Chicago",
    "Knoxville,                           TN, 37902,      America/New_York",
    "around Chattanooga,                  TN, 37355,      America/Chicago America/New_York",
    "Gary,                                IN, 46402,      America/Chicago",
    "Indianapolis,                        IN, 46204,      America/New_York",
    "Boise,                               ID, 83702,      America/Denver",
    "Coeur d'Alene,                       ID, 83814,      America/Los_Angeles",
    "Ontario and Burns,                   OR, 97914,      America/Denver America/Los_Angeles",
    "West Wendover by its own ZIP,        NV, 89883,      America/Denver",
    "Elko,                                NV, 89801,      America/Denver America/Los_Angeles",
    "Adak by its own ZIP,                 AK, 99546,      America/Adak",
    "Anchorage,                           AK, 99501,      America/Anchorage",
    "Honolulu,                            HI, 96813,      Pacific/Honolulu",
    "Guam,                                GU, 96910,      Pacific/Guam",
    "Saipan,                              MP, 96950,      Pacific/Guam",
    "Pago Pago,                           AS, 96799,      Pacific/Pago_Pago",
    "St. Thomas,                          VI, 00802,      America/St_Thomas",
    "San Juan,                            PR, 00901,      America/Puerto_Rico",
    "Toronto,                             ON, M5V 2T6,    America/Toronto",
    "Kenora,                              ON, P9N 1A1,    America/Toronto America/Winnipeg",
    "Calgary,                             AB, T2P 1J9,    America/Edmonton",
    "Alberta without a postal code,       AB, '',         America/Edmonton",
    "British Columbia: the number,        BC, V5K 0A1,    ''",
  })
  void R7_an_address_decides_where_its_state_and_ZIP_do(
      String label, String state, String zip, String zones) {
    Set<ZoneId> expected =
        Stream.of(zones.split(" "))
            .filter(zone -> !zone.isEmpty())
            .map(ZoneId::of)
            .collect(Collectors.toSet());

    assertThat(TABLE.of(state, zip)).as(label).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "'NC|270',                       'line 1 must be: state | prefixes | zones'",
    "'NC|270|America/Nowhere',       'line 1 names an unknown zone: America/Nowhere'",
  })
  void a_table_that_makes_no_sense_is_refused_with_its_line(String line, String message) {
    assertThatThrownBy(() -> AddressZones.read(new StringReader(line)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
