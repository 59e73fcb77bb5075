package org.hustings.schema.management;

import static org.hustings.schema.generated.Tables.ATTEMPT;
import static org.hustings.schema.generated.Tables.DISPOSITION;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hustings.core.disposition.Action;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.CampaignId;
import org.hustings.core.management.AttemptLog;
import org.hustings.core.management.VoterDirectory.AttemptFile;
import org.hustings.schema.connection.CampaignTransactions;
import org.hustings.schema.generated.tables.Disposition;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/// The log of attempts in PostgreSQL.
public final class PostgresAttemptLog implements AttemptLog {
  private final CampaignTransactions transactions;

  public PostgresAttemptLog(CampaignTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public List<AttemptFile> list(
      CampaignId campaign, Filter filter, Optional<Mark> after, int atMost) {
    Condition condition =
        DSL.and(conditions(filter))
            .and(
                after
                    .map(mark ->
                        DSL.row(ATTEMPT.PLANNED_AT, ATTEMPT.ID)
                            .lt(mark.plannedAt(), mark.attempt().value()))
                    .orElseGet(DSL::noCondition));
    return transactions.reading(
        campaign, transaction -> new AttemptFiles(transaction).where(condition, atMost));
  }

  private static List<Condition> conditions(Filter filter) {
    List<Condition> all = new ArrayList<>();
    filter.project().ifPresent(project -> all.add(ATTEMPT.PROJECT_ID.eq(project.value())));
    filter.volunteer().ifPresent(user -> all.add(ATTEMPT.USER_ID.eq(user.value())));
    filter.phone().ifPresent(phone -> all.add(ATTEMPT.PHONE_ID.eq(phone.value())));
    filter.from().ifPresent(from -> all.add(ATTEMPT.PLANNED_AT.ge(from)));
    filter.to().ifPresent(to -> all.add(ATTEMPT.PLANNED_AT.lt(to)));
    filter.action().ifPresent(action -> all.add(stands(action)));
    return all;
  }

  /// What stands is what nothing supersedes.
  private static Condition stands(Action action) {
    Disposition later = DISPOSITION.as("later");
    return DSL.exists(
        DSL.selectOne()
            .from(DISPOSITION)
            .where(DISPOSITION.ATTEMPT_ID.eq(ATTEMPT.ID), DISPOSITION.ACTION.eq(action.name()))
            .and(
                DSL.notExists(
                    DSL.selectOne().from(later).where(later.SUPERSEDES.eq(DISPOSITION.ID)))));
  }

  @Override
  public Optional<AttemptFile> find(CampaignId campaign, AttemptId attempt) {
    return transactions.reading(
        campaign,
        transaction ->
            new AttemptFiles(transaction)
                .where(ATTEMPT.ID.eq(attempt.value()), 1).stream().findFirst());
  }
}
