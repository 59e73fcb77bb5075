package org.hustings.telephony.browser;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.BrowserMessage;
import org.hustings.core.telephony.BrowserReply;
import org.hustings.core.telephony.LegEnd;
import org.hustings.core.telephony.LegEnd.Blame;
import org.hustings.core.telephony.LegEnd.By;
import org.hustings.core.telephony.LegEnd.Outcome;
import org.hustings.core.telephony.LegEnd.Placed;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.time.Inbox;
import org.hustings.core.time.Timers;
import org.hustings.telephony.browser.ice.IceCredentials;
import org.hustings.telephony.leg.LegSound;
import org.hustings.telephony.media.MediaLeg;
import org.hustings.telephony.media.RemoteMedia;
import org.hustings.telephony.media.sdp.BrowserOffer;
import org.hustings.telephony.media.sdp.IceFragment;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One browser's leg: from the answered offer to its one end. Its state belongs to its inbox.
final class BrowserLeg implements SecureLine.Listener {
  private static final Logger log = LoggerFactory.getLogger(BrowserLeg.class);

  /// What a leg is made of.
  ///
  /// @param gone strikes it off the list, before its last event
  record Parts(
      BrowserLegs.Room room, LegId id, BrowserOffer offer, Inbox<Runnable> inbox, Runnable gone) {}

  private final BrowserLegs.Room room;
  private final LegId id;
  private final BrowserOffer offer;
  private final Inbox<Runnable> inbox;
  private final Runnable gone;
  private final Instant begunAt;
  private final Timers.Timer patience;
  private @Nullable SecureLine line;
  private @Nullable LegSound sound;
  private long version = 1;
  private boolean heard;
  private boolean over;

  BrowserLeg(Parts parts) {
    this.room = parts.room();
    this.id = parts.id();
    this.offer = parts.offer();
    this.inbox = parts.inbox();
    this.gone = parts.gone();
    this.begunAt = room.now();
    Duration connectWithin = room.config().limits().connectWithin();
    this.patience = room.timers().after(connectWithin, () -> inbox.post(this::tooLate));
  }

  /// Takes its line and its media. Once, before anything else.
  void begin(SecureLine taken, MediaLeg media, LegSound heardBy) {
    line = taken;
    sound = heardBy;
    RemoteMedia remote = offer.remote();
    media.connect(remote);
    room.stage().lane().post(() -> heardBy.agreed(remote));
  }

  String tag() {
    return "ice" + version;
  }

  void post(Runnable work) {
    inbox.post(work);
  }

  // ── commands, on the inbox ─────────────────────────────────────────────────

  void hangUp() {
    end(heard ? Outcome.ANSWERED : Outcome.CANCELLED, Blame.NOBODY, By.US, "hung up");
  }

  /// Asked by the engine when nothing was heard for long (R24).
  void probe() {
    SecureLine asked = line;
    if (over || asked == null) {
      return;
    }
    Duration silent = Duration.ofNanos(room.steady().nanos() - asked.heardAt());
    if (silent.compareTo(room.config().limits().believedFor()) < 0) {
      room.stage().tell(new LegEvent.Probed(id, room.now()));
    } else {
      lost("no sign of life for " + silent.toSeconds() + " s");
    }
  }

  /// Trickled candidates are agreed to and not needed: a lite agent learns addresses from checks.
  CompletableFuture<BrowserReply> change(BrowserMessage change, Optional<String> builtOn) {
    CompletableFuture<BrowserReply> reply = new CompletableFuture<>();
    SecureLine changed = line;
    Optional<IceFragment> fragment = IceFragment.read(change.content());
    if (over || changed == null) {
      reply.complete(refused(BrowserReply.Reason.NO_SUCH_LEG, "the leg is over"));
    } else if (builtOn.isPresent() && !builtOn.get().equals(tag())) {
      reply.complete(refused(BrowserReply.Reason.OTHER_VERSION, "it is " + tag() + " now"));
    } else if (fragment.isEmpty()) {
      reply.complete(new BrowserReply.Agreed(Optional.empty(), tag()));
    } else {
      changed(changed, fragment.get(), reply);
    }
    return reply;
  }

