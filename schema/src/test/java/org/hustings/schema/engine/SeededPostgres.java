package org.hustings.schema.engine;

import static org.hustings.schema.generated.Tables.APP_USER;
import static org.hustings.schema.generated.Tables.LINK;
import static org.hustings.schema.generated.Tables.PHONE;
import static org.hustings.schema.generated.Tables.PROJECT;
import static org.hustings.schema.generated.Tables.TARGET;
import static org.hustings.schema.generated.Tables.VOTER;

import java.time.ZoneId;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.hustings.core.contract.SeededStores;
import org.hustings.core.contract.Settings;
import org.hustings.core.dialing.Transactions;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.ServerId;
import org.hustings.core.id.UserId;
import org.hustings.core.id.VoterId;
import org.hustings.core.project.Project;
import org.hustings.core.project.ProjectSettings;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.schema.PostgresDatabase;
import org.hustings.schema.connection.OpenTransaction;
import org.hustings.schema.json.ProjectJson;
import org.jooq.JSONB;

/// The stores in PostgreSQL, to be filled by a test.
public final class SeededPostgres implements SeededStores {
  private static final AtomicInteger CAMPAIGNS = new AtomicInteger();

  private final PostgresDatabase database;

  public SeededPostgres(PostgresDatabase database) {
    this.database = database;
  }

  @Override
  public Transactions transactions() {
    return database.transactions();
  }

  @Override
  public CampaignId campaign(String name) {
    return database
        .campaigns()
        .found(name + " " + CAMPAIGNS.incrementAndGet(), "US", Settings.NEW_YORK);
  }

  @Override
  public ServerId server() {
    return new ServerId(new UUID(0, 1));
  }

  @Override
  public UserId user(CampaignId campaign, String name) {
    return in(
        campaign,
        open ->
            new UserId(
                open.sql()
                    .insertInto(APP_USER, APP_USER.CAMPAIGN_ID, APP_USER.NAME, APP_USER.ROLE)
                    .values(campaign.value(), name, "VOLUNTEER")
                    .returning(APP_USER.ID)
                    .fetchSingle(APP_USER.ID)));
  }

  @Override
  public ProjectId project(CampaignId campaign, String name, ProjectSettings settings) {
    return in(
        campaign,
        open ->
            new ProjectId(
                open.sql()
                    .insertInto(
                        PROJECT,
                        PROJECT.CAMPAIGN_ID,
                        PROJECT.NAME,
                        PROJECT.STATUS,
                        PROJECT.SETTINGS)
                    .values(campaign.value(), name, "ACTIVE", ProjectJson.write(settings))
                    .returning(PROJECT.ID)
                    .fetchSingle(PROJECT.ID)));
  }

  @Override
  public void change(
      CampaignId campaign, ProjectId project, Project.Status status, ProjectSettings settings) {
    JSONB json = ProjectJson.write(settings);
    in(
        campaign,
        open ->
            open.sql()
                .update(PROJECT)
                .set(PROJECT.STATUS, status.name())
                .set(PROJECT.SETTINGS, json)
                .set(PROJECT.VERSION, PROJECT.VERSION.plus(1))
                .where(PROJECT.ID.eq(project.value()))
                .execute());
  }

  @Override
  public VoterId voter(CampaignId campaign, String name, Set<ZoneId> addressZones) {
    return in(
        campaign,
        open ->
            new VoterId(
                open.sql()
                    .insertInto(VOTER, VOTER.CAMPAIGN_ID, VOTER.LAST_NAME, VOTER.ADDRESS_ZONES)
                    .values(campaign.value(), name, new ZoneSets(open).id(addressZones))
                    .returning(VOTER.ID)
                    .fetchSingle(VOTER.ID)));
  }

  @Override
  public PhoneId phone(CampaignId campaign, PhoneNumber number, Set<ZoneId> numberZones) {
    return in(
        campaign,
        open -> {
          long zones = new ZoneSets(open).id(numberZones);
          return new PhoneId(
              open.sql()
                  .insertInto(
                      PHONE, PHONE.CAMPAIGN_ID, PHONE.NUMBER, PHONE.NUMBER_ZONES, PHONE.ZONES)
                  .values(campaign.value(), number.e164(), zones, zones)
                  .returning(PHONE.ID)
                  .fetchSingle(PHONE.ID));
        });
  }

  @Override
  public void link(CampaignId campaign, VoterId voter, PhoneId phone, int score) {
    in(
        campaign,
        open ->
            open.sql()
                .insertInto(
                    LINK, LINK.CAMPAIGN_ID, LINK.VOTER_ID, LINK.PHONE_ID, LINK.SCORE, LINK.SOURCE)
                .values(campaign.value(), voter.value(), phone.value(), (short) score, "seed")
                .execute());
  }

  @Override
  public void target(CampaignId campaign, ProjectId project, VoterId voter) {
    in(
        campaign,
        open ->
            open.sql()
                .insertInto(TARGET, TARGET.CAMPAIGN_ID, TARGET.PROJECT_ID, TARGET.VOTER_ID)
                .values(campaign.value(), project.value(), voter.value())
                .execute());
  }

  @Override
  public boolean isDone(CampaignId campaign, ProjectId project, VoterId voter) {
    return in(
        campaign,
        open ->
            open.sql()
                .select(TARGET.DONE)
                .from(TARGET)
                .where(TARGET.PROJECT_ID.eq(project.value()), TARGET.VOTER_ID.eq(voter.value()))
                .fetchSingle(TARGET.DONE));
  }

  private <T> T in(CampaignId campaign, Function<OpenTransaction, T> work) {
    return database.byCampaign().in(campaign, work);
  }
}
