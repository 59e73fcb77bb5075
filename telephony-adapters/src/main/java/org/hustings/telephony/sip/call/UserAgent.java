package org.hustings.telephony.sip.call;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.hustings.core.time.Inbox;
import org.hustings.core.time.Runners;
import org.hustings.core.time.Timers;
import org.hustings.telephony.sip.stack.Head;
import org.hustings.telephony.sip.stack.Header;
import org.hustings.telephony.sip.stack.Hop;
import org.hustings.telephony.sip.stack.ReceivedRequest;
import org.hustings.telephony.sip.stack.Reply;
import org.hustings.telephony.sip.stack.SipHandler;
import org.hustings.telephony.sip.stack.SipRequest;
import org.hustings.telephony.sip.stack.SipResponse;
import org.hustings.telephony.sip.stack.SipStack;
import org.hustings.telephony.sip.stack.SipStackFactory;

/// One SIP endpoint with its calls: finds the call that a message belongs to, opens new ones, and
/// answers what belongs to none. Methods come from any thread and return at once.
public final class UserAgent implements AutoCloseable {
  /// Time, threads and luck, as they are given from outside.
  public record Surroundings(
      Runners runners, Timers timers, InstantSource clock, RandomGenerator random) {
    /// With unguessable tags, which is part of the protocol's safety.
    public static Surroundings of(Runners runners, Timers timers, InstantSource clock) {
      return new Surroundings(runners, timers, clock, new SecureRandom());
    }
  }

  private static final Header BUSY_FOR = new Header("Retry-After", "5");

  private final UserAgentConfig config;
  private final Reception reception;
  private final Inbox<Runnable> desk;
  private final Line line;
  private final FormerCalls formerCalls;
  private final Map<String, CallInput> calls = new ConcurrentHashMap<>();
  private final Map<String, IncomingCall> byInvite = new ConcurrentHashMap<>();

  private UserAgent(
      SipStackFactory stacks, UserAgentConfig config, Surroundings with, Reception reception)
      throws IOException {
    this.config = config;
    this.reception = reception;
    this.desk = with.runners().inbox("sip-desk", Runnable::run);
    Desk callbacks = new Desk();
    SipStack stack = stacks.open(config.stack(), callbacks);
    this.line =
        new Line(
            stack,
            config.stack().t1(),
            config.product(),
            with.runners(),
            with.timers(),
            with.clock(),
            with.random());
    this.formerCalls = new FormerCalls(line, desk);
    callbacks.open = true;
  }

  /// @throws IOException if the address cannot be listened on; its message says what to do
  public static UserAgent open(
      SipStackFactory stacks, UserAgentConfig config, Surroundings with, Reception reception)
      throws IOException {
    return new UserAgent(stacks, config, with, reception);
  }

  /// Where it listens.
  public InetSocketAddress local() {
    return line.stack().local();
  }

  /// The host that it tells peers.
  public String advertisedHost() {
    return line.stack().advertisedHost();
  }

  public boolean healthy() {
    return line.stack().healthy();
  }

  /// How many calls it remembers, those included that ended within the last 64·T1.
  public int remembered() {
    return calls.size();
  }

  /// Calls somebody.
  public OutgoingCall call(CallOrder order, CallListener listener) {
    return call(order, listener, line.inbox("call"));
  }

  /// Calls somebody, on a runner that the caller has already. It is closed when the call is over
  /// and forgotten.
  public OutgoingCall call(CallOrder order, CallListener listener, Inbox<Runnable> inbox) {
    OutgoingCall call = new OutgoingCall(line, order, listener, inbox, this::forget);
    calls.put(key(call), call);
    call.begin();
    return call;
  }

  /// Keeps somebody told where we are.
  public Registration register(Registration.Order order, Registration.Listener listener) {
    Registration registration = new Registration(line, order, listener);
    registration.begin();
    return registration;
  }

  /// Asks somebody again and again whether it is there.
  public KeepAlive ask(KeepAlive.Order order, KeepAlive.Listener listener) {
    KeepAlive keepAlive = new KeepAlive(line, order, listener);
    keepAlive.begin();
    return keepAlive;
  }

  /// Asks somebody something once, and changes nothing there.
  public CompletableFuture<Enquiry.Outcome> enquire(Enquiry.Order order) {
    return new Enquiry(line, order).begin();
  }

  private void forget(CallInput call) {
    calls.remove(key(call));
    if (call instanceof IncomingCall incoming) {
      byInvite.remove(inviteKey(incoming.request()));
    }
  }

  /// Ends a call of a process that died, from what [CallListener#stored] told.
  ///
  /// @param credentials by the peer's name
  /// @throws IllegalArgumentException if the text is none of ours
  public void hangUpStored(String text, Function<String, Optional<Credentials>> credentials) {
    StoredCall stored = StoredCall.read(text);
    desk.post(() -> formerCalls.end(stored, credentials));
  }

