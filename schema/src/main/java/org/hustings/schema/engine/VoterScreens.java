package org.hustings.schema.engine;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.hustings.schema.generated.Tables.DISPOSITION;
import static org.hustings.schema.generated.Tables.LINK;
import static org.hustings.schema.generated.Tables.NOTE;
import static org.hustings.schema.generated.Tables.PHONE;
import static org.hustings.schema.generated.Tables.QUEUE_ENTRY;
import static org.hustings.schema.generated.Tables.TARGET;
import static org.hustings.schema.generated.Tables.VOTER;
import static org.hustings.schema.generated.Tables.VOTER_TOLD;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hustings.core.id.EntryId;
import org.hustings.core.session.SessionView.Person;
import org.hustings.core.session.SessionView.VoterScreen;
import org.hustings.core.session.VoterProfile;
import org.hustings.core.session.VoterProfile.PastCall;
import org.hustings.schema.connection.OpenTransaction;
import org.hustings.schema.generated.tables.Disposition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;

/// What the screen shows of the number behind an entry.
final class VoterScreens {
  private static final Disposition LATER = DISPOSITION.as("later");

  private static final Field<String> FIRST_NAME =
      coalesce(VOTER_TOLD.FIRST_NAME, VOTER.FIRST_NAME).as("first");
  private static final Field<String> LAST_NAME =
      coalesce(VOTER_TOLD.LAST_NAME, VOTER.LAST_NAME).as("last");
  private static final Field<String> SAY_AS = coalesce(VOTER_TOLD.SAY_AS, inline("")).as("say_as");
  private static final Field<String> EMAIL = coalesce(VOTER_TOLD.EMAIL, VOTER.EMAIL).as("email");
  private static final Field<String> LANGUAGE =
      coalesce(VOTER_TOLD.LANGUAGE, VOTER.LANGUAGE).as("language");

  private final DSLContext sql;
  private final VoterProfiles profiles;

  VoterScreens(OpenTransaction transaction) {
    this.profiles = new VoterProfiles(transaction);
    this.sql = transaction.sql();
  }

  Optional<VoterScreen> of(EntryId entry) {
    return sql.select(
            QUEUE_ENTRY.PROJECT_ID,
            QUEUE_ENTRY.PHONE_ID,
            QUEUE_ENTRY.SCORE,
            PHONE.NUMBER,
            PHONE.ATTEMPTS)
        .from(QUEUE_ENTRY)
        .join(PHONE)
        .on(PHONE.ID.eq(QUEUE_ENTRY.PHONE_ID))
        .where(QUEUE_ENTRY.ID.eq(entry.value()))
        .fetchOptional(this::screen);
  }

  private VoterScreen screen(Record row) {
    return new VoterScreen(
        row.get(PHONE.NUMBER),
        row.get(QUEUE_ENTRY.SCORE),
        row.get(PHONE.ATTEMPTS),
        people(row.get(QUEUE_ENTRY.PHONE_ID), row.get(QUEUE_ENTRY.PROJECT_ID)));
  }

  private List<Person> people(long phone, long project) {
    Map<Long, List<String>> notes = notes(phone);
    Map<Long, List<String>> numbers = profiles.otherNumbers(phone);
    Map<Long, List<PastCall>> calls = profiles.pastCalls(phone);
    return sql.select(VOTER.ID, FIRST_NAME, VOTER.MIDDLE_NAME, LAST_NAME, VOTER.SUFFIX, VOTER.AGE)
        .select(VOTER.ADDRESS, VOTER.CITY, VOTER.STATE, SAY_AS, EMAIL, LANGUAGE)
        .select(LINK.WRONG, LINK.SCORE, TARGET.DONE)
        .from(LINK)
        .join(VOTER)
        .on(VOTER.ID.eq(LINK.VOTER_ID))
        .leftJoin(VOTER_TOLD)
        .on(VOTER_TOLD.VOTER_ID.eq(VOTER.ID))
        .leftJoin(TARGET)
        .on(TARGET.VOTER_ID.eq(VOTER.ID), TARGET.PROJECT_ID.eq(project))
        .where(LINK.PHONE_ID.eq(phone))
        .orderBy(TARGET.DONE.isNull(), LINK.SCORE.desc(), VOTER.ID)
        .fetch(row -> {
          long voter = row.get(VOTER.ID);
          return person(
              row,
              notes.getOrDefault(voter, List.of()),
              profile(
                  row,
                  numbers.getOrDefault(voter, List.of()),
                  calls.getOrDefault(voter, List.of())));
        });
  }

  private static Person person(Record row, List<String> notes, VoterProfile profile) {
    Boolean done = row.get(TARGET.DONE);
    return new Person(
        row.get(VOTER.ID),
        name(row),
        done != null,
        done != null && done,
        row.get(LINK.WRONG),
        Optional.ofNullable(row.get(VOTER.AGE)).map(Short::intValue),
        notes,
        profile);
  }

  private static VoterProfile profile(Record row, List<String> numbers, List<PastCall> calls) {
    return new VoterProfile(
        new VoterProfile.Called(row.get(FIRST_NAME), row.get(LAST_NAME), row.get(SAY_AS)),
        new VoterProfile.Home(row.get(VOTER.ADDRESS), row.get(VOTER.CITY), row.get(VOTER.STATE)),
        new VoterProfile.Contact(row.get(LANGUAGE), row.get(EMAIL), row.get(LINK.SCORE), numbers),
        calls);
  }

  private static String name(Record row) {
    return Stream.of(FIRST_NAME, VOTER.MIDDLE_NAME, LAST_NAME, VOTER.SUFFIX)
        .map(row::get)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" "));
  }

  /// Of the people at the number, latest first; only of dispositions that stand.
  private Map<Long, List<String>> notes(long phone) {
    return sql
        .select(NOTE.VOTER_ID, NOTE.TEXT)
        .from(LINK)
        .join(NOTE)
        .on(NOTE.VOTER_ID.eq(LINK.VOTER_ID))
        .join(DISPOSITION)
        .on(DISPOSITION.ID.eq(NOTE.DISPOSITION_ID))
        .where(
            LINK.PHONE_ID.eq(phone),
            DSL.notExists(DSL.selectOne().from(LATER).where(LATER.SUPERSEDES.eq(DISPOSITION.ID))))
        .orderBy(DISPOSITION.AT.desc(), DISPOSITION.ID.desc())
        .fetch()
        .stream()
        .collect(
            groupingBy(
                row -> row.get(NOTE.VOTER_ID), mapping(row -> row.get(NOTE.TEXT), toList())));
  }
}
