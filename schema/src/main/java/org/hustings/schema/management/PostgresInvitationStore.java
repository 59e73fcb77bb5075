package org.hustings.schema.management;

import static org.hustings.schema.generated.Tables.INVITATION;
import static org.hustings.schema.generated.Tables.INVITATION_BEHIND;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hustings.core.account.Invitation;
import org.hustings.core.account.Invitation.Standing;
import org.hustings.core.account.InvitationStore;
import org.hustings.core.account.Role;
import org.hustings.core.account.SecretHash;
import org.hustings.core.account.User;
import org.hustings.core.edit.Saved;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.UserId;
import org.hustings.schema.connection.CampaignTransactions;
import org.hustings.schema.connection.OpenTransaction;

/// Invitations in PostgreSQL.
public final class PostgresInvitationStore implements InvitationStore {
  private static final Constraints CONSTRAINTS =
      new Constraints(
          Map.of(
              "login_everywhere", "login", "invitation_group_campaign_id_group_id_fkey", "groups"));

  private final CampaignTransactions transactions;

  public PostgresInvitationStore(CampaignTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Saved<Invitation> add(CampaignId campaign, NewInvitation invitation) {
    return CONSTRAINTS.saving(() ->
        transactions.in(
            campaign,
            transaction -> new Saved.Done<>(new InvitationRows(transaction).add(invitation))));
  }

  @Override
  public List<Invitation> list(CampaignId campaign, long before, int atMost) {
    return transactions.in(
        campaign,
        transaction -> new InvitationRows(transaction).where(INVITATION.ID.lt(before), atMost));
  }

  @Override
  public Optional<Invitation> withdraw(CampaignId campaign, long invitation, Instant at) {
    return transactions.in(
        campaign, transaction -> new InvitationRows(transaction).withdraw(invitation, at));
  }

  @Override
  public Optional<Found> find(SecretHash secret) {
    return behind(secret)
        .flatMap(door ->
            transactions.in(
                door.campaign(),
                transaction ->
                    new InvitationRows(transaction)
                        .find(door.invitation())
                        .map(found -> new Found(door.campaign(), door.campaignName(), found))));
  }

  @Override
  public Acceptance accept(SecretHash secret, NewAccount account, Instant at) {
    return behind(secret).map(door -> accept(door, account, at)).orElseGet(Acceptance.Unknown::new);
  }

  private static Acceptance accepted(
      OpenTransaction transaction, Door door, NewAccount account, Instant at) {
    InvitationRows rows = new InvitationRows(transaction);
    Optional<Invitation> invitation = rows.lock(door.invitation());
    if (invitation.isEmpty()) {
      return new Acceptance.Unknown();
    }
    Standing standing = invitation.get().standingAt(at);
    if (standing != Standing.OPEN) {
      return new Acceptance.TooLate(standing);
    }
    String number = VolunteerNumbers.nextFree(transaction);
    User.Profile profile =
        new User.Profile(
            account.name(),
            Role.VOLUNTEER,
            Optional.of(number),
            invitation.get().guest().ownPhone(),
            true,
            invitation.get().guest().groups());
    long user = UserRows.insert(transaction, account.login(), account.passwordHash(), profile, at);
    new GroupRows(transaction).put(user, profile.groups());
    UserRows.putPin(transaction, user, Optional.of(account.pinHash()), at);
    rows.accepted(door.invitation(), user, at);
    return new Acceptance.Joined(new UserId(user), door.campaign(), number);
  }

  private Acceptance accept(Door door, NewAccount account, Instant at) {
    Saved<Acceptance> saved =
        CONSTRAINTS.saving(() ->
            transactions.in(
                door.campaign(),
                transaction -> new Saved.Done<>(accepted(transaction, door, account, at))));
    return switch (saved) {
      case Saved.Done<Acceptance>(Acceptance acceptance) -> acceptance;
      case Saved.Taken<Acceptance> _ -> new Acceptance.LoginTaken();
      case Saved.Unknown<Acceptance> _,
          Saved.Outdated<Acceptance> _,
          Saved.Dangling<Acceptance> _ ->
          throw new IllegalStateException("expected an account or a taken login, got " + saved);
    };
  }

  private Optional<Door> behind(SecretHash secret) {
    return transactions.outside(sql ->
        sql.selectFrom(INVITATION_BEHIND.call(secret.hex()))
            .fetchOptional(row ->
                new Door(new CampaignId(row.getCampaignId()), row.getCampaignName(), row.getId())));
  }

  /// What a secret leads to.
  private record Door(CampaignId campaign, String campaignName, long invitation) {}
}
