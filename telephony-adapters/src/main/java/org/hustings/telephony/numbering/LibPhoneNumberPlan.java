package org.hustings.telephony.numbering;

import static java.util.Objects.requireNonNull;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberToTimeZonesMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hustings.core.voter.NumberPlan;
import org.hustings.core.voter.PhoneNumber;

/// The number plan of libphonenumber, with our corrections to its zones. Thread-safe.
public final class LibPhoneNumberPlan implements NumberPlan {
  private static final int NORTH_AMERICA = 1;

  /// Toll-free, premium and personal numbers come back with every zone of their country code: with
  /// so many the library says that it does not know.
  private static final int EVERYWHERE = 40;

  private static final String UNITED_STATES = "US";
  private static final Set<String> TERRITORIES = Set.of("AS", "GU", "MP", "PR", "VI");

  /// Whose called party earns by being called.
  private static final Set<PhoneNumberType> DEARER =
      Set.of(PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST);

  private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
  private final PhoneNumberToTimeZonesMapper zones = PhoneNumberToTimeZonesMapper.getInstance();
  private final AreaCodeZones corrections;

  /// With the corrections that ship with the project.
  public LibPhoneNumberPlan() {
    this(AreaCodeZones.shipped());
  }

  LibPhoneNumberPlan(AreaCodeZones corrections) {
    this.corrections = requireNonNull(corrections, "corrections");
  }

  @Override
  public Reading read(String text, String region) {
    if (text.isBlank()) {
      return new Reading.Impossible(
          "There is no telephone number here: leave the voter without one, or fill it in.");
    }
    try {
      return judge(numbers.parse(text, region));
    } catch (NumberParseException e) {
      return new Reading.Impossible(sentence(e.getErrorType(), region));
    }
  }

  private Reading judge(Phonenumber.PhoneNumber number) {
    return switch (numbers.isPossibleNumberWithReason(number)) {
      case TOO_SHORT ->
          new Reading.Impossible(
              "The number has too few digits: add what is missing, perhaps the area code.");
      case IS_POSSIBLE_LOCAL_ONLY ->
          new Reading.Impossible(
              "The number has no area code: add it, since it can only be dialed from nearby.");
      case TOO_LONG ->
          new Reading.Impossible(
              "The number has too many digits: perhaps two numbers share the field, or an extension"
                  + " is not marked with an x.");
      case INVALID_LENGTH ->
          new Reading.Impossible("No number of this country has so many digits: check it.");
      case INVALID_COUNTRY_CODE ->
          new Reading.Impossible("There is no such country code: check the digits after the +.");
      case IS_POSSIBLE -> inService(number);
    };
  }

  private Reading inService(Phonenumber.PhoneNumber number) {
    if (!numbers.isValidNumber(number)) {
      return new Reading.Impossible(
          "No such number is in use: its area code or exchange does not exist. Check the first"
              + " digits.");
    }
    if (DEARER.contains(numbers.getNumberType(number))) {
      return new Reading.Impossible(
          "Whoever calls this number pays extra for it: it is nobody's telephone.");
    }
    Optional<String> extension =
        number.getExtension().isEmpty() ? Optional.empty() : Optional.of(number.getExtension());
    return new Reading.Valid(
        new PhoneNumber(numbers.format(number, PhoneNumberFormat.E164)), extension);
  }

  @Override
  public boolean isWithin(PhoneNumber number, String region) {
    try {
      String theirs = numbers.getRegionCodeForNumber(numbers.parse(number.e164(), null));
      return region.equals(theirs)
          || (region.equals(UNITED_STATES) && theirs != null && TERRITORIES.contains(theirs));
    } catch (NumberParseException e) {
      return false;
    }
  }

  private static String sentence(NumberParseException.ErrorType error, String region) {
    return switch (error) {
      case INVALID_COUNTRY_CODE ->
          "There is no country code that we know (the region given is \""
              + region
              + "\"): write the number with + and its country code.";
      case NOT_A_NUMBER -> "This is not a telephone number: expected digits, with or without a +.";
      case TOO_SHORT_AFTER_IDD, TOO_SHORT_NSN ->
          "The number has too few digits: add what is missing, perhaps the area code.";
      case TOO_LONG ->
          "The number has too many digits: perhaps two numbers share the field, or an extension is"
              + " not marked with an x.";
    };
  }

  @Override
  public Set<ZoneId> zonesOf(PhoneNumber number) {
    Phonenumber.PhoneNumber parsed;
    try {
      parsed = numbers.parse(number.e164(), null);
    } catch (NumberParseException e) {
      // Digits in E.164 form of a country code that nobody has: they say nothing.
      return Set.of();
    }
    if (parsed.getCountryCode() != NORTH_AMERICA) {
      return known(zones.getTimeZonesForNumber(parsed));
    }
    // By area code also for types that the library locates by country only (mobiles of the
    // Caribbean).
    return areaCodeOf(parsed).map(code -> zonesOfAreaCode(code, parsed)).orElseGet(Set::of);
  }

  private Set<ZoneId> zonesOfAreaCode(String code, Phonenumber.PhoneNumber number) {
    Optional<AreaCodeZones.Row> row = corrections.of(code);
    if (row.isEmpty()) {
      return known(zones.getTimeZonesForGeographicalNumber(number));
    }
    return row.get()
        .overlaid()
        .map(overlaid -> zonesOfAreaCode(overlaid, withAreaCode(number, overlaid)))
        .orElse(row.get().zones());
  }

  private static Optional<String> areaCodeOf(Phonenumber.PhoneNumber number) {
    String national = Long.toString(number.getNationalNumber());
    return national.length() == 10 ? Optional.of(national.substring(0, 3)) : Optional.empty();
  }

  private static Phonenumber.PhoneNumber withAreaCode(
      Phonenumber.PhoneNumber number, String areaCode) {
    long subscriber = number.getNationalNumber() % 10_000_000;
    return new Phonenumber.PhoneNumber()
        .setCountryCode(NORTH_AMERICA)
        .setNationalNumber(Long.parseLong(areaCode) * 10_000_000 + subscriber);
  }

  private static Set<ZoneId> known(List<String> names) {
    if (names.size() > EVERYWHERE
        || names.contains(PhoneNumberToTimeZonesMapper.getUnknownTimeZone())) {
      return Set.of();
    }
    return names.stream().map(ZoneId::of).collect(Collectors.toUnmodifiableSet());
  }
}
