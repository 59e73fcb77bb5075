package org.hustings.core.dialing;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hustings.core.dialing.Notes.Note;
import org.hustings.core.dialing.Transactions.StoreUnavailable;
import org.hustings.core.dialing.Transactions.Stores;
import org.hustings.core.id.CampaignId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a clerk writes in one transaction: notes, and then the work that they travel with. Belongs
/// to the clerk's runner.
///
/// @param notes those that are not written yet; changes
record Batch<T>(List<Note> notes, Job<T> job) {
  private static final Logger LOG = LoggerFactory.getLogger(Batch.class);

  /// Work that somebody handed in.
  ///
  /// @param then told the answer when it is durable
  /// @param failed told that it could not be written at once
  /// @param must it is tried again until it is written
  record Job<T>(
      String what, Function<Stores, T> work, Consumer<T> then, Runnable failed, boolean must) {
    /// For notes that travel alone.
    static final Job<String> NONE = new Job<>("notes", _ -> "", _ -> {}, () -> {}, false);
  }

  /// What became of it.
  sealed interface Came<T> {
    record Written<T>(T answer) implements Came<T> {}

    record StoreAway<T>() implements Came<T> {}

    /// Not the store failed but the work: a bug.
    record Broken<T>() implements Came<T> {}
  }

  /// Writes it, blocking; what is written of the notes is not among them any more. A bug in one of
  /// them must take down neither the others nor what somebody waits for: then each is written by
  /// itself.
  Came<T> write(EnginePorts ports, CampaignId campaign) {
    Came<T> together = in(ports, campaign, job.what, this::work);
    return switch (together) {
      case Came.Written<T> written -> {
        notes.clear();
        yield written;
      }
      case Came.StoreAway<T> away -> away;
      case Came.Broken<T> broken -> notes.isEmpty() ? broken : apart(ports, campaign);
    };
  }

  private T work(Stores stores) {
    notes.forEach(note -> note.work().accept(stores));
    return job.work.apply(stores);
  }

  /// A note that fails alone, too, would fail for ever: it is given up.
  private Came<T> apart(EnginePorts ports, CampaignId campaign) {
    while (!notes.isEmpty()) {
      Note note = notes.getFirst();
      Came<Note> alone =
          in(
              ports,
              campaign,
              note.about().what(),
              stores -> {
                note.work().accept(stores);
                return note;
              });
      if (alone instanceof Came.StoreAway<Note>) {
        return new Came.StoreAway<>();
      }
      notes.removeFirst();
    }
    return in(ports, campaign, job.what, job.work);
  }

  private static <A> Came<A> in(
      EnginePorts ports, CampaignId campaign, String what, Function<Stores, A> work) {
    try {
      return new Came.Written<>(ports.transactions().in(campaign, work));
    } catch (StoreUnavailable unavailable) {
      LOG.warn("event=store-unavailable work={} cause={}", what, unavailable.getMessage());
      ports.metrics().storeUnavailable();
      return new Came.StoreAway<>();
    } catch (RuntimeException broken) {
      LOG.error("work failed work={}", what, broken);
      ports.metrics().broken(EngineMetrics.Invariant.RUNNER_FAILED);
      return new Came.Broken<>();
    }
  }
}
