package org.hustings.core.dialing;

import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hustings.core.attempt.Attempt.Progress;
import org.hustings.core.dialing.Transactions.Stores;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.LegId;
import org.hustings.core.queue.Hold.Holder.OfServer;
import org.hustings.core.recording.Recording;

/// The voter legs that belong to the server, each with a message being played to it (R12).
final class Voicemails {
  private final Office office;
  private final Dispose dispose;
  private final Set<Voicemail> playing = ConcurrentHashMap.newKeySet();
  private volatile Runnable oneLess = () -> {};

  Voicemails(Office office, Dispose dispose) {
    this.office = office;
    this.dispose = dispose;
  }

  /// What is to be played to whom.
  record Drop(CampaignId campaign, AttemptId attempt, LegId leg, Recording message) {}

  /// Takes the leg over and starts the message at once: nothing here waits for the store.
  void play(Drop drop) {
    Voicemail voicemail = new Voicemail(office, dispose, drop, this::over);
    playing.add(voicemail);
    voicemail.start();
  }

  /// Writes that attempt and hold are the server's from now on.
  void handOver(Stores stores, PlaceCall.Plan plan, Progress progress) {
    stores.attempts().progress(plan.attempt(), progress);
    Instant until = office.now().plus(office.settings().previewLease());
    stores.queue().handOver(plan.preview().hold(), new OfServer(office.ports().server()), until);
    // With a slow store the message can be over, and its end written, before this is: then what was
    // kept of the dialog meanwhile is not needed any more.
    boolean over =
        stores.attempts().find(plan.attempt()).filter(it -> it.end().isPresent()).isPresent();
    if (over) {
      plan.leg().ifPresent(stores.attempts()::forgetDialog);
    }
  }

  int playing() {
    return playing.size();
  }

  /// Told whenever one is over.
  void onOneLess(Runnable listener) {
    oneLess = listener;
  }

  private void over(Voicemail voicemail) {
    playing.remove(voicemail);
    oneLess.run();
  }
}
