package org.hustings.api.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.hustings.api.http.Problem;
import org.hustings.api.http.Reply;
import org.junit.jupiter.api.Test;

/// What is kept of answers, for those who ask again.
class RetryBookTest {
  private static final Instant BEGAN = Instant.parse("2026-10-05T14:00:00Z");

  private Instant now = BEGAN;
  private final RetryBook book = new RetryBook(() -> now);
  private final AtomicInteger done = new AtomicInteger();

  @Test
  void a_retry_gets_the_first_answer_and_nothing_is_done_again() {
    Reply first = ask("a");

    assertThat(ask("a")).isSameAs(first);
    assertThat(done).hasValue(1);
  }

  @Test
  void after_an_hour_a_key_is_new_again() {
    ask("a");
    now = BEGAN.plus(RetryBook.KEPT);
    ask("a");
    assertThat(done).hasValue(1);

    now = now.plusMillis(1);
    ask("a");

    assertThat(done).hasValue(2);
  }

  @Test
  void what_is_younger_outlives_what_is_too_old() {
    ask("old");
    now = BEGAN.plus(Duration.ofMinutes(30));
    ask("young");
    now = BEGAN.plus(RetryBook.KEPT).plusMillis(1);

    ask("young");
    assertThat(done).hasValue(2);
    ask("old");
    assertThat(done).hasValue(3);
  }

  @Test
  void of_too_many_the_eldest_goes_first() {
    for (int i = 0; i <= RetryBook.MOST; i++) {
      ask("key " + i);
    }

    ask("key 1");
    assertThat(done).hasValue(RetryBook.MOST + 1);
    ask("key 0");
    assertThat(done).hasValue(RetryBook.MOST + 2);
  }

  @Test
  void a_refusal_is_not_kept() {
    Reply refusal = Reply.problem(Problem.notFound("number"));
    answer("a", CompletableFuture.completedFuture(refusal));

    assertThat(ask("a")).isNotSameAs(refusal);
  }

  private Reply ask(String key) {
    return answer(key, CompletableFuture.completedFuture(Reply.ok("done " + key)));
  }

  private Reply answer(String key, CompletableFuture<Reply> reply) {
    return book.once(
            new RetryBook.Key(7, key),
            "Call",
            () -> {
              done.incrementAndGet();
              return reply;
            })
        .join();
  }
}
