package org.hustings.telephony.numbering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.i18n.phonenumbers.PhoneNumberToTimeZonesMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hustings.core.voter.PhoneNumber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The whole table: every area code of the United States, exchange by exchange.
class AreaCodeZonesTest {
  private static final Instant NEW_YEAR = Instant.parse("2026-01-01T12:00:00Z");

  /// Clocks that the library gives to single exchanges of a code and that we do not follow, by
  /// code.
  private static final Map<String, Set<String>> NOT_FOLLOWED =
      Map.of(
          // Alaska has no exchange on Hawaii's clock: Adak keeps daylight time.
          "907", Set.of("Pacific/Honolulu"),
          // An exchange of Labrador or the French islands, said to be on Puerto Rico's clock.
          "709", Set.of("America/Puerto_Rico"),
          "879", Set.of("America/Puerto_Rico"),
          // British Columbia's north-east: on Yukon's and Arizona's clock, without daylight time.
          "867", Set.of("America/Fort_Nelson", "America/Vancouver"),
          "689", Set.of("America/Chicago"));

  /// Which codes overlay which, of all states: written down apart from the table under test.
  private static final Map<String, String> OVERLAYS =
      pairs(
          """
          551-201 475-203 959-860 771-202 659-205 938-256 564-360 350-209 726-210 332-212 646-212
          917-212 738-213 323-213 469-214 972-214 945-214 267-215 445-215 447-217 224-847 227-301
          240-301 234-330 235-573 947-248 364-270 272-570 274-920 279-916 713-281 832-281 346-281
          283-513 720-303 983-303 681-304 786-305 645-305 424-310 773-312 872-312 557-314 680-315
          463-317 689-407 321-407 324-904 326-937 327-870 329-845 331-630 743-336 339-781 341-510
          347-718 929-718 351-978 353-608 363-516 369-707 380-614 385-801 470-404 678-404 770-404
          943-404 669-408 443-410 667-410 878-412 724-412 628-415 430-903 442-760 448-850 458-541
          464-708 472-910 484-610 835-610 971-503 774-508 737-512 838-518 534-715 539-918 826-540
          728-561 567-419 571-703 572-405 582-814 769-601 640-609 629-615 857-617 730-618 858-619
          934-631 656-813 657-714 682-817 686-804 980-704 762-706 223-717 725-702 848-732 220-740
          747-818 748-970 754-954 948-757 779-815 839-803 820-805 930-812 975-816 821-864 840-909
          854-843 862-973 984-919 986-208 623-602 480-602 531-308
          """);

  private final LibPhoneNumberPlan plan = new LibPhoneNumberPlan();

  @Test
  void all_383_codes_of_the_united_states_are_judged() {
    List<String> codes = unitedStates();

    assertThat(codes).hasSize(383);
    Set<String> nowhere =
        codes.stream().filter(code -> ours(code).isEmpty()).collect(Collectors.toSet());
    assertThat(nowhere)
        .as("toll-free, premium and personal codes only")
        .hasSize(24)
        .allMatch(code -> code.matches("8(00|33|44|55|66|77|88)|900|5.."));
  }

  @Test
  void an_overlay_has_the_zones_of_the_code_it_overlays() {
    assertThat(OVERLAYS)
        .allSatisfy((overlay, below) -> assertThat(ours(overlay)).isEqualTo(ours(below)));
  }

  @Test
  void every_clock_that_the_library_knows_in_any_exchange_of_a_code_is_among_ours() {
    for (String code : northAmerica()) {
      Set<String> missing = new HashSet<>(library(code));
      missing.removeAll(NOT_FOLLOWED.getOrDefault(code, Set.of()));
      Set<List<ZoneOffset>> clocks =
          ours(code).stream().map(AreaCodeZonesTest::clockOf).collect(Collectors.toSet());
      missing.removeIf(zone -> clocks.contains(clockOf(ZoneId.of(zone))));

      assertThat(missing).as("clocks of %s that we leave out", code).isEmpty();
    }
  }

  @Test
  void a_code_that_spans_zones_gives_all_of_them_whatever_the_exchange() {
    AreaCodeZones table = AreaCodeZones.shipped();
    for (String code : northAmerica()) {
      if (library(code).size() > 1) {
        assertThat(table.of(code)).as("a row for %s", code).isPresent();
      }
    }
  }

  @Test
  void every_row_has_a_reason_a_source_and_a_date() {
    assertThat(AreaCodeZones.shipped().all().values())
        .isNotEmpty()
        .allSatisfy(row -> {
          assertThat(row.why()).isNotBlank();
          assertThat(row.source()).isNotBlank();
          assertThat(row.asOf()).isNotNull();
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "270;America/Chicago;why;source",
        "270;America/Chicago;;source;2026-11-01",
        "170;America/Chicago;why;source;2026-11-01",
        "270;America/Chicagoo;why;source;2026-11-01",
        "270;America/Chicago;why;source;November",
      })
  void a_row_that_is_wrong_is_refused_at_once(String row) {
    assertThatThrownBy(() -> AreaCodeZones.parse(List.of(row)))
        .isInstanceOfAny(IllegalArgumentException.class, java.time.DateTimeException.class);
  }

  private Set<ZoneId> ours(String code) {
    return plan.zonesOf(new PhoneNumber("+1" + code + "5550123"));
  }

  /// Every zone that the library gives to an exchange of the code; none if it knows nothing of it.
  private static Set<String> library(String code) {
    var mapper = PhoneNumberToTimeZonesMapper.getInstance();
    var zones = new HashSet<String>();
    for (int exchange = 200; exchange < 1000; exchange++) {
      var number =
          new Phonenumber.PhoneNumber()
              .setCountryCode(1)
              .setNationalNumber(Long.parseLong(code) * 10_000_000L + exchange * 10_000L + 123);
      zones.addAll(mapper.getTimeZonesForGeographicalNumber(number));
    }
    zones.remove(PhoneNumberToTimeZonesMapper.getUnknownTimeZone());
    return zones.size() > 40 ? Set.of() : zones;
  }

  /// How the clock goes over two years, so that zones which differ in name only count as one.
  private static List<ZoneOffset> clockOf(ZoneId zone) {
    return IntStream.range(0, 24)
        .mapToObj(month -> zone.getRules().getOffset(NEW_YEAR.plusSeconds(month * 2_628_000L)))
        .toList();
  }

  private static List<String> unitedStates() {
    return codes(Set.of("US"));
  }

  private static List<String> northAmerica() {
    return codes(Set.of("US", "CA", "PR", "VI", "GU", "MP", "AS"));
  }

  private static List<String> codes(Set<String> regions) {
    var numbers = PhoneNumberUtil.getInstance();
    var codes = new ArrayList<String>();
    for (int code = 200; code < 1000; code++) {
      for (long subscriber : new long[] {5_550_123, 2_005_550, 2_345_678, 9_999_999}) {
        var number =
            new Phonenumber.PhoneNumber()
                .setCountryCode(1)
                .setNationalNumber(code * 10_000_000L + subscriber);
        String region = numbers.getRegionCodeForNumber(number);
        if (region != null && regions.contains(region)) {
          codes.add(Integer.toString(code));
          break;
        }
      }
    }
    return codes;
  }

  private static Map<String, String> pairs(String text) {
    var pairs = new TreeMap<String, String>();
    for (String pair : text.strip().split("\\s+", -1)) {
      pairs.put(pair.substring(0, 3), pair.substring(4));
    }
    return pairs;
  }
}
