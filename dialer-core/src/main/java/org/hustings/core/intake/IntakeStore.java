package org.hustings.core.intake;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.UserId;

/// Imports as stored. Each call is one transaction of its own.
public interface IntakeStore {

  /// Begins an import.
  ///
  /// @param project in which the voters are to be reached; empty to keep them for later
  /// @param by empty for the command line
  ImportId begin(
      CampaignId campaign,
      Optional<ProjectId> project,
      String fileName,
      Optional<UserId> by,
      Instant at);

  /// Takes a chunk, whole or not at all: voters, numbers, links, targets, and what the rules make
  /// of every household touched. A voter whom this import brought before is a duplicate row and is
  /// rejected. Taking a chunk that was taken before changes nothing.
  ///
  /// @return the rejections that only the store can see
  Taken take(
      CampaignId campaign,
      ImportId id,
      List<CleanVoter> voters,
      List<Rejection> rejections,
      Instant at);

  /// Notes that the import is over.
  void finish(CampaignId campaign, ImportId id, State state, String message, Instant at);

  Optional<ImportView> find(CampaignId campaign, ImportId id);

  /// Latest first.
  List<ImportView> latest(CampaignId campaign, int atMost);

  /// Rejections in the order of their lines.
  ///
  /// @param after the last one seen, 0 to begin with
  List<NumberedRejection> rejections(CampaignId campaign, ImportId id, long after, int atMost);

  record ImportId(long value) {}

  enum State {
    RUNNING,
    DONE,
    /// Stopped in the middle: what was taken stays, and importing the file again takes the rest.
    STOPPED
  }

  /// What became of a chunk.
  record Taken(int newVoters, int changedVoters, int newPhones, List<Rejection> rejections) {
    public Taken {
      rejections = List.copyOf(rejections);
    }
  }

  /// An import so far.
  ///
  /// @param rows records read
  /// @param rejectedRows records left out whole
  /// @param message why it stopped, or what else is to be known of it
  record ImportView(
      ImportId id,
      Optional<ProjectId> project,
      String fileName,
      State state,
      long rows,
      long newVoters,
      long changedVoters,
      long newPhones,
      long rejectedRows,
      long rejections,
      String message,
      Instant startedAt,
      Optional<Instant> finishedAt) {}

  record NumberedRejection(long number, Rejection rejection) {}
}
