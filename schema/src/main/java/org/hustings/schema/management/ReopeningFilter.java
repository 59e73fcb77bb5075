package org.hustings.schema.management;

import static org.hustings.schema.generated.Tables.ATTEMPT;
import static org.hustings.schema.generated.Tables.DO_NOT_CALL;
import static org.hustings.schema.generated.Tables.PHONE;
import static org.hustings.schema.generated.Tables.QUEUE_ENTRY;

import java.util.List;
import org.hustings.core.management.VoterDirectory.Reopening;
import org.hustings.core.voter.PhoneStatus;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/// Which rows of `phone` a reopening means (R27). It only looks for what may be worth reopening;
/// whether a number may be, the engine decides.
final class ReopeningFilter {
  private ReopeningFilter() {}

  static Condition of(Reopening filter) {
    List<String> statuses = filter.statuses().stream().map(PhoneStatus::name).toList();
    Condition wanted = statuses.isEmpty() ? DSL.falseCondition() : PHONE.STATUS.in(statuses);
    if (filter.outOfAttempts()) {
      wanted = wanted.or(isOutOfAttempts(filter));
    }
    return wanted
        .and(PHONE.STATUS.ne(PhoneStatus.DO_NOT_CALL.name()))
        .and(isNotListed())
        .and(hasEntry(filter, DSL.noCondition()))
        .and(wasCalledBefore(filter));
  }

  private static Condition isOutOfAttempts(Reopening filter) {
    return hasEntry(filter, QUEUE_ENTRY.OUT_REASON.eq("LIMIT"));
  }

  private static Condition hasEntry(Reopening filter, Condition that) {
    Condition project =
        filter
            .project()
            .map(id -> QUEUE_ENTRY.PROJECT_ID.eq(id.value()))
            .orElseGet(DSL::noCondition);
    return DSL.exists(
        DSL.selectOne().from(QUEUE_ENTRY).where(QUEUE_ENTRY.PHONE_ID.eq(PHONE.ID), project, that));
  }

  private static Condition isNotListed() {
    return DSL.notExists(
        DSL.selectOne()
            .from(DO_NOT_CALL)
            .where(DO_NOT_CALL.NUMBER.eq(PHONE.NUMBER), DO_NOT_CALL.TAKEN_OFF_AT.isNull()));
  }

  private static Condition wasCalledBefore(Reopening filter) {
    return filter
        .calledBefore()
        .map(before ->
            DSL.notExists(
                DSL.selectOne()
                    .from(ATTEMPT)
                    .where(ATTEMPT.PHONE_ID.eq(PHONE.ID), ATTEMPT.PLANNED_AT.ge(before))))
        .orElseGet(DSL::noCondition);
  }
}
