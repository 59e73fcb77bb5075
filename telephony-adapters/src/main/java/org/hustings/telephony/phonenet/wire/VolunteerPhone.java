package org.hustings.telephony.phonenet.wire;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hustings.telephony.media.Clip;
import org.hustings.telephony.media.Direction;
import org.hustings.telephony.media.MediaLegListener;
import org.hustings.telephony.media.Playable;
import org.hustings.telephony.media.dtmf.Digits;
import org.hustings.telephony.media.sdp.Negotiation;
import org.hustings.telephony.media.sdp.SdpSession;
import org.hustings.telephony.sip.stack.Answers;
import org.hustings.telephony.sip.stack.Body;
import org.hustings.telephony.sip.stack.Head;
import org.hustings.telephony.sip.stack.Hop;
import org.hustings.telephony.sip.stack.Party;
import org.hustings.telephony.sip.stack.ReceivedRequest;
import org.hustings.telephony.sip.stack.Reply;
import org.hustings.telephony.sip.stack.SentRequest;
import org.hustings.telephony.sip.stack.SipRequest;
import org.hustings.telephony.sip.stack.SipResponse;
import org.hustings.telephony.sip.stack.SipUri;
import org.hustings.telephony.sip.stack.Transport;
import org.jspecify.annotations.Nullable;

/// A telephone in a volunteer's hand, which comes to the server through the network: one call, from
/// dialing to hanging up. Its methods wait for what they ask, so each phone is used by a thread of
/// its own (a virtual one does).
///
/// ```
/// try (VolunteerPhone phone = network.phone(Optional.of("+19195550111"))) {
///   phone.dialIn(new Target(server, Transport.UDP, "+19195550100"), "17", "4711");
///   …                                     // the shift, by the server's API
/// }
/// ```
public final class VolunteerPhone implements AutoCloseable {
  private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(20);
  private static final Duration PROMPTED_WITHIN = Duration.ofSeconds(30);
  private static final Duration KEPT = Duration.ofMinutes(20);

  private final PhoneNetwork network;
  private final Optional<String> callerId;
  private final String callId;
  private final String tag;
  private final HeardSound heard = new HeardSound(KEPT);
  private final CompletableFuture<Answer> answer = new CompletableFuture<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile @Nullable CallSound sound;

  // Only the network's inbox touches these.
  private @Nullable SdpSession session;
  private @Nullable SipRequest invite;
  private @Nullable SentRequest sent;
  private @Nullable Dialog dialog;
  private boolean provisional;
  private boolean givenUp;

  /// Whom to call.
  ///
  /// @param server where the server listens for its trunks
  /// @param dnis the campaign's number
  public record Target(InetSocketAddress server, Transport transport, String dnis) {}

  /// What came of dialing.
  public sealed interface Answer {
    record Connected() implements Answer {}

    /// @param status of SIP
    record Refused(int status) implements Answer {}

    /// Nobody answered, or nothing came back at all.
    record Nobody() implements Answer {}
  }

  VolunteerPhone(PhoneNetwork network, Optional<String> callerId) {
    this.network = network;
    this.callerId = callerId;
    this.callId = network.token() + "@phonenet";
    this.tag = network.token();
  }

  /// Dials, and enters number and PIN, each after the voice has asked for it and paused.
  ///
  /// @return connected also if the PIN turns out wrong: what the server says to it can be heard
  public Answer dialIn(Target target, String number, String pin) throws InterruptedException {
    Answer answered = dial(target);
    if (answered instanceof Answer.Connected) {
      boolean _ = awaitPrompt();
      press(number + "#");
      boolean _ = awaitPrompt();
      press(pin + "#");
    }
    return answered;
  }

