package org.hustings.telephony.sip;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.LegEnd;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.time.Inbox;
import org.hustings.telephony.leg.LegSound;
import org.hustings.telephony.media.Direction;
import org.hustings.telephony.media.MediaLeg;
import org.hustings.telephony.media.MediaMeters;
import org.hustings.telephony.media.RemoteMedia;
import org.hustings.telephony.media.sdp.Negotiation;
import org.hustings.telephony.media.sdp.SdpSession;
import org.hustings.telephony.sip.call.Call;
import org.hustings.telephony.sip.call.CallEnd;
import org.hustings.telephony.sip.call.CallListener;
import org.hustings.telephony.sip.call.OutgoingCall;
import org.hustings.telephony.sip.stack.Body;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One leg: the call that carries it, what was agreed on its media, and the engine's view of both.
/// Its methods run on the call's runner, unless they say otherwise.
final class SipLeg implements CallListener {
  private static final Logger log = LoggerFactory.getLogger(SipLeg.class);

  private final LegId id;
  private final Exchange exchange;
  private final Inbox<Runnable> inbox;
  private final Party party;
  private final MediaLeg media;
  private final LegSound sound;
  private final Instant begunAt;
  private SdpSession negotiation;
  private @Nullable Call call;
  private @Nullable RemoteMedia remote;
  private Optional<Passage> passage = Optional.empty();
  private boolean accepted;
  private boolean over;

  /// Who is at the other end.
  enum Party {
    /// A volunteer who dialed in.
    CALLER,
    /// A volunteer whom we called at their wish.
    CALLED_VOLUNTEER,
    VOTER;

    boolean isVolunteer() {
      return this != VOTER;
    }
  }

  SipLeg(
      LegId id,
      Exchange exchange,
      Inbox<Runnable> inbox,
      Party party,
      MediaLeg media,
      Manners manners) {
    this.id = id;
    this.exchange = exchange;
    this.inbox = inbox;
    this.party = party;
    this.media = media;
    this.negotiation = exchange.negotiation(media, manners);
    this.sound =
        new LegSound(
            exchange.stage(),
            id,
            media,
            exchange
                .stage()
                .meter(party.isVolunteer() ? MediaMeters.Kind.VOLUNTEER : MediaMeters.Kind.VOTER));
    this.begunAt = exchange.now();
  }

  LegId id() {
    return id;
  }

  /// To be used on the stage's lane only.
  LegSound sound() {
    return sound;
  }

  void post(Runnable work) {
    inbox.post(work);
  }

  // ── beginning ──────────────────────────────────────────────────────────────

  void carriedBy(Call carrier) {
    call = carrier;
  }

  /// Calls of ours find their way by it.
  void goesBy(Passage way) {
    passage = Optional.of(way);
  }

  /// The next offer is as another trunk wants it.
  void speaksAs(Manners manners) {
    negotiation = exchange.negotiation(media, manners);
  }

  String offer() {
    return negotiation.offer(Direction.SEND_RECEIVE);
  }

  /// Answers the caller's offer, or makes one where there was none; empty if it cannot be met.
  Optional<String> answerTo(Optional<String> offer) {
    return offer.isEmpty()
        ? Optional.of(offer())
        : switch (negotiation.answer(offer.get())) {
          case Negotiation.Agreed(String text, RemoteMedia agreed) -> {
            remote = agreed;
            yield Optional.of(text);
          }
          case Negotiation.Refused refused -> {
            refused("offer", refused);
            yield Optional.empty();
          }
        };
  }

  /// Lets the media flow as agreed.
  void connect() {
    RemoteMedia agreed = remote;
    if (agreed != null) {
      media.connect(agreed);
      exchange.lane().post(() -> sound.agreed(agreed));
    }
  }

  private boolean accept(Optional<String> answer) {
    if (answer.isEmpty()) {
      return remote != null;
    }
    return switch (negotiation.accept(answer.get())) {
      case Negotiation.Agreed(_, RemoteMedia agreed) -> {
        remote = agreed;
        connect();
        yield true;
      }
      case Negotiation.Refused refused -> {
        refused("answer", refused);
        yield false;
      }
    };
  }

