package org.hustings.schema.management;

import static org.hustings.schema.generated.Tables.APP_USER;
import static org.hustings.schema.generated.Tables.GROUP_MEMBER;
import static org.hustings.schema.generated.Tables.LOGIN;
import static org.hustings.schema.generated.Tables.PIN;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hustings.core.account.Role;
import org.hustings.core.account.User;
import org.hustings.core.id.GroupId;
import org.hustings.core.id.UserId;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.schema.connection.OpenTransaction;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/// Accounts out of their rows. An account without a login (of a test, of a simulation) has an empty
/// one.
final class UserRows {
  private static final Field<Boolean> HAS_PIN = DSL.field(PIN.USER_ID.isNotNull()).as("has_pin");

  private UserRows() {}

  /// A new account with its login, in no group yet.
  static long insert(
      OpenTransaction transaction,
      String login,
      String passwordHash,
      User.Profile profile,
      Instant at) {
    long id =
        transaction
            .sql()
            .insertInto(APP_USER)
            .set(APP_USER.CAMPAIGN_ID, transaction.campaignId())
            .set(APP_USER.NAME, profile.name())
            .set(APP_USER.ROLE, profile.role().name())
            .set(APP_USER.VOLUNTEER_NUMBER, profile.volunteerNumber().orElse(null))
            .set(APP_USER.OWN_PHONE, e164(profile))
            .set(APP_USER.DISABLED_AT, profile.enabled() ? null : at)
            .set(APP_USER.CREATED_AT, at)
            .returningResult(APP_USER.ID)
            .fetchSingle(APP_USER.ID);
    transaction
        .sql()
        .insertInto(LOGIN)
        .set(LOGIN.CAMPAIGN_ID, transaction.campaignId())
        .set(LOGIN.USER_ID, id)
        .set(LOGIN.LOGIN_, login)
        .set(LOGIN.PASSWORD_HASH, passwordHash)
        .set(LOGIN.CHANGED_AT, at)
        .execute();
    return id;
  }

  static @Nullable String e164(User.Profile profile) {
    return profile.ownPhone().map(PhoneNumber::e164).orElse(null);
  }

  /// Empty takes the PIN away.
  static void putPin(OpenTransaction transaction, long user, Optional<String> hash, Instant at) {
    transaction.sql().deleteFrom(PIN).where(PIN.USER_ID.eq(user)).execute();
    hash.ifPresent(pin ->
        transaction
            .sql()
            .insertInto(PIN)
            .set(PIN.CAMPAIGN_ID, transaction.campaignId())
            .set(PIN.USER_ID, user)
            .set(PIN.PIN_HASH, pin)
            .set(PIN.CHANGED_AT, at)
            .execute());
  }

  static Optional<User> find(OpenTransaction transaction, long id) {
    return where(transaction, APP_USER.ID.eq(id), 1).stream().findFirst();
  }

  static List<User> list(OpenTransaction transaction, long after, int atMost) {
    return where(transaction, APP_USER.ID.gt(after), atMost);
  }

  private static List<User> where(OpenTransaction transaction, Condition condition, int atMost) {
    var rows =
        transaction
            .sql()
            .select(APP_USER.asterisk(), LOGIN.LOGIN_, HAS_PIN)
            .from(APP_USER)
            .leftJoin(LOGIN)
            .on(LOGIN.USER_ID.eq(APP_USER.ID))
            .leftJoin(PIN)
            .on(PIN.USER_ID.eq(APP_USER.ID))
            .where(condition)
            .orderBy(APP_USER.ID)
            .limit(atMost)
            .fetch();
    Map<Long, Set<GroupId>> groups = groups(transaction, rows.getValues(APP_USER.ID));
    return rows.stream()
        .map(row -> user(row, groups.getOrDefault(row.get(APP_USER.ID), Set.of())))
        .toList();
  }

  private static Map<Long, Set<GroupId>> groups(OpenTransaction transaction, List<Long> users) {
    return transaction
        .sql()
        .selectFrom(GROUP_MEMBER)
        .where(GROUP_MEMBER.USER_ID.eq(DSL.any(users.toArray(Long[]::new))))
        .stream()
        .collect(
            Collectors.groupingBy(
                row -> row.getUserId(),
                Collectors.mapping(row -> new GroupId(row.getGroupId()), Collectors.toSet())));
  }

  private static User user(Record row, Set<GroupId> groups) {
    return new User(
        new UserId(row.get(APP_USER.ID)),
        Optional.ofNullable(row.get(LOGIN.LOGIN_)).orElse(""),
        new User.Profile(
            row.get(APP_USER.NAME),
            Role.valueOf(row.get(APP_USER.ROLE)),
            Optional.ofNullable(row.get(APP_USER.VOLUNTEER_NUMBER)),
            Optional.ofNullable(row.get(APP_USER.OWN_PHONE)).map(PhoneNumber::new),
            row.get(APP_USER.DISABLED_AT) == null,
            groups),
        row.get(HAS_PIN),
        row.get(APP_USER.VERSION));
  }
}
