package org.hustings.core.dialing;

import java.util.function.Function;
import org.hustings.core.attempt.AttemptStore;
import org.hustings.core.credit.CreditStore;
import org.hustings.core.id.CampaignId;
import org.hustings.core.project.ProjectStore;
import org.hustings.core.queue.QueueStore;
import org.hustings.core.session.SessionStore;
import org.hustings.core.voter.DoNotCallList;

/// Runs work in one transaction of one campaign: all of it is written, or nothing.
///
/// Blocking: call it from a runner or a virtual thread, never from a network thread. When it
/// returns, the work is durable.
public interface Transactions {

  /// Runs `work` in a transaction; a serialization failure or deadlock is tried again, so `work`
  /// must have no effect but on the stores.
  ///
  /// @throws StoreUnavailable if the store cannot be reached, or did not say whether it committed
  <T> T in(CampaignId campaign, Function<Stores, T> work);

  /// As [#in], for work that changes nothing and does not mind that its answers are of several
  /// moments. A store may answer it sooner.
  default <T> T look(CampaignId campaign, Function<Stores, T> work) {
    return in(campaign, work);
  }

  /// The stores of one transaction; not to be kept beyond it.
  interface Stores {
    QueueStore queue();

    AttemptStore attempts();

    SessionStore sessions();

    ProjectStore projects();

    CreditStore credits();

    DoNotCallList doNotCall();
  }

  /// The store cannot be reached. Nothing is known to be written.
  final class StoreUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StoreUnavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
