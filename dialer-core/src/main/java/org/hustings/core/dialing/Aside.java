package org.hustings.core.dialing;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.hustings.core.dialing.Transactions.StoreUnavailable;
import org.hustings.core.time.Inbox;
import org.hustings.core.time.Runners;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has something that may block done apart from its owner's inbox, and brings the answer there.
///
/// @param work named in threads and logs
record Aside(Runners runners, Inbox<Runnable> inbox, String work) {
  private static final Logger LOG = LoggerFactory.getLogger(Aside.class);

  /// @param then told the answer, in the inbox
  /// @param unavailable run in the inbox where there is none
  <T> void ask(Supplier<T> question, Consumer<T> then, Runnable unavailable) {
    runners.run(
        work,
        () -> {
          try {
            T answer = question.get();
            inbox.post(() -> then.accept(answer));
          } catch (StoreUnavailable cause) {
            LOG.atWarn()
                .setMessage("The database cannot be asked; the caller is told to try again later.")
                .addKeyValue("event", "store-unavailable")
                .addKeyValue("work", work)
                .addKeyValue("cause", cause.getMessage())
                .log();
            inbox.post(unavailable);
          } catch (RuntimeException broken) {
            inbox.post(unavailable);
            throw broken;
          }
        });
  }
}
