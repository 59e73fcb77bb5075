package org.hustings.telephony.numbering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hustings.core.voter.NumberPlan.Reading;
import org.hustings.core.voter.PhoneNumber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LibPhoneNumberPlanTest {
  private final LibPhoneNumberPlan plan = new LibPhoneNumberPlan();

  @ParameterizedTest(name = "{0} in {1} is {2}")
  @CsvSource({
    "(919) 555-0182,      US, +19195550182",
    "919.555.0182,        US, +19195550182",
    "1-919-555-0182,      US, +19195550182",
    "+1 919 555 0182,     US, +19195550182",
    "+1 919 555 0182,     DE, +19195550182",
    "9195550182,          US, +19195550182",
    "030 901820,          DE, +4930901820",
    "+49 30 901820,       US, +4930901820",
    "+39 06 69812345,     US, +390669812345",
  })
  void reads_numbers_as_people_write_them(String text, String region, String e164) {
    assertThat(plan.read(text, region))
        .isEqualTo(new Reading.Valid(new PhoneNumber(e164), Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"4155550100x12", "415-555-0100 ext. 12", "(415) 555-0100 x 12"})
  void keeps_the_extension(String text) {
    assertThat(plan.read(text, "US"))
        .isEqualTo(new Reading.Valid(new PhoneNumber("+14155550100"), Optional.of("12")));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "''                        | no telephone number here",
        "unknown                   | not a telephone number",
        "5550100                   | no area code",
        "12345                     | too few digits",
        "555 555 0100              | No such number is in use",
        "919 155 0182              | No such number is in use",
        "0000000000                | No such number is in use",
        "9195550182 9195550183     | too many digits",
        "919555018212              | too many digits",
        "+999 555 0182             | no country code",
        "900 555 0182              | pays extra",
        "+44 909 879 0182          | pays extra",
      })
  void says_why_a_number_cannot_be_dialed(String text, String reason) {
    assertThat(plan.read(text, "US"))
        .asInstanceOf(type(Reading.Impossible.class))
        .satisfies(
            no -> assertThat(no.reason()).contains(reason).endsWith(".").doesNotContain("0182"));
  }

  @ParameterizedTest(name = "{0} is within {1}: {2}")
  @CsvSource({
    "+19195550182, US, true",
    "+17875550123, US, true",
    "+18005550123, US, true",
    "+14165550182, US, false",
    "+18765550182, US, false",
    "+252612345678, US, false",
    "+4930901820, DE, true",
    "+19195550182, DE, false",
    "+99955501820, US, false",
  })
  void the_other_countries_of_a_shared_code_are_others(String e164, String region, boolean within) {
    assertThat(plan.isWithin(new PhoneNumber(e164), region)).isEqualTo(within);
  }

  @Test
  void a_region_that_nobody_knows_is_no_reason_to_fail() {
    assertThat(plan.read("9195550182", "ZZ")).isInstanceOf(Reading.Impossible.class);
    assertThat(plan.read("+19195550182", "ZZ")).isInstanceOf(Reading.Valid.class);
  }

  @ParameterizedTest(name = "R7: {0} may be in {1}")
  @CsvSource({
    "+12125550123, America/New_York",
    "+13125550123, America/Chicago",
    "+18085550123, Pacific/Honolulu",
    "+19075550123, America/Adak America/Anchorage",
    "+19285550123, America/Denver America/Phoenix",
    "+16025550123, America/Phoenix",
    "+17385550123, America/Los_Angeles",
    "+16895550123, America/New_York",
    "+13645550123, America/Chicago America/New_York",
    "+14485550123, America/Chicago America/New_York",
    "+19305550123, America/Chicago America/New_York",
    "+14585550123, America/Denver America/Los_Angeles",
    "+15315550123, America/Chicago America/Denver",
    "+17875550123, America/Puerto_Rico",
    "+12465550123, America/Barbados",
    "+4930901820,  Europe/Berlin",
    // Toll-free, premium, personal, and a code that nobody has been given: nowhere in particular.
    "+18005550123, ''",
    "+19005550123, ''",
    "+15005550123, ''",
    "+15555550123, ''",
    "+14575550123, ''",
    "+99955501230, ''",
  })
  void gives_the_zones_that_a_number_may_be_in(String e164, String zones) {
    Set<ZoneId> expected =
        Arrays.stream(zones.split(" ", -1))
            .filter(name -> !name.isEmpty())
            .map(ZoneId::of)
            .collect(Collectors.toSet());

    assertThat(plan.zonesOf(new PhoneNumber(e164))).isEqualTo(expected);
  }
}