  /// Dials, and waits for the answer.
  public Answer dial(Target target) throws InterruptedException {
    network.post(() -> begin(target));
    try {
      return answer.get(ANSWERED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      hangUp();
      return new Answer.Nobody();
    } catch (ExecutionException e) {
      throw new IllegalStateException("dialing failed", e.getCause());
    }
  }

  /// Waits until the voice has said something and paused; false if it says nothing.
  public boolean awaitPrompt() throws InterruptedException {
    return heard.awaitSpeechEnd(PROMPTED_WITHIN);
  }

  /// Presses keys by telephone events (RFC 4733), and waits until they are sent. What is heard from
  /// then on counts for [#awaitPrompt].
  public void press(String keys) throws InterruptedException {
    CallSound line = sound;
    var pressed = new CountDownLatch(1);
    if (line != null) {
      line.press(Digits.of(keys), _ -> pressed.countDown());
      boolean _ = pressed.await(KEPT.toMillis(), TimeUnit.MILLISECONDS);
      heard.forgetSpeech();
    }
  }

  /// Says something; returns when it begins.
  public void say(Clip clip) {
    CallSound line = sound;
    if (line != null) {
      line.play(Playable.of(clip), _ -> {});
    }
  }

  /// What was heard since the answer, the first 20 minutes of it; 8,000 samples a second.
  public short[] heard() {
    return heard.samples();
  }

  /// Waits until this much was heard in all; false if that takes longer than it should.
  public boolean awaitHeard(Duration much) throws InterruptedException {
    return heard.awaitLength(much, much.plus(PROMPTED_WITHIN));
  }

  /// Waits until somebody has spoken for this long in all; false if that takes longer than it
  /// should.
  public boolean awaitSpoken(Duration much) throws InterruptedException {
    return heard.awaitLoud(much, much.plus(PROMPTED_WITHIN));
  }

  /// Packets that the server, or a bad line, sent and that never came.
  public long packetsLost() {
    CallSound line = sound;
    return line == null ? 0 : line.packetsLost();
  }

  public boolean isUp() {
    return answer.isDone() && over.getCount() > 0;
  }

  /// Waits for the call's end, whoever ends it; false if it is still up by then.
  public boolean awaitEnd(Duration longest) throws InterruptedException {
    return over.await(longest.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Hangs up, in whatever state the call is; returns at once.
  public void hangUp() {
    network.post(this::giveUp);
  }

  /// Hangs up.
  @Override
  public void close() {
    hangUp();
  }

  /// Goes out of reach: from now on there is no sound, no answer and no word from this phone, and
  /// the server is told nothing (R24).
  public void vanish() {
    network.post(() -> {
      network.forget(callId, tag);
      finish();
    });
  }

  private void begin(Target target) {
    Optional<CallSound> opened =
        CallSound.open(network.media(), "phone-" + tag, MediaLegListener.deaf(), 0);
    if (opened.isEmpty() || givenUp) {
      opened.ifPresent(CallSound::close);
      answer.complete(new Answer.Nobody());
      over.countDown();
      return;
    }
    sound = opened.get();
    var offering =
        new SdpSession(SdpSession.Local.usual(opened.get().address()), network.sessionId());
    session = offering;
    network.register(callId, tag, new Line());
    SipRequest first = invitation(target, offering.offer(Direction.SEND_RECEIVE));
    invite = first;
    var hop = new Hop(target.server(), target.transport());
    network.aside(() -> {
      SentRequest begun = network.stack().send(first, hop, new Replies(hop));
      network.post(() -> sending(begun));
    });
  }

  private void sending(SentRequest begun) {
    sent = begun;
    if (givenUp && provisional) {
      cancel();
    }
  }

  private SipRequest invitation(Target target, String offer) {
    String host = network.stack().advertisedHost();
    SipUri from =
        callerId
            .map(number -> SipUri.of(number, host))
            .orElseGet(() -> SipUri.of("anonymous", "anonymous.invalid"));
    SipUri to =
        SipUri.of(
            target.dnis(),
            target.server().getAddress().getHostAddress(),
            target.server().getPort());
    return new SipRequest(
        SipRequest.INVITE,
        to,
        new Head(
            callId,
            Party.of(from).withTag(tag),
            Party.of(to),
            1,
            Optional.of(network.contact(target.transport())),
            List.of(),
            List.of(),
            Optional.of(Body.sdp(offer))));
  }

  private void replied(SipResponse response, Hop hop) {
    if (response.provisional()) {
      provisional = true;
      if (givenUp) {
        cancel();
      }
    } else if (response.success()) {
      answered(response, hop);
    } else {
      answer.complete(new Answer.Refused(response.status()));
      finish();
    }
  }

  private void answered(SipResponse ok, Hop hop) {
    SipRequest first = invite;
    SdpSession agreed = session;
    CallSound line = sound;
    if (first == null || agreed == null || line == null) {
      throw new IllegalStateException("answered before dialing");
    }
    dialog = Dialog.answered(first, ok, hop);
    Optional<Negotiation.Agreed> negotiated =
        ok.head()
            .sdp()
            .map(agreed::accept)
            .filter(Negotiation.Agreed.class::isInstance)
            .map(Negotiation.Agreed.class::cast);
    if (givenUp || negotiated.isEmpty()) {
      // The 2xx crossed our CANCEL (RFC 3261 section 9.1), or there is no sound to be had.
      acknowledge();
      bye();
      finish();
      return;
    }
    line.listen(heard);
    line.connect(negotiated.get().remote());
    // Only now: whoever waits for the ACK begins to speak.
    acknowledge();
    answer.complete(new Answer.Connected());
  }

  private void acknowledge() {
    Dialog with = dialog;
    if (with != null) {
      SipRequest ack = with.ack(1);
      network.aside(() -> network.stack().sendBare(ack, with.hop(), Optional.empty()));
    }
  }

  private void giveUp() {
    givenUp = true;
    if (dialog != null) {
      bye();
      finish();
    } else if (provisional) {
      cancel();
    }
  }

  private void cancel() {
    SentRequest inviting = sent;
    if (inviting != null) {
      network.aside(() -> inviting.cancel(List.of()));
    }
  }

  private void bye() {
    Dialog with = dialog;
    if (with != null && over.getCount() > 0) {
      SipRequest bye = with.bye();
      network.aside(() -> network.stack().send(bye, with.hop(), Indifferent.TO_ANSWERS));
    }
  }

  private void finish() {
    network.forget(callId, tag);
    CallSound.closeAll(sound);
    answer.complete(new Answer.Nobody());
    over.countDown();
  }

  /// The stack's threads only enqueue.
  private final class Replies implements Answers {
    private final Hop hop;

    Replies(Hop hop) {
      this.hop = hop;
    }

    @Override
    public void response(SipResponse response) {
      network.post(() -> replied(response, hop));
    }

    @Override
    public void silence() {
      network.post(VolunteerPhone.this::finish);
    }

    @Override
    public void broken(String why, boolean surelyUnsent) {
      network.post(VolunteerPhone.this::finish);
    }
  }

  /// What the server does in the call.
  private final class Line implements WireCall {
    @Override
    public void request(ReceivedRequest request) {
      switch (request.message().method()) {
        case SipRequest.BYE -> {
          request.reply(Reply.of(200));
          finish();
        }
        case SipRequest.INVITE, SipRequest.UPDATE -> renegotiate(request);
        case SipRequest.OPTIONS, SipRequest.INFO -> request.reply(Reply.of(200));
        default -> request.reply(Reply.of(405));
      }
    }

    private void renegotiate(ReceivedRequest request) {
      SdpSession agreed = session;
      CallSound line = sound;
      Optional<String> offer = request.message().head().sdp();
      if (agreed == null || line == null || offer.isEmpty()) {
        request.reply(Reply.of(request.message().is(SipRequest.UPDATE) ? 200 : 488));
        return;
      }
      switch (agreed.answer(offer.get())) {
        case Negotiation.Agreed(String text, var remote) -> {
          line.connect(remote);
          request.reply(
              Reply.of(200).at(network.contact(request.source().transport())).with(Body.sdp(text)));
        }
        case Negotiation.Refused(var reason, _) -> request.reply(Reply.of(reason.sipCode()));
      }
    }

    @Override
    public void acknowledged(SipRequest ack) {
      // Of a re-INVITE; nothing waits for it.
    }

    @Override
    public void cancelled() {
      // Of a re-INVITE, which we answer at once.
    }

    @Override
    public void repeated(SipResponse ok) {
      if (ok.success()) {
        acknowledge();
      }
    }

    @Override
    public void broken() {
      giveUp();
    }
  }
}
