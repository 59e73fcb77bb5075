package org.hustings.telephony.phonenet.wire;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hustings.telephony.media.Clip;
import org.hustings.telephony.media.Playable;
import org.hustings.telephony.media.dtmf.Digits;
import org.hustings.telephony.sip.stack.Transport;

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
  private final HeardSound heard = new HeardSound(KEPT);
  private final PlacedCall call;

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
    this.call = new PlacedCall(network, callerId, heard);
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
    network.post(() -> call.begin(target));
    try {
      return call.answer().get(ANSWERED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
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
    Optional<CallSound> line = call.sound();
    if (line.isPresent()) {
      var pressed = new CountDownLatch(1);
      line.get().press(Digits.of(keys), _ -> pressed.countDown());
      boolean _ = pressed.await(KEPT.toMillis(), TimeUnit.MILLISECONDS);
      heard.forgetSpeech();
    }
  }

  /// Says something; returns when it begins.
  public void say(Clip clip) {
    call.sound().ifPresent(line -> line.play(Playable.of(clip), _ -> {}));
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
    return call.sound().map(CallSound::packetsLost).orElse(0L);
  }

  /// Whose stamped voice is heard, and since when; empty where voices are spoken, or nobody's is.
  public Optional<Hearing> hearing() {
    return call.sound()
        .flatMap(
            sound -> sound instanceof StampedSound stamped ? stamped.hearing() : Optional.empty());
  }

  public boolean isUp() {
    return call.answer().isDone() && call.over().getCount() > 0;
  }

  /// Waits for the call's end, whoever ends it; false if it is still up by then.
  public boolean awaitEnd(Duration longest) throws InterruptedException {
    return call.over().await(longest.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Hangs up, in whatever state the call is; returns at once.
  public void hangUp() {
    network.post(call::giveUp);
  }

  /// Hangs up.
  @Override
  public void close() {
    hangUp();
  }

  /// Goes out of reach in mid-call: from now on there is no sound, no answer and no word from this
  /// phone, and the server is told nothing (R24). Once it is hung up the network knows it no more.
  public void vanish() {
    network.post(call::vanish);
  }
}
