package org.hustings.core.intake;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hustings.core.campaign.Campaign;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.UserId;
import org.hustings.core.intake.IntakeStore.ImportId;
import org.hustings.core.intake.IntakeStore.ImportView;
import org.hustings.core.intake.IntakeStore.State;
import org.hustings.core.voter.AddressZones;
import org.hustings.core.voter.NumberPlan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Imports a voter file as it streams in, chunk by chunk: memory does not grow with the file, a
/// chunk is taken whole or not at all, and a file that breaks off leaves what was taken so far;
/// importing it again takes the rest and changes nothing else.
///
/// Blocking; call it from a virtual thread.
public final class ImportVoters {
  private static final Logger log = LoggerFactory.getLogger(ImportVoters.class);

  /// Rows of one transaction: enough to be quick, few enough that the numbers it locks are missed
  /// by nobody.
  static final int CHUNK = 250;

  private final IntakeStore store;
  private final NumberPlan plan;
  private final AddressZones addresses;
  private final InstantSource clock;

  public ImportVoters(
      IntakeStore store, NumberPlan plan, AddressZones addresses, InstantSource clock) {
    this.store = store;
    this.plan = plan;
    this.addresses = addresses;
    this.clock = clock;
  }

  /// What is to be imported.
  ///
  /// @param project in which the voters are to be reached; empty to keep them for later
  /// @param by who imports; empty for the command line
  public record Order(
      Campaign campaign, Optional<ProjectId> project, String fileName, Optional<UserId> by) {}

  /// Imports all lines.
  ///
  /// @param lines read as they are needed; where it throws, the import stops there, and what it
  ///   threw is thrown on
  public ImportView run(Order order, Iterator<Line> lines) {
    CampaignId campaign = order.campaign().id();
    ImportId id =
        store.begin(campaign, order.project(), order.fileName(), order.by(), clock.instant());
    log.atInfo()
        .addKeyValue("import", id.value())
        .addKeyValue("campaign", campaign)
        .log("import.begun");
    try {
      takeAll(order, id, lines);
      return finish(campaign, id, State.DONE, "");
    } catch (RuntimeException e) {
      finish(
          campaign,
          id,
          State.STOPPED,
          "The import stopped in the middle. What was read before stays; import the file again for the rest.");
      throw e;
    }
  }

  private ImportView finish(CampaignId campaign, ImportId id, State state, String message) {
    store.finish(campaign, id, state, message, clock.instant());
    log.atInfo()
        .addKeyValue("import", id.value())
        .addKeyValue("campaign", campaign)
        .addKeyValue("state", state)
        .log("import.finished");
    return store.find(campaign, id).orElseThrow();
  }

  private void takeAll(Order order, ImportId id, Iterator<Line> lines) {
    RowCheck check = new RowCheck(plan, addresses, clock, order.campaign().region());
    while (lines.hasNext()) {
      Chunk chunk = new Chunk();
      for (int i = 0; i < CHUNK && lines.hasNext(); i++) {
        chunk.add(lines.next(), check);
      }
      store.take(
          order.campaign().id(),
          id,
          List.copyOf(chunk.voters.values()),
          chunk.rejections,
          clock.instant());
    }
  }

  /// The rows of one transaction, one a person.
  private static final class Chunk {
    private final Map<String, CleanVoter> voters = new LinkedHashMap<>();
    private final List<Rejection> rejections = new ArrayList<>();

    void add(Line line, RowCheck check) {
      switch (line) {
        case Line.Unreadable(long number, String reason) ->
            rejections.add(new Rejection(number, "", true, reason));
        case Line.UnknownColumn(long number, String name) ->
            rejections.add(
                new Rejection(
                    number,
                    name,
                    false,
                    "there is no such column; it was left out of every row. See docs/voters-csv.md for the names"));
        case Line.Row row -> check.check(row, rejections::add).ifPresent(this::add);
      }
    }

    private void add(CleanVoter voter) {
      CleanVoter earlier = voters.putIfAbsent(voter.externalId(), voter);
      if (earlier != null) {
        rejections.add(
            new Rejection(
                voter.line(),
                "external_id",
                true,
                "the same external_id stands in line "
                    + earlier.line()
                    + "; one row a person, with all their numbers"));
      }
    }
  }
}
