package org.hustings.core.intake;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.hustings.core.intake.CleanVoter.CleanPhone;
import org.hustings.core.intake.Line.Column;
import org.hustings.core.intake.Line.GivenPhone;
import org.hustings.core.voter.AddressZones;
import org.hustings.core.voter.NumberPlan;
import org.hustings.core.voter.PhoneNumber;

/// Makes a voter of a row, or says why it cannot.
final class RowCheck {
  static final int DEFAULT_SCORE = 50;
  private static final int LONGEST_FIELD = 500;
  private static final int OLDEST = 130;
  private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{1,4}");

  private final NumberPlan plan;
  private final AddressZones addresses;
  private final InstantSource clock;
  private final String region;

  RowCheck(NumberPlan plan, AddressZones addresses, InstantSource clock, String region) {
    this.plan = plan;
    this.addresses = addresses;
    this.clock = clock;
    this.region = region;
  }

  /// The voter, or empty if the row is of no use; what is wrong with it goes to `rejected` either
  /// way.
  Optional<CleanVoter> check(Line.Row row, Consumer<Rejection> rejected) {
    String id = row.field(Column.EXTERNAL_ID);
    if (id.isEmpty()) {
      return refuse(
          row,
          "external_id",
          "there is no external_id; every voter needs one, so that a later file finds the same person",
          rejected);
    }
    Optional<Map.Entry<Column, String>> tooLong =
        row.fields().entrySet().stream()
            .filter(field -> field.getValue().length() > LONGEST_FIELD)
            .findFirst();
    if (tooLong.isPresent()) {
      return refuse(
          row,
          nameOf(tooLong.get().getKey()),
          "the text is longer than " + LONGEST_FIELD + " characters; is a quote missing?",
          rejected);
    }
    List<CleanPhone> phones = phones(row, rejected);
    if (phones.isEmpty()) {
      return refuse(row, "", "there is no number that can be called", rejected);
    }
    String state = row.field(Column.STATE);
    String zip = row.field(Column.ZIP);
    return Optional.of(
        new CleanVoter(
            row.number(),
            id,
            new CleanVoter.Name(
                row.field(Column.FIRST_NAME),
                row.field(Column.MIDDLE_NAME),
                row.field(Column.LAST_NAME),
                row.field(Column.SUFFIX)),
            new CleanVoter.Address(row.field(Column.ADDRESS), row.field(Column.CITY), state, zip),
            age(row, rejected),
            row.field(Column.LANGUAGE),
            row.field(Column.EMAIL),
            addresses.of(state, zip),
            phones));
  }

  private static Optional<CleanVoter> refuse(
      Line.Row row, String column, String reason, Consumer<Rejection> rejected) {
    rejected.accept(new Rejection(row.number(), column, true, reason));
    return Optional.empty();
  }

  private List<CleanPhone> phones(Line.Row row, Consumer<Rejection> rejected) {
    List<CleanPhone> phones = new ArrayList<>();
    Map<PhoneNumber, String> columns = new HashMap<>();
    for (GivenPhone given : row.phones()) {
      phone(row, given, rejected)
          .ifPresent(phone -> {
            String earlier = columns.putIfAbsent(phone.number(), given.column());
            if (earlier == null) {
              phones.add(phone);
            } else {
              rejected.accept(
                  new Rejection(
                      row.number(),
                      given.column(),
                      false,
                      "the same number stands in " + earlier + " already"));
            }
          });
    }
    return phones;
  }

  private Optional<CleanPhone> phone(Line.Row row, GivenPhone given, Consumer<Rejection> rejected) {
    int score = DEFAULT_SCORE;
    if (!given.score().isEmpty()) {
      if (!WHOLE_NUMBER.matcher(given.score()).matches() || Integer.parseInt(given.score()) > 100) {
        rejected.accept(
            new Rejection(
                row.number(),
                given.column() + "_score",
                false,
                "a score is a whole number from 0 to 100"));
        return Optional.empty();
      }
      score = Integer.parseInt(given.score());
    }
    int accuracy = score;
    return switch (plan.read(given.text(), region)) {
      case NumberPlan.Reading.Valid(PhoneNumber number, Optional<String> extension) -> {
        if (extension.isPresent()) {
          rejected.accept(
              new Rejection(
                  row.number(),
                  given.column(),
                  false,
                  "a number with an extension cannot be dialed by itself; leave the extension out"));
          yield Optional.empty();
        }
        yield Optional.of(new CleanPhone(number, plan.zonesOf(number), accuracy, given.source()));
      }
      case NumberPlan.Reading.Impossible(String reason) -> {
        rejected.accept(new Rejection(row.number(), given.column(), false, reason));
        yield Optional.empty();
      }
    };
  }

  private OptionalInt age(Line.Row row, Consumer<Rejection> rejected) {
    int year = clock.instant().atZone(ZoneOffset.UTC).getYear();
    String age = row.field(Column.AGE);
    String born = row.field(Column.BIRTH_YEAR);
    if (age.isEmpty() && born.isEmpty()) {
      return OptionalInt.empty();
    }
    String column = age.isEmpty() ? "birth_year" : "age";
    String text = age.isEmpty() ? born : age;
    if (WHOLE_NUMBER.matcher(text).matches()) {
      int years = age.isEmpty() ? year - Integer.parseInt(text) : Integer.parseInt(text);
      if (years >= 0 && years <= OLDEST) {
        return OptionalInt.of(years);
      }
    }
    rejected.accept(
        new Rejection(
            row.number(), column, false, "this is no age that a person has; it was left empty"));
    return OptionalInt.empty();
  }

  static String nameOf(Column column) {
    return column.name().toLowerCase(java.util.Locale.ROOT);
  }
}
