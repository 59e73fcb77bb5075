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

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hustings.core.id.EntryId;
import org.hustings.core.session.SessionView.Person;
import org.hustings.core.session.SessionView.VoterScreen;
import org.hustings.schema.connection.OpenTransaction;
import org.hustings.schema.generated.tables.Disposition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;

/// What the screen shows of the number behind an entry.
final class VoterScreens {
  private static final Disposition LATER = DISPOSITION.as("later");

  private final DSLContext sql;

  VoterScreens(OpenTransaction transaction) {
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
    return sql.select(
            VOTER.ID,
            VOTER.FIRST_NAME,
            VOTER.MIDDLE_NAME,
            VOTER.LAST_NAME,
            VOTER.SUFFIX,
            VOTER.AGE,
            LINK.WRONG,
            TARGET.DONE)
        .from(LINK)
        .join(VOTER)
        .on(VOTER.ID.eq(LINK.VOTER_ID))
        .leftJoin(TARGET)
        .on(TARGET.VOTER_ID.eq(VOTER.ID), TARGET.PROJECT_ID.eq(project))
        .where(LINK.PHONE_ID.eq(phone))
        .orderBy(TARGET.DONE.isNull(), LINK.SCORE.desc(), VOTER.ID)
        .fetch(row -> person(row, notes.getOrDefault(row.get(VOTER.ID), List.of())));
  }

  private static Person person(Record row, List<String> notes) {
    Boolean done = row.get(TARGET.DONE);
    return new Person(
        row.get(VOTER.ID),
        name(row),
        done != null,
        done != null && done,
        row.get(LINK.WRONG),
        Optional.ofNullable(row.get(VOTER.AGE)).map(Short::intValue),
        notes);
  }

  private static String name(Record row) {
    return Stream.of(VOTER.FIRST_NAME, VOTER.MIDDLE_NAME, VOTER.LAST_NAME, VOTER.SUFFIX)
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
