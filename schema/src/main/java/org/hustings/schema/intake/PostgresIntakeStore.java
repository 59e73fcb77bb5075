package org.hustings.schema.intake;

import static org.hustings.schema.generated.Tables.IMPORT_REJECTION;
import static org.hustings.schema.generated.Tables.VOTER_IMPORT;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.UserId;
import org.hustings.core.intake.CleanVoter;
import org.hustings.core.intake.IntakeStore;
import org.hustings.core.intake.Rejection;
import org.hustings.core.queue.Settlement;
import org.hustings.schema.connection.OpenTransaction;
import org.hustings.schema.engine.PostgresTransactions;
import org.hustings.schema.generated.tables.records.VoterImportRecord;

/// Imports in PostgreSQL.
public final class PostgresIntakeStore implements IntakeStore {
  private final PostgresTransactions transactions;
  private final Settlement settlement;

  public PostgresIntakeStore(PostgresTransactions transactions, Settlement settlement) {
    this.transactions = transactions;
    this.settlement = settlement;
  }

  private <T> T in(CampaignId campaign, Function<OpenTransaction, T> work) {
    return transactions.with(campaign, stores -> work.apply(stores.transaction()));
  }

  @Override
  public ImportId begin(
      CampaignId campaign,
      Optional<ProjectId> project,
      String fileName,
      Optional<UserId> by,
      Instant at) {
    return in(
        campaign,
        transaction -> {
          VoterImportRecord row = transaction.sql().newRecord(VOTER_IMPORT);
          row.setCampaignId(campaign.value());
          project.ifPresent(id -> row.setProjectId(id.value()));
          row.setFileName(fileName);
          row.setState(State.RUNNING.name());
          by.ifPresent(user -> row.setImportedBy(user.value()));
          row.setStartedAt(at);
          return new ImportId(
              transaction
                  .sql()
                  .insertInto(VOTER_IMPORT)
                  .set(row)
                  .returning(VOTER_IMPORT.ID)
                  .fetchSingle(VOTER_IMPORT.ID));
        });
  }

  @Override
  public Taken take(
      CampaignId campaign,
      ImportId id,
      List<CleanVoter> voters,
      List<Rejection> rejections,
      Instant at) {
    return transactions.with(
        campaign,
        stores -> {
          OpenTransaction transaction = stores.transaction();
          Optional<ProjectId> project =
              Optional.ofNullable(
                      transaction
                          .sql()
                          .select(VOTER_IMPORT.PROJECT_ID)
                          .from(VOTER_IMPORT)
                          .where(VOTER_IMPORT.ID.eq(id.value()))
                          .fetchSingle(VOTER_IMPORT.PROJECT_ID))
                  .map(ProjectId::new);
          TreeSet<Long> touched = new TreeSet<>();
          Taken taken = new ChunkOfVoters(transaction, id.value(), voters).write(project, touched);
          stores.queue().settle(touched.stream().map(PhoneId::new).toList(), settlement, at);
          List<Rejection> all = new ArrayList<>(rejections);
          all.addAll(taken.rejections());
          writeRejections(transaction, id, all);
          count(
              transaction,
              id,
              voters.size() + rejections.stream().filter(Rejection::whole).count(),
              taken,
              all);
          return taken;
        });
  }

  private static void writeRejections(
      OpenTransaction transaction, ImportId id, List<Rejection> rejections) {
    transaction
        .sql()
        .execute(
            """
            insert into import_rejection (campaign_id, import_id, line, about, whole_row, reason)
            select ?, ?, line, about, whole_row, reason
            from unnest(?::bigint[], ?::text[], ?::boolean[], ?::text[]) as g(line, about, whole_row, reason) order by line
            """,
            transaction.campaignId(),
            id.value(),
            rejections.stream().map(Rejection::line).toArray(Long[]::new),
            rejections.stream().map(Rejection::column).toArray(String[]::new),
            rejections.stream().map(Rejection::whole).toArray(Boolean[]::new),
            rejections.stream().map(Rejection::reason).toArray(String[]::new));
  }

  private static void count(
      OpenTransaction transaction,
      ImportId id,
      long rows,
      Taken taken,
      List<Rejection> rejections) {
    transaction
        .sql()
        .update(VOTER_IMPORT)
        .set(VOTER_IMPORT.TAKEN_ROWS, VOTER_IMPORT.TAKEN_ROWS.plus(rows))
        .set(VOTER_IMPORT.NEW_VOTERS, VOTER_IMPORT.NEW_VOTERS.plus(taken.newVoters()))
        .set(VOTER_IMPORT.CHANGED_VOTERS, VOTER_IMPORT.CHANGED_VOTERS.plus(taken.changedVoters()))
        .set(VOTER_IMPORT.NEW_PHONES, VOTER_IMPORT.NEW_PHONES.plus(taken.newPhones()))
        .set(
            VOTER_IMPORT.REJECTED_ROWS,
            VOTER_IMPORT.REJECTED_ROWS.plus(rejections.stream().filter(Rejection::whole).count()))
        .set(VOTER_IMPORT.REJECTIONS, VOTER_IMPORT.REJECTIONS.plus(rejections.size()))
        .where(VOTER_IMPORT.ID.eq(id.value()))
        .execute();
  }

  @Override
  public void finish(CampaignId campaign, ImportId id, State state, String message, Instant at) {
    in(
        campaign,
        transaction ->
            transaction
                .sql()
                .update(VOTER_IMPORT)
                .set(VOTER_IMPORT.STATE, state.name())
                .set(VOTER_IMPORT.MESSAGE, message)
                .set(VOTER_IMPORT.FINISHED_AT, at)
                .where(VOTER_IMPORT.ID.eq(id.value()))
                .execute());
  }

  @Override
  public Optional<ImportView> find(CampaignId campaign, ImportId id) {
    return in(
        campaign,
        transaction ->
            transaction
                .sql()
                .selectFrom(VOTER_IMPORT)
                .where(VOTER_IMPORT.ID.eq(id.value()))
                .fetchOptional(PostgresIntakeStore::view));
  }

  @Override
  public List<ImportView> latest(CampaignId campaign, int atMost) {
    return in(
        campaign,
        transaction ->
            transaction
                .sql()
                .selectFrom(VOTER_IMPORT)
                .orderBy(VOTER_IMPORT.ID.desc())
                .limit(atMost)
                .fetch(PostgresIntakeStore::view));
  }

  @Override
  public List<NumberedRejection> rejections(
      CampaignId campaign, ImportId id, long after, int atMost) {
    return in(
        campaign,
        transaction ->
            transaction
                .sql()
                .selectFrom(IMPORT_REJECTION)
                .where(IMPORT_REJECTION.IMPORT_ID.eq(id.value()), IMPORT_REJECTION.ID.gt(after))
                .orderBy(IMPORT_REJECTION.ID)
                .limit(atMost)
                .fetch(row ->
                    new NumberedRejection(
                        row.getId(),
                        new Rejection(
                            row.getLine(), row.getAbout(), row.getWholeRow(), row.getReason()))));
  }

  private static ImportView view(VoterImportRecord row) {
    return new ImportView(
        new ImportId(row.getId()),
        Optional.ofNullable(row.getProjectId()).map(ProjectId::new),
        row.getFileName(),
        State.valueOf(row.getState()),
        row.getTakenRows(),
        row.getNewVoters(),
        row.getChangedVoters(),
        row.getNewPhones(),
        row.getRejectedRows(),
        row.getRejections(),
        row.getMessage(),
        row.getStartedAt(),
        Optional.ofNullable(row.getFinishedAt()));
  }
}
