package org.hustings.telephony.phonenet.wire;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.hustings.telephony.media.MediaLegListener;
import org.hustings.telephony.media.RemoteMedia;
import org.hustings.telephony.phonenet.wire.VolunteerPhone.Answer;
import org.hustings.telephony.phonenet.wire.VolunteerPhone.Target;
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
import org.jspecify.annotations.Nullable;

/// The signalling of a call that a volunteer's phone makes. Only the network's inbox touches it,
/// but for what tells how it goes: its answer, its sound, its end.
final class PlacedCall implements WireCall {
  private final PhoneNetwork network;
  private final Optional<String> callerId;
  private final HeardSound heard;
  private final String callId;
  private final String tag;
  private final CompletableFuture<Answer> answer = new CompletableFuture<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile Optional<Sounding> sounding = Optional.empty();
  private @Nullable SipRequest invite;
  private @Nullable SentRequest sent;
  private @Nullable Dialog dialog;
  private boolean provisional;
  private boolean givenUp;

  PlacedCall(PhoneNetwork network, Optional<String> callerId, HeardSound heard) {
    this.network = network;
    this.callerId = callerId;
    this.heard = heard;
    this.callId = network.token() + "@phonenet";
    this.tag = network.token();
  }

  CompletableFuture<Answer> answer() {
    return answer;
  }

  /// At zero when the call is over.
  CountDownLatch over() {
    return over;
  }

  Optional<CallSound> sound() {
    return sounding.map(Sounding::sound);
  }

  /// Calls the target.
  void begin(Target target) {
    Optional<CallSound> opened = network.sounds().open("phone-" + tag, MediaLegListener.deaf(), 0);
    if (opened.isEmpty() || givenUp) {
      opened.ifPresent(CallSound::close);
      answer.complete(new Answer.Nobody());
      over.countDown();
      return;
    }
    Sounding offering = Sounding.of(opened.get(), network.sessionId());
    sounding = Optional.of(offering);
    network.register(callId, tag, this);
    SipRequest first = invitation(target, offering.offer());
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
    if (first == null || sounding.isEmpty()) {
      throw new IllegalStateException("answered before dialing");
    }
    dialog = Dialog.answered(first, ok, hop);
    Sounding with = sounding.get();
    Optional<RemoteMedia> remote = ok.head().sdp().flatMap(with::accepted);
    if (givenUp || remote.isEmpty()) {
      // The 2xx crossed our CANCEL (RFC 3261 section 9.1), or there is no sound to be had.
      acknowledge();
      bye();
      finish();
      return;
    }
    with.sound().listen(heard);
    with.sound().connect(remote.get());
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

  /// Hangs up, in whatever state the call is.
  void giveUp() {
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

  /// Goes out of reach: from now on whatever the server asks of this call is not answered.
  void vanish() {
    network.register(callId, tag, OutOfReach.PHONE);
    fallSilent();
  }

  /// Forgets the call without a word to anybody.
  void finish() {
    network.forget(callId, tag);
    fallSilent();
  }

  private void fallSilent() {
    sounding.ifPresent(it -> it.sound().close());
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
      network.post(PlacedCall.this::finish);
    }

    @Override
    public void broken(String why, boolean surelyUnsent) {
      network.post(PlacedCall.this::finish);
    }
  }

  // ── what the server does in the call ───────────────────────────────────────

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
    Sounding.renegotiate(sounding, request, network.contact(request.source().transport()));
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
