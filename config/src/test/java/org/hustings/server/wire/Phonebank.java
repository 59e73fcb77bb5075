package org.hustings.server.wire;

import static org.hustings.schema.generated.Tables.PROJECT;
import static org.hustings.schema.generated.Tables.RECORDING;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hustings.core.attempt.Attempt;
import org.hustings.core.contract.SeededStores;
import org.hustings.core.contract.Settings;
import org.hustings.core.contract.World;
import org.hustings.core.credit.Money;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.RecordingId;
import org.hustings.core.id.UserId;
import org.hustings.core.project.ProjectSettings;
import org.hustings.core.queue.EntryState;
import org.hustings.core.queue.Standing;
import org.hustings.core.recording.Pcmu;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.core.voter.PhoneStatus;
import org.hustings.schema.PostgresDatabase;
import org.hustings.schema.engine.SeededPostgres;
import org.hustings.telephony.media.g711.G711;

/// One campaign in the database of a [RunningServer]: who calls, whom, and how it stands.
final class Phonebank {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Money CREDIT = new Money(100_000_000);

  private final PostgresDatabase database;
  private final SeededStores stores;
  private final World world;

  Phonebank(PostgresDatabase database) {
    this.database = database;
    this.stores = new SeededPostgres(database);
    this.world = new World(stores);
    world.in(books -> books.credits().topUp(CREDIT, "for the test", world.now()));
  }

  CampaignId campaign() {
    return world.campaign();
  }

  UserId user(String name) {
    return stores.user(campaign(), name);
  }

  /// A project that is open day and night but for the legal window.
  ///
  /// @param ringFor at least five seconds
  ProjectId project(Duration ringFor, Optional<short[]> voicemail) {
    ProjectSettings usual = Settings.byDefault().build();
    ProjectId project =
        stores.project(
            campaign(),
            "Project",
            new ProjectSettings(
                usual.hours(),
                usual.legalWindow(),
                usual.unknownZones(),
                usual.attemptLimit(),
                usual.retryDelay(),
                ringFor,
                usual.suppression(),
                Duration.ofSeconds(10),
                usual.callerId(),
                usual.script(),
                usual.survey(),
                usual.dispositions(),
                usual.access(),
                Optional.empty()));
    voicemail.map(this::recording).ifPresent(message -> attach(project, message));
    return project;
  }

  private void attach(ProjectId project, RecordingId message) {
    database
        .byCampaign()
        .in(
            campaign(),
            open ->
                open.sql()
                    .update(PROJECT)
                    .set(PROJECT.VOICEMAIL_ID, message.value())
                    .where(PROJECT.ID.eq(project.value()))
                    .execute());
  }

  private RecordingId recording(short[] samples) {
    byte[] octets = Pcmu.of(G711.PCMU.encode(samples)).octets();
    return database
        .byCampaign()
        .in(
            campaign(),
            open ->
                new RecordingId(
                    open.sql()
                        .insertInto(
                            RECORDING, RECORDING.CAMPAIGN_ID, RECORDING.NAME, RECORDING.SOUND)
                        .values(campaign().value(), "message", octets)
                        .returning(RECORDING.ID)
                        .fetchSingle(RECORDING.ID)));
  }

  /// A voter alone at a number in New York, queued by this score.
  PhoneId voter(ProjectId project, String number, int score) {
    PhoneId phone = stores.phone(campaign(), new PhoneNumber(number), Set.of(Settings.NEW_YORK));
    var voter = stores.voter(campaign(), "Voter " + number, Set.of());
    stores.link(campaign(), voter, phone, score);
    stores.target(campaign(), project, voter);
    world.settle(phone);
    return phone;
  }

  /// How the number's entry stands.
  EntryState entry(PhoneId phone, ProjectId project) {
    return world.stateOf(phone, project).orElseThrow();
  }

  /// What all that was said of the number makes of it.
  Standing standing(PhoneId phone) {
    return world.in(books -> books.queue().lockHousehold(phone)).phones().stream()
        .filter(file -> file.id().equals(phone))
        .map(file -> Standing.of(file.facts()))
        .findFirst()
        .orElseThrow();
  }

  /// Waits a moment for what is written after the volunteer was told: true once the number has the
  /// status.
  boolean awaitStatus(PhoneId phone, PhoneStatus status) {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < until) {
      if (standing(phone).status() == status) {
        return true;
      }
    }
    return false;
  }

  /// An attempt as it is written down.
  Attempt attempt(String id) {
    AttemptId attempt = new AttemptId(UUID.fromString(id));
    return world.in(books -> books.attempts().find(attempt)).orElseThrow();
  }
}
