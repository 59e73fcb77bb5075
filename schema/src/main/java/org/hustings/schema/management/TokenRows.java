package org.hustings.schema.management;

import static org.hustings.schema.generated.Tables.CREDENTIAL;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hustings.core.account.Role;
import org.hustings.core.account.SignInRegister.Credential;
import org.hustings.core.account.UserStore.NewToken;
import org.hustings.core.account.UserStore.Token;
import org.hustings.core.id.UserId;
import org.hustings.schema.connection.OpenTransaction;
import org.hustings.schema.generated.tables.records.CredentialRecord;
import org.jooq.Condition;

/// API tokens, in one transaction.
final class TokenRows {
  private final OpenTransaction transaction;

  TokenRows(OpenTransaction transaction) {
    this.transaction = transaction;
  }

  Token add(NewToken token) {
    return token(
        transaction
            .sql()
            .insertInto(CREDENTIAL)
            .set(CREDENTIAL.CAMPAIGN_ID, transaction.campaignId())
            .set(CREDENTIAL.USER_ID, token.user().value())
            .set(CREDENTIAL.KIND, Credential.TOKEN.name())
            .set(CREDENTIAL.NAME, token.name())
            .set(CREDENTIAL.ROLE, token.role().name())
            .set(CREDENTIAL.SECRET_HASH, token.secret().hex())
            .set(CREDENTIAL.CREATED_AT, token.createdAt())
            .set(CREDENTIAL.EXPIRES_AT, token.expiresAt())
            .returning()
            .fetchSingle());
  }

  List<Token> all() {
    return transaction
        .sql()
        .selectFrom(CREDENTIAL)
        .where(valid())
        .orderBy(CREDENTIAL.ID.desc())
        .fetch(TokenRows::token);
  }

  Optional<Token> withdraw(long token, Instant at) {
    return transaction
        .sql()
        .update(CREDENTIAL)
        .set(CREDENTIAL.WITHDRAWN_AT, at)
        .where(valid(), CREDENTIAL.ID.eq(token))
        .returning()
        .fetchOptional(TokenRows::token);
  }

  private static Condition valid() {
    return CREDENTIAL.KIND.eq(Credential.TOKEN.name()).and(CREDENTIAL.WITHDRAWN_AT.isNull());
  }

  private static Token token(CredentialRecord row) {
    return new Token(
        row.getId(),
        new UserId(row.getUserId()),
        row.getName(),
        Role.valueOf(row.getRole()),
        row.getCreatedAt(),
        row.getExpiresAt());
  }
}
