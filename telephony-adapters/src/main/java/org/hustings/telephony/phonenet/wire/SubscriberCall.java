package org.hustings.telephony.phonenet.wire;

import java.time.Duration;
import java.util.Optional;
import org.hustings.telephony.media.Clip;
import org.hustings.telephony.media.MediaLegListener;
import org.hustings.telephony.media.Playable;
import org.hustings.telephony.media.RemoteMedia;
import org.hustings.telephony.media.dtmf.Digit;
import org.hustings.telephony.media.listen.Sounds;
import org.hustings.telephony.media.sdp.Negotiation;
import org.hustings.telephony.phonenet.Behaviour.Answers;
import org.hustings.telephony.phonenet.Behaviour.Busy;
import org.hustings.telephony.phonenet.Behaviour.Declines;
import org.hustings.telephony.phonenet.Behaviour.HangsUp;
import org.hustings.telephony.phonenet.Behaviour.LossyLine;
import org.hustings.telephony.phonenet.Behaviour.Machine;
import org.hustings.telephony.phonenet.Behaviour.NoSuchNumber;
import org.hustings.telephony.phonenet.Behaviour.PressesKeys;
import org.hustings.telephony.phonenet.Behaviour.RingsOut;
import org.hustings.telephony.phonenet.Ring;
import org.hustings.telephony.phonenet.RingLog;
import org.hustings.telephony.sip.stack.Body;
import org.hustings.telephony.sip.stack.Header;
import org.hustings.telephony.sip.stack.ReceivedRequest;
import org.hustings.telephony.sip.stack.Reply;
import org.hustings.telephony.sip.stack.SipRequest;
import org.hustings.telephony.sip.stack.SipResponse;
import org.hustings.telephony.sip.stack.SipUri;

/// A call to a subscriber, from its INVITE to its end: signalling here, behaviour once answered in
/// [Conversation].
final class SubscriberCall implements WireCall {
  private enum Phase {
    RINGING,
    /// 200 is sent, its ACK has not come.
    ANSWERED,
    UP,
    OVER
  }

  /// RFC 3261 section 13.3.1.4: a 2xx is repeated from T1 on, ever slower up to T2, and given up
  /// after 64 T1.
  private static final int PATIENCE_IN_T1 = 64;

  private static final Duration T2 = Duration.ofSeconds(4);

  /// Networks do not let a phone ring for ever.
  private static final Duration LONGEST_RING = Duration.ofMinutes(3);

  private static final Clip RING_BACK =
      Clip.of(
          Sounds.join(
              Sounds.tone(440, Duration.ofSeconds(2)), Sounds.silence(Duration.ofSeconds(4))));

  private final PhoneNetwork network;
  private final ReceivedRequest invite;
  private final RingLog.Arrival arrival;
  private final Ring.Call call;
  private final String tag;
  private final Dialog dialog;
  private Phase phase = Phase.RINGING;
  private Optional<Sounding> sounding = Optional.empty();

  /// Our SDP: an answer, or an offer where the INVITE had none.
  private String description = "";

  private Optional<RemoteMedia> remote = Optional.empty();

  SubscriberCall(
      PhoneNetwork network, ReceivedRequest invite, RingLog.Arrival arrival, Ring.Call call) {
    this.network = network;
    this.invite = invite;
    this.arrival = arrival;
    this.call = call;
    this.tag = network.token();
    this.dialog = Dialog.calledBy(invite, tag);
    network.register(call.reference(), tag, this);
  }

  void begin() {
    switch (arrival.behaviour()) {
      case Busy _ -> refuse(486, 17, Ring.Ending.BUSY);
      case NoSuchNumber _ when network.settings().earlyMedia() -> announce();
      case NoSuchNumber _ -> refuse(404, 1, Ring.Ending.NO_SUCH_NUMBER);
      case RingsOut _ -> ring(0, LONGEST_RING, () -> refuse(480, 19, Ring.Ending.GIVEN_UP));
      case Declines b -> ring(0, b.after(), () -> refuse(603, 21, Ring.Ending.DECLINED));
      case Answers b -> ring(0, b.after(), this::answer);
      case HangsUp b -> ring(0, b.after(), this::answer);
      case Machine b -> ring(0, b.after(), this::answer);
      case LossyLine b -> ring(b.perMille(), b.then().after(), this::answer);
      case PressesKeys b -> ring(0, b.then().after(), this::answer);
    }
  }

  private void ring(int lostPerMille, Duration time, Runnable then) {
    if (openSound(lostPerMille)) {
      network.log().ringing(arrival.ring());
      alert();
      whileRinging(time, then);
    }
  }

  /// As networks say it: "the number you have dialed…", and then 404.
  private void announce() {
    if (openSound(0)) {
      Clip announcement = network.voices().announcement();
      alert();
      early(Playable.of(announcement));
      whileRinging(announcement.duration(), () -> refuse(404, 1, Ring.Ending.NO_SUCH_NUMBER));
    }
  }

  private void alert() {
    if (network.settings().earlyMedia()) {
      invite.reply(Reply.of(183).tagged(tag).at(contact()).with(Body.sdp(description)));
      early(Playable.repeated(RING_BACK));
    } else {
      invite.reply(Reply.of(180).tagged(tag).at(contact()));
    }
  }

