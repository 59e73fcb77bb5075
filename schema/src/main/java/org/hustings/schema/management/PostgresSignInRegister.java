package org.hustings.schema.management;

import static org.hustings.schema.generated.Tables.CREDENTIAL;
import static org.hustings.schema.generated.Tables.PASSWORD_OF;
import static org.hustings.schema.generated.Tables.WHOSE_SECRET;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hustings.core.account.Identity;
import org.hustings.core.account.Role;
import org.hustings.core.account.SecretHash;
import org.hustings.core.account.SignInRegister;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.GroupId;
import org.hustings.core.id.UserId;
import org.hustings.schema.connection.CampaignTransactions;
import org.hustings.schema.generated.tables.records.WhoseSecretRecord;

/// Sign-ins in PostgreSQL, through the doors in the wall between campaigns.
public final class PostgresSignInRegister implements SignInRegister {
  private final CampaignTransactions transactions;

  public PostgresSignInRegister(CampaignTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Optional<StoredPassword> passwordOf(String login) {
    return transactions.outside(sql ->
        sql.selectFrom(PASSWORD_OF.call(login))
            .fetchOptional(row ->
                new StoredPassword(
                    new UserId(row.getUserId()),
                    new CampaignId(row.getCampaignId()),
                    row.getPasswordHash())));
  }

  /// Also forgets what has expired, so that the table does not grow with every sign-in.
  @Override
  public void open(StoredPassword who, SecretHash secret, Instant now, Instant expiresAt) {
    transactions.in(
        who.campaign(),
        transaction -> {
          transaction
              .sql()
              .deleteFrom(CREDENTIAL)
              .where(CREDENTIAL.KIND.eq(Credential.COOKIE.name()), CREDENTIAL.EXPIRES_AT.lt(now))
              .execute();
          return transaction
              .sql()
              .insertInto(CREDENTIAL)
              .set(CREDENTIAL.CAMPAIGN_ID, transaction.campaignId())
              .set(CREDENTIAL.USER_ID, who.user().value())
              .set(CREDENTIAL.KIND, Credential.COOKIE.name())
              .set(CREDENTIAL.SECRET_HASH, secret.hex())
              .set(CREDENTIAL.CREATED_AT, now)
              .set(CREDENTIAL.EXPIRES_AT, expiresAt)
              .execute();
        });
  }

  @Override
  public Optional<SignedIn> find(SecretHash secret, Instant now) {
    return transactions.outside(sql ->
        sql.selectFrom(WHOSE_SECRET.call(secret.hex(), now))
            .fetchOptional(PostgresSignInRegister::signedIn));
  }

  private static SignedIn signedIn(WhoseSecretRecord row) {
    return new SignedIn(
        new Identity(
            new UserId(row.getUserId()),
            new CampaignId(row.getCampaignId()),
            row.getName(),
            Role.valueOf(row.getRole()),
            Arrays.stream(row.getGroups()).map(GroupId::new).collect(Collectors.toSet())),
        Credential.valueOf(row.getKind()),
        row.getExpiresAt());
  }

  @Override
  public void close(SecretHash secret) {
    Optional<CampaignId> campaign =
        transactions.outside(sql ->
            sql.selectFrom(WHOSE_SECRET.call(secret.hex(), Instant.EPOCH))
                .fetchOptional(row -> new CampaignId(row.getCampaignId())));
    campaign.ifPresent(id ->
        transactions.in(
            id,
            transaction ->
                transaction
                    .sql()
                    .deleteFrom(CREDENTIAL)
                    .where(CREDENTIAL.SECRET_HASH.eq(secret.hex()))
                    .execute()));
  }
}