  private void changed(
      SecureLine changed, IceFragment fragment, CompletableFuture<BrowserReply> reply) {
    if (!IceCredentials.areWellFormed(fragment.fragment(), fragment.password())) {
      reply.complete(
          refused(BrowserReply.Reason.UNUSABLE, "ice-ufrag or ice-pwd is not well-formed"));
      return;
    }
    IceCredentials theirs = new IceCredentials(fragment.fragment(), fragment.password());
    boolean taken =
        room.port()
            .execute(() -> {
              if (changed.ice().isOf(theirs)) {
                inbox.post(() -> reply.complete(new BrowserReply.Agreed(Optional.empty(), tag())));
              } else {
                IceCredentials ours = changed.restart(theirs);
                room.port().restarted(changed, ours);
                inbox.post(() -> restarted(ours, reply));
              }
            });
    if (!taken) {
      reply.complete(refused(BrowserReply.Reason.NO_SUCH_LEG, "the port is closed"));
    }
  }

  private void restarted(IceCredentials ours, CompletableFuture<BrowserReply> reply) {
    version++;
    log.info("event=ice-restart leg={} version={}", id, version);
    BrowserMessage answer =
        new BrowserMessage(BrowserLegs.FRAGMENT, offer.restarted(room.ours(ours)));
    reply.complete(new BrowserReply.Agreed(Optional.of(answer), tag()));
  }

  private static BrowserReply refused(BrowserReply.Reason reason, String detail) {
    return new BrowserReply.Refused(reason, detail);
  }

  // ── what the line tells ────────────────────────────────────────────────────

  @Override
  public void heard() {
    inbox.post(() -> {
      LegSound watched = sound;
      if (over || heard || watched == null) {
        return;
      }
      heard = true;
      patience.cancel();
      room.metrics().connectedAfter(Duration.between(begunAt, room.now()));
      room.stage().tell(new LegEvent.Answered(id, room.now()));
      room.stage().lane().post(() -> watched.watch(offer.remote()));
    });
  }

  @Override
  public void over(boolean byBrowser, String why) {
    inbox.post(() -> {
      if (byBrowser && heard) {
        end(Outcome.ANSWERED, Blame.NOBODY, By.FAR_END, why);
      } else {
        lost(why);
      }
    });
  }

  private void tooLate() {
    if (!heard) {
      lost("nothing was heard in time");
    }
  }

  private void lost(String why) {
    end(heard ? Outcome.ANSWERED : Outcome.NOT_CONNECTED, Blame.UNATTRIBUTABLE, By.NETWORK, why);
  }

  // ── the end ────────────────────────────────────────────────────────────────

  private void end(Outcome outcome, Blame blame, By by, String why) {
    if (over) {
      return;
    }
    over = true;
    patience.cancel();
    LegEnd end = new LegEnd(outcome, blame, by, heard ? Placed.YES : Placed.SURELY_NOT, heard, why);
    room.metrics().ended(end);
    log.info(
        "event=leg-ended leg={} kind=browser outcome={} blame={} by={} code=\"{}\"",
        id,
        outcome,
        blame,
        by,
        why);
    LegSound silenced = sound;
    room.stage()
        .lane()
        .post(() -> {
          if (silenced == null) {
            told(end);
          } else {
            // The media's last report goes out before the line is cut.
            silenced.close(() -> told(end));
            cut();
          }
        });
  }

  private void cut() {
    SecureLine ended = line;
    if (ended != null) {
      room.port().execute(() -> room.port().leave(ended));
    }
  }

  private void told(LegEnd end) {
    gone.run();
    room.stage().leave(id);
    room.stage().tell(new LegEvent.Ended(id, room.now(), end));
    inbox.close();
  }
}
