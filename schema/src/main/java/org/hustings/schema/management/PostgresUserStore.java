package org.hustings.schema.management;

import static org.hustings.schema.generated.Tables.APP_USER;
import static org.hustings.schema.generated.Tables.CREDENTIAL;
import static org.hustings.schema.generated.Tables.LOGIN;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.hustings.core.account.SignInRegister.Credential;
import org.hustings.core.account.User;
import org.hustings.core.account.UserStore;
import org.hustings.core.edit.Saved;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.GroupId;
import org.hustings.core.id.UserId;
import org.hustings.schema.connection.CampaignTransactions;
import org.hustings.schema.connection.OpenTransaction;
import org.hustings.schema.generated.Routines;
import org.jspecify.annotations.Nullable;

/// The accounts of campaigns in PostgreSQL.
public final class PostgresUserStore implements UserStore {
  private static final Constraints CONSTRAINTS =
      new Constraints(
          Map.of(
              "login_everywhere", "login",
              "app_user_campaign_id_volunteer_number_key", "volunteerNumber",
              "group_member_campaign_id_group_id_fkey", "groups",
              "user_group_campaign_id_name_key", "name"));

  private final CampaignTransactions transactions;

  public PostgresUserStore(CampaignTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Saved<User> add(
      CampaignId campaign, String login, String passwordHash, User.Profile profile, Instant at) {
    return CONSTRAINTS.saving(() ->
        transactions.in(
            campaign,
            transaction -> {
              long id = UserRows.insert(transaction, login, passwordHash, profile, at);
              new GroupRows(transaction).put(id, profile.groups());
              return new Saved.Done<>(UserRows.find(transaction, id).orElseThrow());
            }));
  }

  @Override
  public Optional<User> find(CampaignId campaign, UserId user) {
    return transactions.in(campaign, transaction -> UserRows.find(transaction, user.value()));
  }

  @Override
  public List<User> list(CampaignId campaign, long after, int atMost) {
    return transactions.in(campaign, transaction -> UserRows.list(transaction, after, atMost));
  }

  @Override
  public Saved<User> change(
      CampaignId campaign, UserId user, long version, User.Profile profile, Instant at) {
    return CONSTRAINTS.saving(
        () -> transactions.in(campaign, t -> change(t, user.value(), version, profile, at)));
  }

  private static Saved<User> change(
      OpenTransaction transaction, long user, long version, User.Profile profile, Instant at) {
    Optional<User> before = UserRows.find(transaction, user);
    if (before.isEmpty()) {
      return new Saved.Unknown<>();
    }
    int changed =
        transaction
            .sql()
            .update(APP_USER)
            .set(APP_USER.NAME, profile.name())
            .set(APP_USER.ROLE, profile.role().name())
            .set(APP_USER.VOLUNTEER_NUMBER, profile.volunteerNumber().orElse(null))
            .set(APP_USER.OWN_PHONE, UserRows.e164(profile))
            .set(APP_USER.DISABLED_AT, profile.enabled() ? null : at)
            .set(APP_USER.VERSION, APP_USER.VERSION.plus(1))
            .where(APP_USER.ID.eq(user), APP_USER.VERSION.eq(version))
            .execute();
    if (changed == 0) {
      return new Saved.Outdated<>(before.get());
    }
    new GroupRows(transaction).put(user, profile.groups());
    if (!profile.enabled() || profile.role() != before.get().profile().role()) {
      withdrawAll(transaction, user, null, at);
    }
    return new Saved.Done<>(UserRows.find(transaction, user).orElseThrow());
  }

  /// @param kind null for cookies and tokens alike
  private static void withdrawAll(
      OpenTransaction transaction, long user, @Nullable Credential kind, Instant at) {
    transaction
        .sql()
        .update(CREDENTIAL)
        .set(CREDENTIAL.WITHDRAWN_AT, at)
        .where(CREDENTIAL.USER_ID.eq(user), CREDENTIAL.WITHDRAWN_AT.isNull())
        .and(kind == null ? org.jooq.impl.DSL.noCondition() : CREDENTIAL.KIND.eq(kind.name()))
        .execute();
  }

  @Override
  public Optional<String> passwordHashOf(CampaignId campaign, UserId user) {
    return transactions.in(
        campaign,
        transaction ->
            transaction
                .sql()
                .selectFrom(LOGIN)
                .where(LOGIN.USER_ID.eq(user.value()))
                .fetchOptional(LOGIN.PASSWORD_HASH));
  }

  @Override
  public boolean setPassword(CampaignId campaign, UserId user, String hash, Instant at) {
    return transactions.in(
        campaign,
        transaction -> {
          int changed =
              transaction
                  .sql()
                  .update(LOGIN)
                  .set(LOGIN.PASSWORD_HASH, hash)
                  .set(LOGIN.CHANGED_AT, at)
                  .where(LOGIN.USER_ID.eq(user.value()))
                  .execute();
          withdrawAll(transaction, user.value(), Credential.COOKIE, at);
          return changed > 0;
        });
  }

  @Override
  public boolean setPin(CampaignId campaign, UserId user, Optional<String> hash, Instant at) {
    return transactions.in(
        campaign,
        transaction -> {
          if (UserRows.find(transaction, user.value()).isEmpty()) {
            return false;
          }
          UserRows.putPin(transaction, user.value(), hash, at);
          return true;
        });
  }

  @Override
  public List<Group> groups(CampaignId campaign) {
    return transactions.in(campaign, transaction -> new GroupRows(transaction).all());
  }

  @Override
  public Saved<Group> addGroup(CampaignId campaign, String name) {
    return CONSTRAINTS.saving(() ->
        transactions.in(
            campaign, transaction -> new Saved.Done<>(new GroupRows(transaction).add(name))));
  }

  @Override
  public Saved<Group> renameGroup(CampaignId campaign, GroupId group, String name) {
    return CONSTRAINTS.saving(
        () -> transactions.in(campaign, t -> new GroupRows(t).rename(group, name)));
  }

  @Override
  public boolean removeGroup(CampaignId campaign, GroupId group) {
    return transactions.in(campaign, transaction -> new GroupRows(transaction).remove(group));
  }

  @Override
  public Token addToken(CampaignId campaign, NewToken token) {
    return transactions.in(campaign, transaction -> new TokenRows(transaction).add(token));
  }

  @Override
  public List<Token> tokens(CampaignId campaign) {
    return transactions.in(campaign, transaction -> new TokenRows(transaction).all());
  }

  @Override
  public Optional<Token> withdrawToken(CampaignId campaign, long token, Instant at) {
    return transactions.in(campaign, t -> new TokenRows(t).withdraw(token, at));
  }

  @Override
  public boolean nobodyYet() {
    return transactions.outside(
        sql -> Objects.requireNonNull(Routines.nobodyYet(sql.configuration())));
  }
}
