package org.hustings.core.telephony;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.hustings.core.id.LegId;

/// A telephony port in front of others: what is asked of one leg goes to whoever has it, and to
/// nobody where nobody has. What is asked of no leg, or of two, is the subclass's to decide.
///
/// Thread rules are those of [Telephony].
public abstract class ForwardingTelephony implements Telephony {

  /// Who has this leg; empty if nobody (any more).
  protected abstract Optional<Telephony> behind(LegId leg);

  private void at(LegId leg, Consumer<Telephony> command) {
    behind(leg).ifPresent(command);
  }

  @Override
  public void answer(LegId leg) {
    at(leg, owner -> owner.answer(leg));
  }

  @Override
  public void reject(LegId leg, Rejection why) {
    at(leg, owner -> owner.reject(leg, why));
  }

  @Override
  public void hangUp(LegId leg) {
    at(leg, owner -> owner.hangUp(leg));
  }

  @Override
  public void unbridge(LegId leg) {
    at(leg, owner -> owner.unbridge(leg));
  }

  @Override
  public void play(LegId leg, PlaybackId playback, List<Sound> sounds) {
    at(leg, owner -> owner.play(leg, playback, sounds));
  }

  @Override
  public void stopPlaying(LegId leg) {
    at(leg, owner -> owner.stopPlaying(leg));
  }

  @Override
  public void sendDigits(LegId leg, String digits) {
    at(leg, owner -> owner.sendDigits(leg, digits));
  }

  @Override
  public void startRecording(LegId leg) {
    at(leg, owner -> owner.startRecording(leg));
  }

  @Override
  public void stopRecording(LegId leg) {
    at(leg, owner -> owner.stopRecording(leg));
  }

  @Override
  public void dialogStored(LegId leg, String dialog) {
    at(leg, owner -> owner.dialogStored(leg, dialog));
  }

  @Override
  public void probe(LegId leg) {
    at(leg, owner -> owner.probe(leg));
  }

  @Override
  public Optional<MediaReport> mediaOf(LegId leg) {
    return behind(leg).flatMap(owner -> owner.mediaOf(leg));
  }

  @Override
  public CompletableFuture<BrowserReply> changeBrowser(
      LegId leg, BrowserMessage change, Optional<String> version) {
    return behind(leg)
        .map(owner -> owner.changeBrowser(leg, change, version))
        .orElseGet(() ->
            CompletableFuture.completedFuture(
                new BrowserReply.Refused(BrowserReply.Reason.NO_SUCH_LEG, "nobody has this leg")));
  }
}
