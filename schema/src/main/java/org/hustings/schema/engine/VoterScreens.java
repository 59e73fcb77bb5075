package org.hustings.schema.engine;

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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hustings.core.id.EntryId;
import org.hustings.core.session.SessionView.Person;
import org.hustings.core.session.SessionView.VoterScreen;
import org.hustings.core.session.VoterProfile;
import org.hustings.core.session.VoterProfile.PastCall;
import org.hustings.schema.connection.OpenTransaction;
import org.hustings.schema.engine.VoterProfiles.PersonAt;
import org.hustings.schema.generated.tables.Disposition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;

/// What screens show of the numbers behind entries.
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

  /// By entry, with as many statements for many as for one; unknown ones are left out.
  Map<EntryId, VoterScreen> of(Set<EntryId> entries) {
    Long[] ids = entries.stream().map(EntryId::value).toArray(Long[]::new);
    var rows =
        sql.select(QUEUE_ENTRY.ID, QUEUE_ENTRY.PHONE_ID, QUEUE_ENTRY.SCORE)
            .select(PHONE.NUMBER, PHONE.ATTEMPTS)
            .from(QUEUE_ENTRY)
            .join(PHONE)
            .on(PHONE.ID.eq(QUEUE_ENTRY.PHONE_ID))
            .where(QUEUE_ENTRY.ID.eq(DSL.any(ids)))
            .fetch();
    Map<Long, List<Person>> people =
        people(ids, rows.getValues(QUEUE_ENTRY.PHONE_ID).toArray(Long[]::new));
    return rows.stream()
        .collect(
            Collectors.toMap(
                row -> new EntryId(row.get(QUEUE_ENTRY.ID)),
                row ->
                    new VoterScreen(
                        row.get(PHONE.NUMBER),
                        row.get(QUEUE_ENTRY.SCORE),
                        row.get(PHONE.ATTEMPTS),
                        people.getOrDefault(row.get(QUEUE_ENTRY.ID), List.of()))));
  }

  /// By entry.
  private Map<Long, List<Person>> people(Long[] entries, Long... phones) {
    Map<PersonAt, List<String>> notes = notes(phones);
    Map<PersonAt, List<String>> numbers = profiles.otherNumbers(phones);
    Map<PersonAt, List<PastCall>> calls = profiles.pastCalls(phones);
    return sql.select(QUEUE_ENTRY.ID, LINK.PHONE_ID, LINK.VOTER_ID)
        .select(FIRST_NAME, VOTER.MIDDLE_NAME, LAST_NAME, VOTER.SUFFIX, VOTER.AGE)
        .select(VOTER.ADDRESS, VOTER.CITY, VOTER.STATE, SAY_AS, EMAIL, LANGUAGE)
        .select(LINK.WRONG, LINK.SCORE, TARGET.DONE)
        .from(QUEUE_ENTRY)
        .join(LINK)
        .on(LINK.PHONE_ID.eq(QUEUE_ENTRY.PHONE_ID))
        .join(VOTER)
        .on(VOTER.ID.eq(LINK.VOTER_ID))
        .leftJoin(VOTER_TOLD)
        .on(VOTER_TOLD.VOTER_ID.eq(VOTER.ID))
        .leftJoin(TARGET)
        .on(TARGET.VOTER_ID.eq(VOTER.ID), TARGET.PROJECT_ID.eq(QUEUE_ENTRY.PROJECT_ID))
        .where(QUEUE_ENTRY.ID.eq(DSL.any(entries)))
        .orderBy(TARGET.DONE.isNull(), LINK.SCORE.desc(), VOTER.ID)
        .fetchGroups(
            QUEUE_ENTRY.ID,
            row -> {
              PersonAt who = PersonAt.of(row);
              return person(
                  row,
                  notes.getOrDefault(who, List.of()),
                  profile(
                      row,
                      numbers.getOrDefault(who, List.of()),
                      calls.getOrDefault(who, List.of())));
            });
  }

  private static Person person(Record row, List<String> notes, VoterProfile profile) {
    Boolean done = row.get(TARGET.DONE);
    return new Person(
        row.get(LINK.VOTER_ID),
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

  /// Of the people at the numbers, latest first; only of dispositions that stand.
  private Map<PersonAt, List<String>> notes(Long... phones) {
    return sql.select(LINK.PHONE_ID, LINK.VOTER_ID, NOTE.TEXT)
        .from(LINK)
        .join(NOTE)
        .on(NOTE.VOTER_ID.eq(LINK.VOTER_ID))
        .join(DISPOSITION)
        .on(DISPOSITION.ID.eq(NOTE.DISPOSITION_ID))
        .where(
            LINK.PHONE_ID.eq(DSL.any(phones)),
            DSL.notExists(DSL.selectOne().from(LATER).where(LATER.SUPERSEDES.eq(DISPOSITION.ID))))
        .orderBy(DISPOSITION.AT.desc(), DISPOSITION.ID.desc())
        .fetchGroups(PersonAt::of, row -> row.get(NOTE.TEXT));
  }
}
