package org.hustings.schema.engine;

import java.util.Map;
import org.hustings.core.dialing.Transactions.StoreUnavailable;
import org.hustings.schema.connection.CampaignTransactions;
import org.hustings.schema.connection.OpenTransaction;
import org.hustings.schema.engine.ClaimMarks.Mark;
import org.hustings.schema.engine.ClaimMarks.Part;
import org.jooq.Record;

/// Looks for what is takeable before a mark, because news of it got lost. This goes over the dead,
/// so it is bounded by time: what it does not find at once it leaves for the next time.
final class MarkCheck {
  private static final String FIRST =
      """
      select e.lane, e.rank, e.id from queue_entry e
       where e.project_id = ? and e.zone_set_id = ? and e.state = 'READY'
         and e.lane between ? and ?
         and (select true from hold h where h.phone_id = e.phone_id) is null
       order by e.lane, e.rank, e.id limit 1
      """;

  private final CampaignTransactions transactions;
  private final ClaimMarks marks;

  MarkCheck(CampaignTransactions transactions, ClaimMarks marks) {
    this.transactions = transactions;
    this.marks = marks;
  }

  void look() {
    for (Map.Entry<Part, Mark> one : marks.all().entrySet()) {
      Part part = one.getKey();
      try {
        transactions.in(part.campaign(), open -> look(open, part, one.getValue()));
      } catch (StoreUnavailable e) {
        return; // out of time, or the database is busy with worse
      }
    }
  }

  private boolean look(OpenTransaction open, Part part, Mark mark) {
    open.sql().execute("set local statement_timeout = '200ms'");
    int lastLane = part.callBacks() ? Slot.CALL_BACKS : Slot.REJOINED;
    int firstLane = part.callBacks() ? Slot.CALL_BACKS : Slot.FRESH;
    for (Record row :
        open.sql()
            .resultQuery(FIRST, part.project().value(), part.zoneSet(), firstLane, lastLane)
            .fetch()) {
      IndexKey first =
          new IndexKey(
              row.get("lane", int.class), row.get("rank", long.class), row.get("id", long.class));
      if (mark.misses(first)) {
        marks.lower(part, first);
        return true;
      }
    }
    return false;
  }
}
