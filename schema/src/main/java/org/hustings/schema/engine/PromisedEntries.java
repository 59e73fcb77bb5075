package org.hustings.schema.engine;

import java.time.Instant;
import java.util.List;
import org.hustings.core.id.ProjectId;
import org.hustings.core.queue.QueueStore.Claimant;
import org.hustings.schema.connection.Message;
import org.hustings.schema.connection.Message.Reply;
import org.hustings.schema.connection.OpenTransaction;

/// Ready call-backs by who promised them (R18).
final class PromisedEntries {
  /// More than anybody has promised for one moment.
  private static final int MOST = 50;

  private static final String OF_USERS =
      """
      select q.id, q.phone_id, q.zone_set_id, q.lane, q.rank, q.promised_by,
             (select true from hold h where h.phone_id = q.phone_id) is not null as held
        from unnest(?) as promiser (id)
       cross join lateral (
             select e.id, e.phone_id, e.zone_set_id, e.lane, e.rank, e.promised_by
               from queue_entry e
              where e.project_id = ? and e.promised_by = promiser.id
                and e.state = 'READY' and e.lane = 0 and e.rank <= ?
              order by e.rank, e.id
              limit ?) q
       order by q.rank, q.id\
      """;

  private final OpenTransaction transaction;

  PromisedEntries(OpenTransaction transaction) {
    this.transaction = transaction;
  }

  /// What these claimants promised and is due, longest due first.
  List<Found> of(List<Claimant> claimants, ProjectId project, Instant now) {
    Message message = transaction.byKeys();
    Reply<Found> promised =
        message.ask(
            OF_USERS,
            Found::of,
            claimants.stream().mapToLong(claimant -> claimant.user().value()).distinct().toArray(),
            project.value(),
            Micros.of(now),
            MOST);
    message.send();
    return promised.rows();
  }
}