  private void refused(String what, Negotiation.Refused refused) {
    log.info("event=sdp-refused leg={} what={} reason={}", id, what, refused.reason());
  }

  // ── commands ───────────────────────────────────────────────────────────────

  void hangUp() {
    boolean turnedBack = passage.isPresent() && passage.get().turnsBack();
    if (!turnedBack && call != null) {
      call.hangUp();
    }
  }

  void probe() {
    if (call != null) {
      call.probe();
    }
  }

  void dialogStored(String dialog) {
    passage.ifPresent(it -> it.stored(dialog));
    if (call instanceof OutgoingCall outgoing) {
      outgoing.dialogStored(dialog);
    }
  }

  boolean isOver() {
    return over;
  }

  // ── what the call tells ────────────────────────────────────────────────────

  @Override
  public void accepted() {
    if (!accepted) {
      accepted = true;
      tell(new LegEvent.Accepted(id, exchange.now(), call == null ? "" : call.id()));
    }
  }

  @Override
  public void passedOn() {
    passage.ifPresent(Passage::reached);
  }

  @Override
  public void ringing(int status, Optional<String> sdp) {
    boolean audible = sdp.isPresent() && accept(sdp);
    tell(new LegEvent.Ringing(id, exchange.now(), audible || remote != null));
  }

  @Override
  public void stored(String text) {
    tell(new LegEvent.Established(id, exchange.now(), text));
  }

  @Override
  public Duration storedWithin() {
    return exchange.config().limits().storedWithin();
  }

  @Override
  public void notStoredInTime() {
    exchange.metrics().notStoredInTime();
    log.atWarn()
        .setMessage(
            "A voter answered, and what ends the call after a crash could not be written in time:"
                + " see how the database is. The call goes on")
        .addKeyValue("event", "dialog-not-stored")
        .addKeyValue("leg", id)
        .log();
  }

  @Override
  public boolean answered(Optional<String> sdp) {
    boolean agreed = accept(sdp);
    RemoteMedia with = remote;
    if (!agreed || with == null) {
      return false;
    }
    if (party != Party.CALLER) {
      exchange.metrics().answeredAfter(Duration.between(begunAt, exchange.now()));
      passage.ifPresent(Passage::answered);
    }
    tell(new LegEvent.Answered(id, exchange.now()));
    exchange.lane().post(() -> sound.watch(with));
    return true;
  }

  @Override
  public Optional<String> reoffered(Optional<String> offer) {
    Optional<String> ours = answerTo(offer);
    if (offer.isPresent() && ours.isPresent()) {
      connect();
    }
    return ours;
  }

  @Override
  public void reanswered(String sdp) {
    if (!accept(Optional.of(sdp))) {
      log.info("event=reanswer-unusable leg={}", id);
    }
  }

  /// Keys as some gateways send them: `Signal=5`.
  @Override
  public void info(Body body) {
    if (body.type().equals("application/dtmf-relay") || body.type().equals("application/dtmf")) {
      DtmfRelay.key(body.content()).ifPresent(key -> exchange.lane().post(() -> sound.digit(key)));
    }
  }

  @Override
  public void probed() {
    tell(new LegEvent.Probed(id, exchange.now()));
  }

  @Override
  public void ended(CallEnd end) {
    LegEnd meant = exchange.causes().legEnd(end);
    boolean goesOn = passage.isPresent() && passage.get().goesOnAfter(end, meant);
    if (!goesOn) {
      ended(meant);
    }
  }

  /// Ends the leg; `Ended` is told when all else has been.
  void ended(LegEnd end) {
    if (over) {
      return;
    }
    over = true;
    exchange.metrics().ended(party.isVolunteer(), end);
    log.info(
        "event=leg-ended leg={} kind={} outcome={} blame={} by={} placed={} rang={} code=\"{}\"",
        id,
        party.isVolunteer() ? "volunteer" : "voter",
        end.outcome(),
        end.blame(),
        end.by(),
        end.placed(),
        end.rang(),
        end.code());
    exchange
        .lane()
        .post(() ->
            sound.close(() -> {
              exchange.gone().accept(this);
              exchange.stage().leave(id);
              tell(new LegEvent.Ended(id, exchange.now(), end));
            }));
  }

  private void tell(LegEvent event) {
    exchange.tell(event);
  }
}