  /// Ends a call that a process that died was to make, if it ever did (R22, R23).
  ///
  /// @param ordered with its name
  public void hangUpOrdered(CallOrder ordered) {
    desk.post(() -> formerCalls.end(StoredCall.Early.of(ordered), _ -> Optional.empty()));
  }

  /// What [#hangUpStored] needs for a call that is not made yet.
  ///
  /// @param ordered with its name
  public static String storedOf(CallOrder ordered) {
    return StoredCall.early(StoredCall.Early.of(ordered));
  }

  @Override
  public void close() {
    line.stack().close();
    desk.close();
  }

  private static String key(CallInput call) {
    return key(call.id(), call.localTag());
  }

  private static String key(String callId, String tag) {
    return callId + " " + tag;
  }

  // ── requests ───────────────────────────────────────────────────────────────

  private void dispatch(ReceivedRequest received) {
    SipRequest request = received.message();
    String ourTag = request.head().to().tag().orElse("");
    CallInput call = request.inDialog() ? calls.get(key(request.head().callId(), ourTag)) : null;
    if (call != null) {
      call.received(received);
    } else if (request.is(SipRequest.INVITE) && !request.inDialog()) {
      invited(received);
    } else {
      received.reply(OutOfDialog.answer(request, line).tagged(line.token()));
    }
  }

  private void invited(ReceivedRequest received) {
    SipRequest request = received.message();
    Optional<Peer> peer = reception.peerAt(received.source().address());
    Optional<Reply> refusal = refusal(request, peer);
    if (refusal.isPresent()) {
      received.reply(refusal.get().tagged(line.token()));
      return;
    }
    Peer here = answeringAt(peer.orElseThrow(), received.source());
    IncomingCall call = new IncomingCall(line, received, here, this::forget);
    calls.put(key(call), call);
    byInvite.put(inviteKey(request), call);
    reception.offered(call);
  }

  /// Requests of ours go back to where the call came from, if nothing better is named.
  private static Peer answeringAt(Peer peer, Hop source) {
    return new Peer(peer.name(), source, peer.owns());
  }

  private Optional<Reply> refusal(SipRequest request, Optional<Peer> peer) {
    if (peer.isEmpty()) {
      return Optional.of(Reply.of(403));
    }
    if (byInvite.containsKey(inviteKey(request))) {
      // The same call over two paths (RFC 3261 section 8.2.2.2).
      return Optional.of(Reply.of(482));
    }
    if (calls.size() >= config.mostCalls()) {
      return Optional.of(Reply.of(503).with(BUSY_FOR));
    }
    return Inspection.refusal(request).or(() -> SessionTimer.refusal(request, line));
  }

  private static String inviteKey(SipRequest request) {
    Head head = request.head();
    return key(head.callId(), head.from().tag().orElse("") + " " + head.cseq());
  }

  // ── the rest ───────────────────────────────────────────────────────────────

  private void acknowledged(SipRequest ack) {
    CallInput call = calls.get(key(ack.head().callId(), ack.head().to().tag().orElse("")));
    if (call != null) {
      call.acknowledged(ack);
    }
  }

  private void stray(SipResponse response) {
    Head head = response.head();
    if (!response.method().equals(SipRequest.INVITE) || !response.success()) {
      return;
    }
    CallInput call = calls.get(key(head.callId(), head.from().tag().orElse("")));
    if (call != null) {
      call.stray(response);
    } else {
      reception.peerAt(response.source()).ifPresent(peer -> formerCalls.end(response, peer));
    }
  }

  /// The stack's callbacks: each only enqueues. What comes before all is set up is dropped, and
  /// comes again.
  private final class Desk implements SipHandler {
    private volatile boolean open;

    private void post(Runnable work) {
      if (open) {
        desk.post(work);
      }
    }

    @Override
    public void request(ReceivedRequest request) {
      post(() -> dispatch(request));
    }

    @Override
    public void cancelled(ReceivedRequest invite, SipRequest cancel) {
      post(() -> {
        IncomingCall call = byInvite.get(inviteKey(invite.message()));
        if (call != null) {
          call.cancelled();
        }
      });
    }

    @Override
    public void acknowledged(SipRequest ack) {
      post(() -> UserAgent.this.acknowledged(ack));
    }

    @Override
    public void stray(SipResponse response) {
      post(() -> UserAgent.this.stray(response));
    }

    @Override
    public void turnedAway(InetSocketAddress source) {
      reception.turnedAway(source);
    }

    @Override
    public void overrun() {
      reception.overrun();
    }

    @Override
    public void restarted(String thread) {
      reception.restarted();
    }
  }
}
