package org.hustings.schema.management;

import org.hustings.schema.connection.OpenTransaction;

/// The numbers that volunteers key in when they dial in.
final class VolunteerNumbers {
  /// Four digits at first: short to key in, and never taken for a one-time code.
  private static final long FIRST = 1001;

  private VolunteerNumbers() {}

  /// The lowest one that is free. Whoever else asks in this campaign waits for this transaction, so
  /// that nobody is given the same.
  static String nextFree(OpenTransaction transaction) {
    transaction
        .sql()
        .execute(
            "select id from campaign where id = ? for no key update", transaction.campaignId());
    return transaction
        .sql()
        .fetchSingle(
            """
            select min(n)::text from (
                select ?::bigint as n
                union all
                select volunteer_number::bigint + 1 from app_user where volunteer_number ~ '^[1-9][0-9]{3,8}$'
            ) as candidate
            where not exists (select from app_user where volunteer_number = n::text)
            """,
            FIRST)
        .get(0, String.class);
  }
}
