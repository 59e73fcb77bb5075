package org.hustings.schema.management;

import static org.hustings.schema.generated.Tables.GROUP_MEMBER;
import static org.hustings.schema.generated.Tables.USER_GROUP;

import java.util.List;
import java.util.Set;
import org.hustings.core.account.UserStore.Group;
import org.hustings.core.edit.Saved;
import org.hustings.core.id.GroupId;
import org.hustings.schema.connection.OpenTransaction;
import org.jooq.impl.DSL;

/// Groups and who is in them, in one transaction.
final class GroupRows {
  private final OpenTransaction transaction;

  GroupRows(OpenTransaction transaction) {
    this.transaction = transaction;
  }

  /// The user is in exactly these groups from now on.
  void put(long user, Set<GroupId> groups) {
    transaction.sql().deleteFrom(GROUP_MEMBER).where(GROUP_MEMBER.USER_ID.eq(user)).execute();
    for (GroupId group : groups) {
      transaction
          .sql()
          .insertInto(GROUP_MEMBER)
          .set(GROUP_MEMBER.CAMPAIGN_ID, transaction.campaignId())
          .set(GROUP_MEMBER.GROUP_ID, group.value())
          .set(GROUP_MEMBER.USER_ID, user)
          .execute();
    }
  }

  List<Group> all() {
    return transaction
        .sql()
        .select(USER_GROUP.ID, USER_GROUP.NAME, DSL.count(GROUP_MEMBER.USER_ID))
        .from(USER_GROUP)
        .leftJoin(GROUP_MEMBER)
        .on(GROUP_MEMBER.GROUP_ID.eq(USER_GROUP.ID))
        .groupBy(USER_GROUP.ID, USER_GROUP.NAME)
        .orderBy(USER_GROUP.NAME)
        .fetch(row ->
            new Group(new GroupId(row.get(USER_GROUP.ID)), row.get(USER_GROUP.NAME), row.value3()));
  }

  Group add(String name) {
    long id =
        transaction
            .sql()
            .insertInto(USER_GROUP)
            .set(USER_GROUP.CAMPAIGN_ID, transaction.campaignId())
            .set(USER_GROUP.NAME, name)
            .returningResult(USER_GROUP.ID)
            .fetchSingle(USER_GROUP.ID);
    return new Group(new GroupId(id), name, 0);
  }

  Saved<Group> rename(GroupId group, String name) {
    transaction
        .sql()
        .update(USER_GROUP)
        .set(USER_GROUP.NAME, name)
        .where(USER_GROUP.ID.eq(group.value()))
        .execute();
    return all().stream()
        .filter(known -> known.id().equals(group))
        .findFirst()
        .<Saved<Group>>map(Saved.Done::new)
        .orElseGet(Saved.Unknown::new);
  }

  boolean remove(GroupId group) {
    return transaction.sql().deleteFrom(USER_GROUP).where(USER_GROUP.ID.eq(group.value())).execute()
        > 0;
  }
}
