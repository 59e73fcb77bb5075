package org.hustings.schema.engine;

import static org.hustings.schema.generated.Tables.ADDITION;
import static org.hustings.schema.generated.Tables.LINK;
import static org.hustings.schema.generated.Tables.PHONE;
import static org.hustings.schema.generated.Tables.VOTER_TOLD;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.excluded;

import org.hustings.core.attempt.AttemptStore.DispositionRow;
import org.hustings.core.disposition.Addition;
import org.hustings.core.disposition.Addition.OtherNumber;
import org.hustings.core.disposition.Addition.Told;
import org.hustings.core.voter.Link;
import org.hustings.schema.connection.OpenTransaction;

/// What voters told of themselves: kept as it was said, put over what the files say, and linked if
/// it is another number. What the rules make of that number is settled with its household.
final class Additions {
  private final OpenTransaction transaction;

  Additions(OpenTransaction transaction) {
    this.transaction = transaction;
  }

  /// @param disposition the id of the row that they came with
  void write(long disposition, DispositionRow row) {
    for (Addition addition : row.disposition().additions()) {
      record(disposition, addition);
      if (!addition.told().equals(Told.NOTHING)) {
        putOver(addition, row);
      }
      addition.number().ifPresent(number -> link(addition, number, row));
    }
  }

  private void record(long disposition, Addition addition) {
    Told told = addition.told();
    transaction
        .sql()
        .insertInto(ADDITION)
        .set(ADDITION.CAMPAIGN_ID, transaction.campaignId())
        .set(ADDITION.DISPOSITION_ID, disposition)
        .set(ADDITION.VOTER_ID, addition.voter().value())
        .set(ADDITION.FIRST_NAME, told.firstName().orElse(null))
        .set(ADDITION.LAST_NAME, told.lastName().orElse(null))
        .set(ADDITION.SAY_AS, told.sayAs().orElse(null))
        .set(ADDITION.EMAIL, told.email().orElse(null))
        .set(ADDITION.LANGUAGE, told.language().orElse(null))
        .set(ADDITION.NUMBER, addition.number().map(other -> other.number().e164()).orElse(null))
        .execute();
  }

  private void putOver(Addition addition, DispositionRow row) {
    Told told = addition.told();
    transaction
        .sql()
        .insertInto(VOTER_TOLD)
        .set(VOTER_TOLD.CAMPAIGN_ID, transaction.campaignId())
        .set(VOTER_TOLD.VOTER_ID, addition.voter().value())
        .set(VOTER_TOLD.FIRST_NAME, told.firstName().orElse(null))
        .set(VOTER_TOLD.LAST_NAME, told.lastName().orElse(null))
        .set(VOTER_TOLD.SAY_AS, told.sayAs().orElse(null))
        .set(VOTER_TOLD.EMAIL, told.email().orElse(null))
        .set(VOTER_TOLD.LANGUAGE, told.language().orElse(null))
        .set(VOTER_TOLD.TOLD_AT, row.at())
        .onConflict(VOTER_TOLD.CAMPAIGN_ID, VOTER_TOLD.VOTER_ID)
        .doUpdate()
        .set(
            VOTER_TOLD.FIRST_NAME, coalesce(excluded(VOTER_TOLD.FIRST_NAME), VOTER_TOLD.FIRST_NAME))
        .set(VOTER_TOLD.LAST_NAME, coalesce(excluded(VOTER_TOLD.LAST_NAME), VOTER_TOLD.LAST_NAME))
        .set(VOTER_TOLD.SAY_AS, coalesce(excluded(VOTER_TOLD.SAY_AS), VOTER_TOLD.SAY_AS))
        .set(VOTER_TOLD.EMAIL, coalesce(excluded(VOTER_TOLD.EMAIL), VOTER_TOLD.EMAIL))
        .set(VOTER_TOLD.LANGUAGE, coalesce(excluded(VOTER_TOLD.LANGUAGE), VOTER_TOLD.LANGUAGE))
        .set(VOTER_TOLD.TOLD_AT, excluded(VOTER_TOLD.TOLD_AT))
        .execute();
  }

  /// A pair that is known keeps its score, its source and its flag.
  private void link(Addition addition, OtherNumber other, DispositionRow row) {
    long zones = new ZoneSets(transaction).id(other.numberZones());
    transaction
        .sql()
        .insertInto(PHONE)
        .set(PHONE.CAMPAIGN_ID, transaction.campaignId())
        .set(PHONE.NUMBER, other.number().e164())
        .set(PHONE.NUMBER_ZONES, zones)
        .set(PHONE.ZONES, zones)
        .onConflict(PHONE.CAMPAIGN_ID, PHONE.NUMBER)
        .doNothing()
        .execute();
    long phone =
        transaction
            .sql()
            .select(PHONE.ID)
            .from(PHONE)
            .where(PHONE.NUMBER.eq(other.number().e164()))
            .fetchSingle(PHONE.ID);
    transaction
        .sql()
        .insertInto(LINK)
        .set(LINK.CAMPAIGN_ID, transaction.campaignId())
        .set(LINK.VOTER_ID, addition.voter().value())
        .set(LINK.PHONE_ID, phone)
        .set(LINK.SCORE, (short) Addition.SCORE)
        .set(LINK.SOURCE, Link.toldTo(row.by()))
        .onConflictDoNothing()
        .execute();
  }
}
