package org.hustings.core.management;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hustings.core.disposition.Action;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.UserId;
import org.hustings.core.id.VoterId;
import org.hustings.core.rule.Evidence;
import org.hustings.core.telephony.LegEnd;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.core.voter.PhoneStatus;

/// Looks up voters and numbers; each call is a transaction of its own.
public interface VoterDirectory {

  /// Voters in the order of ids, from the one after `after`.
  List<VoterFile> voters(CampaignId campaign, VoterSearch search, long after, int atMost);

  Optional<VoterFile> voter(CampaignId campaign, VoterId voter);

  Optional<PhoneId> phoneWith(CampaignId campaign, PhoneNumber number);

  Optional<PhoneHistory> phone(CampaignId campaign, PhoneId phone);

  /// The do-not-call list in the order of ids, from the one after `after`.
  List<Listing> doNotCall(CampaignId campaign, long after, int atMost);

  /// Numbers that a manager may want to reopen (R27), in the order of ids, from the one after
  /// `after`. Never one that must not be called.
  List<PhoneId> reopenable(CampaignId campaign, Reopening filter, long after, int atMost);

  /// How many numbers a reopening would find.
  long countReopenable(CampaignId campaign, Reopening filter);

  /// @param name part of first or last name, whatever the case
  /// @param externalId the whole of it
  /// @param number a number of the voter
  record VoterSearch(
      Optional<String> name, Optional<String> externalId, Optional<PhoneNumber> number) {}

  /// @param targetedIn projects that want to reach the voter, with whether they have
  record VoterFile(
      VoterId id,
      Optional<String> externalId,
      String firstName,
      String middleName,
      String lastName,
      String suffix,
      String address,
      String city,
      String state,
      String zip,
      Optional<Integer> age,
      String language,
      String email,
      List<Contact> phones,
      List<Target> targetedIn) {}

  record Contact(
      PhoneId phone,
      PhoneNumber number,
      PhoneStatus status,
      int score,
      String source,
      boolean wrong) {}

  record Target(ProjectId project, boolean done) {}

  /// @param doNotCall whether the campaign's do-not-call list holds the number
  /// @param attempts latest first
  record PhoneHistory(
      PhoneId id,
      PhoneNumber number,
      PhoneStatus status,
      int attemptCount,
      Optional<Instant> notBefore,
      List<String> zones,
      boolean doNotCall,
      List<Resident> voters,
      List<Place> entries,
      List<AttemptFile> attempts,
      List<Reopened> reopenings) {}

  record Resident(VoterId voter, String name, int score, boolean wrong) {}

  /// @param state `READY`, `WAITING` or `OUT`
  /// @param why the cause of waiting or being out
  record Place(
      ProjectId project,
      long entry,
      String state,
      int score,
      Optional<String> why,
      Optional<Instant> waitingUntil) {}

  record Reopened(Instant at, UserId by) {}

  /// An attempt with all that was said of it.
  ///
  /// @param dispositions latest first; the first stands
  record AttemptFile(
      AttemptId id,
      ProjectId project,
      PhoneId phone,
      PhoneNumber number,
      UserId volunteer,
      Instant plannedAt,
      Optional<Instant> ringingAt,
      Optional<Instant> answeredAt,
      Optional<Instant> endedAt,
      Optional<LegEnd> end,
      Evidence presented,
      Evidence dialed,
      List<Said> dispositions) {}

  /// @param by empty for the server
  record Said(
      String code,
      Action action,
      Optional<Instant> callBackAt,
      Optional<UserId> by,
      Instant at,
      List<VoterId> reached,
      List<VoterId> wrongNumberFor) {}

  /// @param by empty for an import
  record Listing(long id, PhoneNumber number, String source, Instant at, Optional<UserId> by) {}

  /// Which numbers to reopen.
  ///
  /// @param statuses of the numbers
  /// @param outOfAttempts those that have used up the project's attempts, too
  /// @param project only numbers with an entry there
  /// @param calledBefore only those last called before
  record Reopening(
      List<PhoneStatus> statuses,
      boolean outOfAttempts,
      Optional<ProjectId> project,
      Optional<Instant> calledBefore) {
    public Reopening {
      statuses = List.copyOf(statuses);
      if (statuses.contains(PhoneStatus.DO_NOT_CALL)) {
        throw new IllegalArgumentException(
            "a number that must not be called is never reopened (R27)");
      }
    }
  }
}
