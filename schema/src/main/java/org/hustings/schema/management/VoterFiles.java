package org.hustings.schema.management;

import static org.hustings.schema.generated.Tables.LINK;
import static org.hustings.schema.generated.Tables.PHONE;
import static org.hustings.schema.generated.Tables.TARGET;
import static org.hustings.schema.generated.Tables.VOTER;
import static org.hustings.schema.generated.Tables.VOTER_TOLD;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.VoterId;
import org.hustings.core.management.VoterDirectory.Contact;
import org.hustings.core.management.VoterDirectory.Target;
import org.hustings.core.management.VoterDirectory.VoterFile;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.core.voter.PhoneStatus;
import org.hustings.schema.connection.OpenTransaction;
import org.hustings.schema.generated.tables.records.TargetRecord;
import org.hustings.schema.generated.tables.records.VoterRecord;
import org.hustings.schema.generated.tables.records.VoterToldRecord;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/// Voters with their numbers and targets: three queries a page, however long it is.
final class VoterFiles {
  private final OpenTransaction transaction;

  VoterFiles(OpenTransaction transaction) {
    this.transaction = transaction;
  }

  List<VoterFile> where(Condition condition, int atMost) {
    List<VoterRecord> voters =
        transaction
            .sql()
            .selectFrom(VOTER)
            .where(condition)
            .orderBy(VOTER.ID)
            .limit(atMost)
            .fetch();
    Long[] ids = voters.stream().map(VoterRecord::getId).toArray(Long[]::new);
    putToldOver(voters, ids);
    Map<Long, List<Contact>> contacts = contacts(ids);
    Map<Long, List<Target>> targets = targets(ids);
    return voters.stream()
        .map(voter ->
            file(
                voter,
                contacts.getOrDefault(voter.getId(), List.of()),
                targets.getOrDefault(voter.getId(), List.of())))
        .toList();
  }

  /// What voters told of themselves stands over what the file says.
  private void putToldOver(List<VoterRecord> voters, Long[] ids) {
    Map<Long, VoterToldRecord> told =
        transaction
            .sql()
            .selectFrom(VOTER_TOLD)
            .where(VOTER_TOLD.VOTER_ID.eq(DSL.any(ids)))
            .fetchMap(VOTER_TOLD.VOTER_ID);
    for (VoterRecord voter : voters) {
      VoterToldRecord over = told.get(voter.getId());
      if (over != null) {
        voter.setFirstName(orElse(over.getFirstName(), voter.getFirstName()));
        voter.setLastName(orElse(over.getLastName(), voter.getLastName()));
        voter.setEmail(orElse(over.getEmail(), voter.getEmail()));
        voter.setLanguage(orElse(over.getLanguage(), voter.getLanguage()));
      }
    }
  }

  private static String orElse(@Nullable String told, String file) {
    return told == null ? file : told;
  }

  private Map<Long, List<Contact>> contacts(Long[] voters) {
    return transaction
        .sql()
        .select(LINK.VOTER_ID, LINK.SCORE, LINK.SOURCE, LINK.WRONG)
        .select(PHONE.ID, PHONE.NUMBER, PHONE.STATUS)
        .from(LINK)
        .join(PHONE)
        .on(PHONE.ID.eq(LINK.PHONE_ID))
        .where(LINK.VOTER_ID.eq(DSL.any(voters)))
        .orderBy(LINK.SCORE.desc(), PHONE.ID)
        .stream()
        .collect(
            Collectors.groupingBy(
                row -> row.get(LINK.VOTER_ID),
                Collectors.mapping(VoterFiles::contact, Collectors.toList())));
  }

  private static Contact contact(Record row) {
    return new Contact(
        new PhoneId(row.get(PHONE.ID)),
        new PhoneNumber(row.get(PHONE.NUMBER)),
        PhoneStatus.valueOf(row.get(PHONE.STATUS)),
        row.get(LINK.SCORE),
        row.get(LINK.SOURCE),
        row.get(LINK.WRONG));
  }

  private Map<Long, List<Target>> targets(Long[] voters) {
    return transaction
        .sql()
        .selectFrom(TARGET)
        .where(TARGET.VOTER_ID.eq(DSL.any(voters)))
        .orderBy(TARGET.PROJECT_ID)
        .stream()
        .collect(
            Collectors.groupingBy(
                TargetRecord::getVoterId,
                Collectors.mapping(
                    row -> new Target(new ProjectId(row.getProjectId()), row.getDone()),
                    Collectors.toList())));
  }

  private static VoterFile file(VoterRecord row, List<Contact> contacts, List<Target> targets) {
    return new VoterFile(
        new VoterId(row.getId()),
        Optional.ofNullable(row.getExternalId()),
        row.getFirstName(),
        row.getMiddleName(),
        row.getLastName(),
        row.getSuffix(),
        row.getAddress(),
        row.getCity(),
        row.getState(),
        row.getZip(),
        Optional.ofNullable(row.getAge()).map(Short::intValue),
        row.getLanguage(),
        row.getEmail(),
        contacts,
        targets);
  }
}
