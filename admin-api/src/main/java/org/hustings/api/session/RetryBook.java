package org.hustings.api.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.hustings.api.http.Problem;
import org.hustings.api.http.Reply;
import org.jspecify.annotations.Nullable;

/// Answers a retry with what the first try was answered (Idempotency-Key). In memory, where the
/// session is: after a restart there is no session that a retry could reach. Bounded by number and
/// by age; what came first goes first, so that a new key costs the same however many are kept.
final class RetryBook {
  static final int MOST = 20_000;
  static final Duration KEPT = Duration.ofHours(1);

  private final InstantSource clock;

  // In the order in which they came. Guarded by this.
  private final SequencedMap<Key, Kept> kept = new LinkedHashMap<>();

  RetryBook(InstantSource clock) {
    this.clock = clock;
  }

  record Key(long user, String key) {}

  /// @param what the operation with its body, so that the same key for something else is noticed
  private record Kept(String what, CompletableFuture<Reply> reply, Instant at) {}

  /// Does the work, unless it was done, or is being done, under the same key.
  CompletableFuture<Reply> once(Key key, String what, Supplier<CompletableFuture<Reply>> work) {
    CompletableFuture<Reply> mine = new CompletableFuture<>();
    Kept first = putIfAbsent(key, new Kept(what, mine, clock.instant()));
    if (first == null) {
      var _ = work.get().whenComplete((reply, failure) -> settle(key, mine, reply, failure));
      return mine;
    }
    return first.what().equals(what)
        ? first.reply()
        : CompletableFuture.completedFuture(Reply.problem(usedForOtherThing()));
  }

  /// A refusal is not kept: nothing happened, and later the same request may be taken.
  private void settle(
      Key key, CompletableFuture<Reply> mine, @Nullable Reply reply, @Nullable Throwable failure) {
    if (reply == null || reply instanceof Reply.Failure) {
      forget(key);
    }
    if (failure != null) {
      mine.completeExceptionally(failure);
    } else {
      mine.complete(reply);
    }
  }

  private synchronized @Nullable Kept putIfAbsent(Key key, Kept fresh) {
    dropWhatIsTooOld(fresh.at().minus(KEPT));
    Kept first = kept.putIfAbsent(key, fresh);
    if (kept.size() > MOST) {
      kept.pollFirstEntry();
    }
    return first;
  }

  private void dropWhatIsTooOld(Instant oldest) {
    Map.Entry<Key, Kept> eldest = kept.firstEntry();
    while (eldest != null && eldest.getValue().at().isBefore(oldest)) {
      kept.pollFirstEntry();
      eldest = kept.firstEntry();
    }
  }

  private synchronized void forget(Key key) {
    kept.remove(key);
  }

  private static Problem usedForOtherThing() {
    return Problem.of(
        422,
        "idempotency-key-reused",
        "The Idempotency-Key was used before",
        "The same key came with another request. Take a new key for a new request, and the old one"
            + " only for a retry.");
  }
}
