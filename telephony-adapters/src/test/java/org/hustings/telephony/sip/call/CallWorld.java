package org.hustings.telephony.sip.call;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGeneratorFactory;
import org.hustings.core.time.VirtualTime;
import org.hustings.telephony.sip.stack.Body;
import org.hustings.telephony.sip.stack.Head;
import org.hustings.telephony.sip.stack.Header;
import org.hustings.telephony.sip.stack.Party;
import org.hustings.telephony.sip.stack.SipRequest;
import org.hustings.telephony.sip.stack.SipUri;
import org.hustings.telephony.sip.stack.StackConfig;
import org.hustings.telephony.sip.stack.Transport;
import org.jspecify.annotations.Nullable;

/// A user agent on a scripted stack in virtual time, with a listener that writes everything down.
final class CallWorld implements Reception, CallListener {
  static final Peer TRUNK = Peer.at("carrier", ScriptedStack.THERE);
  static final SipUri VOTER = SipUri.of("+19195550182", "carrier.example");
  static final SipUri US = SipUri.of("+19195550100", "127.0.0.1");

  final VirtualTime time = new VirtualTime(Instant.parse("2026-11-03T15:00:00Z"));
  final List<String> heard = new ArrayList<>();
  final List<CallEnd> ends = new ArrayList<>();
  final List<String> stored = new ArrayList<>();

  /// How much had been heard by then.
  final List<Integer> storedAfter = new ArrayList<>();

  final ScriptedStack stack;
  final UserAgent agent;
  boolean takesAnswer = true;
  Optional<String> change = Optional.of(ScriptedStack.SDP);
  Optional<Duration> sessionLasts = Optional.empty();
  Optional<CallIdentity> identity = Optional.empty();
  Duration storedWithin = Duration.ZERO;
  int unstored;
  Optional<Peer> known = Optional.of(TRUNK);
  @Nullable IncomingCall incoming;

  CallWorld() {
    List<ScriptedStack> made = new ArrayList<>();
    UserAgent.Surroundings with =
        new UserAgent.Surroundings(
            time, time, time, RandomGeneratorFactory.of("L64X128MixRandom").create(7));
    try {
      agent =
          UserAgent.open(
              (_, handler) -> {
                made.add(new ScriptedStack(handler));
                return made.getFirst();
              },
              new UserAgentConfig(StackConfig.onLoopback(), "Hustings", 3),
              with,
              this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    stack = made.getFirst();
  }

  // ── given ──────────────────────────────────────────────────────────────────

  OutgoingCall call() {
    return call(Optional.empty());
  }

  OutgoingCall call(Optional<Credentials> credentials) {
    OutgoingCall call =
        agent.call(
            new CallOrder(
                TRUNK,
                VOTER,
                Party.of(US),
                List.of(new Header("P-Asserted-Identity", "<sip:+19195550100@127.0.0.1>")),
                ScriptedStack.SDP,
                Duration.ofSeconds(60),
                credentials,
                sessionLasts,
                identity),
            this);
    settle();
    return call;
  }

  /// A call that was answered.
  ScriptedStack.Sent answeredCall() {
    call();
    ScriptedStack.Sent invite = stack.next("INVITE");
    invite.answerWithSdp(200);
    settle();
    stack.next("ACK");
    return invite;
  }

  SipRequest invite(Optional<Body> body, Header... headers) {
    SipUri contact = SipUri.contact("volunteer", "127.0.0.2", 5080, Transport.UDP);
    return new SipRequest(
        SipRequest.INVITE,
        US,
        new Head(
            "incoming-call",
            Party.of(VOTER).withTag("caller"),
            Party.of(US),
            1,
            Optional.of(contact),
            List.of(),
            List.of(headers),
            body));
  }

  /// A request of the far end within the dialog of an outgoing call.
  static SipRequest within(
      ScriptedStack.Sent invite, String method, long cseq, Optional<Body> body) {
    Head ours = invite.request.head();
    return new SipRequest(
        method,
        US,
        new Head(
            ours.callId(),
            ours.to().withTag("far"),
            ours.from(),
            cseq,
            Optional.empty(),
            List.of(),
            List.of(new Header("Reason", "Q.850;cause=16")),
            body));
  }

  /// A request of the caller within the dialog of an incoming call.
  SipRequest fromCaller(ScriptedStack.Incoming invite, String method, long cseq) {
    Head theirs = invite.message().head();
    return new SipRequest(
        method,
        US,
        new Head(
            theirs.callId(),
            theirs.from(),
            theirs.to().withTag(invite.last().toTag().orElseThrow()),
            cseq,
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty()));
  }

  // ── when ───────────────────────────────────────────────────────────────────

  void settle() {
    time.runUntilQuiet();
    if (!time.failures().isEmpty()) {
      throw new AssertionError(time.failures().toString(), time.failures().getFirst().cause());
    }
  }

  void pass(Duration duration) {
    time.advanceBy(duration);
    settle();
  }

  // ── heard ──────────────────────────────────────────────────────────────────

  @Override
  public Optional<Peer> peerAt(InetSocketAddress source) {
    return known;
  }

  @Override
  public void offered(IncomingCall call) {
    incoming = call;
    call.listen(this);
    heard.add("offered");
  }

  @Override
  public void accepted() {
    heard.add("accepted");
  }

  @Override
  public void ringing(int status, Optional<String> sdp) {
    heard.add("ringing " + status + (sdp.isPresent() ? " audible" : ""));
  }

  @Override
  public void stored(String text) {
    stored.add(text);
    storedAfter.add(heard.size());
  }

  @Override
  public Duration storedWithin() {
    return storedWithin;
  }

  @Override
  public void notStoredInTime() {
    unstored++;
  }

  @Override
  public boolean answered(Optional<String> sdp) {
    heard.add("answered");
    return takesAnswer;
  }

  @Override
  public Optional<String> reoffered(Optional<String> offer) {
    heard.add(offer.isPresent() ? "reoffered" : "asked for an offer");
    return change;
  }

  @Override
  public void reanswered(String sdp) {
    heard.add("reanswered");
  }

  @Override
  public void info(Body body) {
    heard.add("info");
  }

  @Override
  public void probed() {
    heard.add("probed");
  }

  @Override
  public void ended(CallEnd end) {
    ends.add(end);
  }
}
