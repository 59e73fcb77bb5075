package org.hustings.core.dialing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.hustings.core.dialing.SessionDesk.Reply;
import org.hustings.core.session.Refusal;
import org.hustings.core.session.SessionView;

/// The commands that wait for their answer. An answer is given only when the view that goes with it
/// has been shown, so that nobody is told of something that they cannot see.
final class Tickets {
  private final Map<Long, CompletableFuture<Reply>> open = new HashMap<>();
  private final List<Answer> answers = new ArrayList<>();
  private long issued;

  private record Answer(CompletableFuture<Reply> reply, Optional<Refusal> refusal) {}

  long issue(CompletableFuture<Reply> reply) {
    open.put(++issued, reply);
    return issued;
  }

  /// Whether somebody still waits for the answer.
  boolean isOpen(long ticket) {
    return open.containsKey(ticket);
  }

  void accept(long ticket) {
    answer(ticket, Optional.empty());
  }

  void refuse(long ticket, Refusal why) {
    answer(ticket, Optional.of(why));
  }

  /// Nothing more will come up: whoever still waits is told this.
  void refuseAll(Refusal why) {
    List.copyOf(open.keySet()).forEach(ticket -> refuse(ticket, why));
  }

  /// Gives the answers that have come up.
  void give(SessionView view) {
    List<Answer> now = List.copyOf(answers);
    answers.clear();
    for (Answer answer : now) {
      answer.reply.complete(
          answer
              .refusal
              .<Reply>map(why ->
                  new Reply.Refused(why.code(), why.sentence(), why.until(), Optional.of(view)))
              .orElseGet(() -> new Reply.Done(view)));
    }
  }

  private void answer(long ticket, Optional<Refusal> refusal) {
    CompletableFuture<Reply> reply = open.remove(ticket);
    if (reply == null) {
      throw new IllegalStateException("ticket " + ticket + " was answered before");
    }
    answers.add(new Answer(reply, refusal));
  }
}
