package org.hustings.schema.management;

import static org.hustings.schema.generated.Tables.INVITATION;
import static org.hustings.schema.generated.Tables.INVITATION_GROUP;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hustings.core.account.Invitation;
import org.hustings.core.account.Invitation.Fate;
import org.hustings.core.account.Invitation.Guest;
import org.hustings.core.account.InvitationStore.NewInvitation;
import org.hustings.core.id.GroupId;
import org.hustings.core.id.UserId;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.schema.connection.OpenTransaction;
import org.hustings.schema.generated.tables.records.InvitationRecord;
import org.jooq.Condition;

/// Invitations out of their rows, in one transaction.
final class InvitationRows {
  private final OpenTransaction transaction;

  InvitationRows(OpenTransaction transaction) {
    this.transaction = transaction;
  }

  Invitation add(NewInvitation invitation) {
    long id =
        transaction
            .sql()
            .insertInto(INVITATION)
            .set(INVITATION.CAMPAIGN_ID, transaction.campaignId())
            .set(INVITATION.EMAIL, invitation.guest().email())
            .set(INVITATION.NAME, invitation.guest().name())
            .set(
                INVITATION.OWN_PHONE,
                invitation.guest().ownPhone().map(PhoneNumber::e164).orElse(null))
            .set(INVITATION.SECRET_HASH, invitation.secret().hex())
            .set(INVITATION.CREATED_AT, invitation.createdAt())
            .set(INVITATION.CREATED_BY, invitation.by().value())
            .set(INVITATION.EXPIRES_AT, invitation.expiresAt())
            .returningResult(INVITATION.ID)
            .fetchSingle(INVITATION.ID);
    for (GroupId group : invitation.guest().groups()) {
      transaction
          .sql()
          .insertInto(INVITATION_GROUP)
          .set(INVITATION_GROUP.CAMPAIGN_ID, transaction.campaignId())
          .set(INVITATION_GROUP.INVITATION_ID, id)
          .set(INVITATION_GROUP.GROUP_ID, group.value())
          .execute();
    }
    return find(id).orElseThrow();
  }

  /// Latest first.
  List<Invitation> where(Condition condition, int atMost) {
    return transaction
        .sql()
        .selectFrom(INVITATION)
        .where(condition)
        .orderBy(INVITATION.ID.desc())
        .limit(atMost)
        .fetch(this::invitation);
  }

  Optional<Invitation> find(long id) {
    return where(INVITATION.ID.eq(id), 1).stream().findFirst();
  }

  /// Nobody else accepts it, or takes it back, before this transaction ends.
  Optional<Invitation> lock(long id) {
    return transaction
        .sql()
        .selectFrom(INVITATION)
        .where(INVITATION.ID.eq(id))
        .forUpdate()
        .fetchOptional(this::invitation);
  }

  Optional<Invitation> withdraw(long id, Instant at) {
    transaction
        .sql()
        .update(INVITATION)
        .set(INVITATION.WITHDRAWN_AT, at)
        .where(INVITATION.ID.eq(id), INVITATION.ACCEPTED_AT.isNull())
        .and(INVITATION.WITHDRAWN_AT.isNull())
        .execute();
    return find(id).filter(now -> now.fate() instanceof Fate.Withdrawn);
  }

  void accepted(long id, long user, Instant at) {
    transaction
        .sql()
        .update(INVITATION)
        .set(INVITATION.ACCEPTED_AT, at)
        .set(INVITATION.ACCEPTED_BY, user)
        .where(INVITATION.ID.eq(id))
        .execute();
  }

  private Invitation invitation(InvitationRecord row) {
    return new Invitation(
        row.getId(),
        new Guest(
            row.getEmail(),
            row.getName(),
            groups(row.getId()),
            Optional.ofNullable(row.getOwnPhone()).map(PhoneNumber::new)),
        new UserId(row.getCreatedBy()),
        row.getCreatedAt(),
        row.getExpiresAt(),
        fate(row));
  }

  private static Fate fate(InvitationRecord row) {
    if (row.getAcceptedAt() != null) {
      return new Fate.Accepted(new UserId(row.getAcceptedBy()), row.getAcceptedAt());
    }
    return row.getWithdrawnAt() == null
        ? new Fate.Open()
        : new Fate.Withdrawn(row.getWithdrawnAt());
  }

  private Set<GroupId> groups(long invitation) {
    return transaction
        .sql()
        .selectFrom(INVITATION_GROUP)
        .where(INVITATION_GROUP.INVITATION_ID.eq(invitation))
        .fetchSet(row -> new GroupId(row.getGroupId()));
  }
}
