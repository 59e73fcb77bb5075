package org.hustings.core.dialing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.hustings.core.dialing.PresentNext.Answer;
import org.hustings.core.dialing.PresentNext.Request;
import org.hustings.core.dialing.Transactions.StoreUnavailable;
import org.hustings.core.id.ProjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where volunteers ask for the next number. Those of one project who ask while a claim is running
/// are served together by the next one: many volunteers cost one transaction and one look at the
/// head of the queue, and nothing is leased ahead of demand, so that the order is exact at the
/// moment a volunteer sees the number (R1).
public final class ClaimDesk {
  private static final Logger LOG = LoggerFactory.getLogger(ClaimDesk.class);
  private static final int MOST_AT_ONCE = 64;

  private final Office office;
  private final PresentNext presentNext;
  private final Map<ProjectId, Window> windows = new ConcurrentHashMap<>();

  ClaimDesk(Office office, PresentNext presentNext) {
    this.office = office;
    this.presentNext = presentNext;
  }

  /// Asks for a number. `answer` is called once, on the desk's runner, and must only enqueue.
  public void ask(Request request) {
    windows.computeIfAbsent(request.project(), Window::new).ask(request);
  }

  /// The counter of one project.
  private final class Window {
    private final ProjectId project;
    private final Queue<Request> waiting = new ArrayDeque<>();
    private boolean serving;

    Window(ProjectId project) {
      this.project = project;
    }

    void ask(Request request) {
      synchronized (this) {
        waiting.add(request);
        if (serving) {
          return;
        }
        serving = true;
      }
      office.ports().time().runners().run("claims of project " + project, this::serve);
    }

    private void serve() {
      for (List<Request> together = take(); !together.isEmpty(); together = take()) {
        serve(together);
      }
    }

    private void serve(List<Request> together) {
      Instant began = office.now();
      attempt(together, () -> presentNext.claim(project, together))
          .ifPresent(round ->
              // Whoever is next need not wait until these are shown.
              office
                  .ports()
                  .time()
                  .runners()
                  .run("screens of project " + project, () -> show(together, round, began)));
    }

    private void show(List<Request> together, ClaimRound round, Instant began) {
      attempt(together, () -> presentNext.show(round))
          .ifPresent(answers -> answer(together, answers, began));
    }

    private void answer(List<Request> together, List<Answer> answers, Instant began) {
      for (int i = 0; i < together.size(); i++) {
        together.get(i).answer().accept(answers.get(i));
      }
      int found = (int) answers.stream().filter(Answer.Found.class::isInstance).count();
      office.metrics().claimed(together.size(), found, Duration.between(began, office.now()));
    }

    /// Tells all that the store is away if the work fails. What was claimed by then is free again
    /// when its lease is over (R5).
    private <T> Optional<T> attempt(List<Request> together, Supplier<T> work) {
      try {
        return Optional.of(work.get());
      } catch (StoreUnavailable unavailable) {
        LOG.warn(
            "event=store-unavailable work=claim project={} cause={}",
            project,
            unavailable.getMessage());
        office.metrics().storeUnavailable();
      } catch (RuntimeException broken) {
        LOG.error("claim failed project={}", project, broken);
        office.metrics().broken(EngineMetrics.Invariant.RUNNER_FAILED);
      }
      together.forEach(request -> request.answer().accept(new Answer.Unavailable()));
      return Optional.empty();
    }

    private synchronized List<Request> take() {
      List<Request> together = new ArrayList<>();
      while (together.size() < MOST_AT_ONCE && !waiting.isEmpty()) {
        together.add(waiting.remove());
      }
      serving = !together.isEmpty();
      return together;
    }
  }
}
