package org.hustings.schema.management;

import static org.hustings.schema.generated.Tables.PROJECT;
import static org.hustings.schema.generated.Tables.QUEUE_ENTRY;
import static org.hustings.schema.generated.Tables.TARGET;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hustings.core.edit.Saved;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.RecordingId;
import org.hustings.core.project.ManagedProjects;
import org.hustings.core.project.Project;
import org.hustings.schema.connection.CampaignTransactions;
import org.hustings.schema.connection.OpenTransaction;
import org.hustings.schema.engine.PostgresProjectStore;
import org.hustings.schema.generated.tables.records.ProjectRecord;
import org.hustings.schema.json.ProjectJson;
import org.jooq.impl.DSL;

/// Projects in PostgreSQL, for those who manage them.
public final class PostgresManagedProjects implements ManagedProjects {
  private static final Constraints CONSTRAINTS =
      new Constraints(
          Map.of(
              "project_campaign_id_name_key", "name",
              "project_campaign_id_voicemail_id_fkey", "voicemail"));

  private final CampaignTransactions transactions;

  public PostgresManagedProjects(CampaignTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Saved<Project> add(CampaignId campaign, Draft draft) {
    return CONSTRAINTS.saving(() ->
        transactions.in(
            campaign,
            transaction -> {
              ProjectRecord columns = columns(draft);
              columns.setCampaignId(transaction.campaignId());
              return new Saved.Done<>(
                  PostgresProjectStore.project(
                      transaction
                          .sql()
                          .insertInto(PROJECT)
                          .set(columns)
                          .returning()
                          .fetchSingle()));
            }));
  }

  @Override
  public Optional<Project> find(CampaignId campaign, ProjectId project) {
    return transactions.in(
        campaign, transaction -> new PostgresProjectStore(transaction).find(project));
  }

  @Override
  public List<Project> all(CampaignId campaign) {
    return transactions.in(campaign, transaction -> new PostgresProjectStore(transaction).all());
  }

  @Override
  public Saved<Project> change(CampaignId campaign, ProjectId project, long version, Draft draft) {
    return CONSTRAINTS.saving(
        () -> transactions.in(campaign, t -> change(t, project, version, draft)));
  }

  private static Saved<Project> change(
      OpenTransaction transaction, ProjectId project, long version, Draft draft) {
    return transaction
        .sql()
        .update(PROJECT)
        .set(columns(draft))
        .set(PROJECT.VERSION, PROJECT.VERSION.plus(1))
        .where(PROJECT.ID.eq(project.value()), PROJECT.VERSION.eq(version))
        .returning()
        .fetchOptional(PostgresProjectStore::project)
        .<Saved<Project>>map(Saved.Done::new)
        .or(() -> new PostgresProjectStore(transaction).find(project).map(Saved.Outdated::new))
        .orElseGet(Saved.Unknown::new);
  }

  private static ProjectRecord columns(Draft draft) {
    ProjectRecord columns = new ProjectRecord();
    columns.setName(draft.name());
    columns.setStatus(draft.status().name());
    columns.setSettings(ProjectJson.write(draft.settings()));
    columns.setVoicemailId(draft.settings().voicemail().map(RecordingId::value).orElse(null));
    return columns;
  }

  @Override
  public Reach reach(CampaignId campaign, ProjectId project) {
    return transactions.in(
        campaign,
        transaction ->
            transaction
                .sql()
                .select(DSL.count(), DSL.count().filterWhere(TARGET.DONE))
                .from(TARGET)
                .where(TARGET.PROJECT_ID.eq(project.value()))
                .fetchSingle(row -> new Reach(row.value1(), row.value2())));
  }

  @Override
  public List<PhoneId> phonesOf(CampaignId campaign, ProjectId project, long after, int atMost) {
    return transactions.in(
        campaign,
        transaction ->
            transaction
                .sql()
                .select(QUEUE_ENTRY.PHONE_ID)
                .from(QUEUE_ENTRY)
                .where(QUEUE_ENTRY.PROJECT_ID.eq(project.value()), QUEUE_ENTRY.PHONE_ID.gt(after))
                .orderBy(QUEUE_ENTRY.PHONE_ID)
                .limit(atMost)
                .fetch(row -> new PhoneId(row.get(QUEUE_ENTRY.PHONE_ID))));
  }
}