  private void early(Playable sound) {
    if (sounding.isPresent() && remote.isPresent()) {
      sounding.get().sound().connect(remote.get());
      sounding.get().sound().play(sound, _ -> {});
    }
  }

  /// Negotiates what the INVITE offers; false if the call ended over it.
  private boolean openSound(int lostPerMille) {
    Optional<CallSound> opened =
        network.sounds().open("ring-" + arrival.ring(), keysHeard(), lostPerMille);
    if (opened.isEmpty()) {
      refuse(503, 34, Ring.Ending.BROKEN);
      return false;
    }
    Sounding with = Sounding.of(opened.get(), network.sessionId());
    sounding = Optional.of(with);
    Optional<String> offer = invite.message().head().sdp();
    if (offer.isEmpty()) {
      description = with.offer();
      return true;
    }
    return switch (with.session().answer(offer.get())) {
      case Negotiation.Agreed(String text, RemoteMedia agreed) -> {
        description = text;
        remote = Optional.of(agreed);
        yield true;
      }
      case Negotiation.Refused(var reason, _) -> {
        refuse(reason.sipCode(), 88, Ring.Ending.BROKEN);
        yield false;
      }
    };
  }

  /// Called on a media thread.
  private MediaLegListener keysHeard() {
    return new MediaLegListener() {
      @Override
      public void digit(Digit digit) {
        network.post(() -> network.log().recorded(arrival.ring(), "key " + digit.key()));
      }
    };
  }

  private void answer() {
    phase = Phase.ANSWERED;
    network.noLongerRinging(invite);
    network.log().answered(arrival.ring());
    // Before the 200 goes: the caller may speak before its ACK is here.
    remote.ifPresent(sounding.orElseThrow().sound()::connect);
    conversation().listen();
    Reply ok = Reply.of(200).tagged(tag).at(contact()).with(Body.sdp(description));
    invite.reply(ok);
    Duration t1 = network.settings().sip().t1();
    repeatUntilAcknowledged(ok, t1);
    network.after(t1.multipliedBy(PATIENCE_IN_T1), this::giveUpWaiting);
  }

  private void repeatUntilAcknowledged(Reply ok, Duration next) {
    network.after(
        next,
        () -> {
          if (phase == Phase.ANSWERED) {
            invite.repeat(ok);
            Duration doubled = next.multipliedBy(2);
            repeatUntilAcknowledged(ok, doubled.compareTo(T2) < 0 ? doubled : T2);
          }
        });
  }

  private void giveUpWaiting() {
    if (phase == Phase.ANSWERED) {
      bye();
      end(Ring.Ending.BROKEN);
    }
  }

  @Override
  public void acknowledged(SipRequest ack) {
    if (phase != Phase.ANSWERED) {
      return;
    }
    phase = Phase.UP;
    Sounding with = sounding.orElseThrow();
    Optional<RemoteMedia> agreed = remote.or(() -> ack.head().sdp().flatMap(with::accepted));
    if (agreed.isEmpty()) {
      bye();
      end(Ring.Ending.BROKEN);
      return;
    }
    if (remote.isEmpty()) {
      with.sound().connect(agreed.get());
    }
    conversation().begin();
  }

  private Conversation conversation() {
    return new Conversation(network, arrival, call, sounding.orElseThrow().sound(), this::hangUp);
  }

  @Override
  public void cancelled() {
    if (phase == Phase.RINGING) {
      refuse(487, 16, Ring.Ending.GIVEN_UP);
    }
  }

  @Override
  public void request(ReceivedRequest request) {
    switch (request.message().method()) {
      case SipRequest.BYE -> {
        request.reply(Reply.of(200));
        end(Ring.Ending.CALLER_HUNG_UP);
      }
      case SipRequest.INVITE, SipRequest.UPDATE ->
          Sounding.renegotiate(sounding, request, contact());
      case SipRequest.OPTIONS, SipRequest.INFO -> request.reply(Reply.of(200));
      default -> request.reply(Reply.of(405));
    }
  }

  @Override
  public void repeated(SipResponse ok) {
    // We send no INVITE in this call.
  }

  @Override
  public void broken() {
    if (phase == Phase.RINGING) {
      refuse(503, 38, Ring.Ending.BROKEN);
    } else if (phase != Phase.OVER) {
      bye();
      end(Ring.Ending.BROKEN);
    }
  }

  private void hangUp() {
    if (phase == Phase.UP) {
      bye();
      end(Ring.Ending.SUBSCRIBER_HUNG_UP);
    }
  }

  private void bye() {
    SipRequest bye = dialog.bye();
    network.aside(() -> network.stack().send(bye, dialog.hop(), Indifferent.TO_ANSWERS));
  }

  private void refuse(int status, int q850, Ring.Ending ending) {
    invite.reply(Reply.of(status).tagged(tag).with(new Header("Reason", "Q.850;cause=" + q850)));
    end(ending);
  }

  private void end(Ring.Ending ending) {
    if (phase == Phase.OVER) {
      return;
    }
    phase = Phase.OVER;
    network.noLongerRinging(invite);
    network.forget(call.reference(), tag);
    network.log().ended(arrival.ring(), ending);
    sounding.ifPresent(it -> it.sound().close());
  }

  private void whileRinging(Duration time, Runnable then) {
    network.after(
        time,
        () -> {
          if (phase == Phase.RINGING) {
            then.run();
          }
        });
  }

  private SipUri contact() {
    return network.contact(invite.source().transport());
  }
}
