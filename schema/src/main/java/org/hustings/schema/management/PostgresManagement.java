package org.hustings.schema.management;

import org.hustings.core.account.OwnPhones;
import org.hustings.schema.PostgresDatabase;

/// All stores of this package on one database, for the wiring.
public record PostgresManagement(
    PostgresSignInRegister signIns,
    PostgresTryBook tries,
    PostgresPinStore pins,
    PostgresOwnPhones ownPhones,
    PostgresUserStore users,
    PostgresInvitationStore invitations,
    PostgresCampaignOffice office,
    PostgresCallerIdBook callerIds,
    PostgresManagedProjects projects,
    PostgresVoterDirectory voters,
    PostgresAttemptLog attempts,
    PostgresCampaignBooks books,
    PostgresRecordingShelf recordings,
    PostgresDictationStore dictations,
    PostgresIncidentBook incidents,
    PostgresCallDiary diary) {

  public static PostgresManagement on(PostgresDatabase database) {
    return on(database, OwnPhones.Limits.DEFAULT);
  }

  /// @param ownPhones how often a volunteer's telephone is rung
  public static PostgresManagement on(PostgresDatabase database, OwnPhones.Limits ownPhones) {
    var transactions = database.byCampaign();
    return new PostgresManagement(
        new PostgresSignInRegister(transactions),
        new PostgresTryBook(transactions),
        new PostgresPinStore(transactions),
        new PostgresOwnPhones(transactions, ownPhones),
        new PostgresUserStore(transactions),
        new PostgresInvitationStore(transactions),
        new PostgresCampaignOffice(transactions),
        new PostgresCallerIdBook(transactions),
        new PostgresManagedProjects(transactions),
        new PostgresVoterDirectory(transactions),
        new PostgresAttemptLog(transactions),
        new PostgresCampaignBooks(transactions, database.transactions()),
        new PostgresRecordingShelf(transactions),
        new PostgresDictationStore(transactions),
        new PostgresIncidentBook(transactions),
        new PostgresCallDiary(transactions));
  }
}
