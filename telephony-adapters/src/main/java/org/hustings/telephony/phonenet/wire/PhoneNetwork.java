package org.hustings.telephony.phonenet.wire;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.hustings.core.time.Inbox;
import org.hustings.core.time.Timers.Timer;
import org.hustings.telephony.media.MediaConfig;
import org.hustings.telephony.media.MediaEngine;
import org.hustings.telephony.phonenet.Clockwork;
import org.hustings.telephony.phonenet.Ring;
import org.hustings.telephony.phonenet.RingLog;
import org.hustings.telephony.phonenet.Subscribers;
import org.hustings.telephony.sip.stack.ReceivedRequest;
import org.hustings.telephony.sip.stack.Reply;
import org.hustings.telephony.sip.stack.SipHandler;
import org.hustings.telephony.sip.stack.SipRequest;
import org.hustings.telephony.sip.stack.SipResponse;
import org.hustings.telephony.sip.stack.SipStack;
import org.hustings.telephony.sip.stack.SipUri;
import org.hustings.telephony.sip.stack.Transport;
import org.hustings.telephony.sip.stack.jain.JainStack;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The carrier at the other end of the trunk, with all its subscribers, as one SIP endpoint.
public final class PhoneNetwork implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PhoneNetwork.class);
  private static final Pattern BARE_NUMBER = Pattern.compile("[1-9][0-9]{6,14}");

  private final WireSettings settings;
  private final Clockwork clockwork;
  private final Subscribers subscribers;
  private final RingLog log;
  private final Voices voices;
  private final Inbox<Runnable> inbox;
  private final SoundRoom sounds;
  private final Optional<DigestGate> gate;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, WireCall> calls = new HashMap<>();
  private final Map<ReceivedRequest, WireCall> ringing = new HashMap<>();

  private final AtomicBoolean closed = new AtomicBoolean();

  /// What is done aside, so that closing waits for the last BYE and the last recording.
  private final Phaser pending = new Phaser(1);

  /// Complete before anybody can know our address, but a message may come in that moment.
  private final CompletableFuture<SipStack> stack = new CompletableFuture<>();

  private PhoneNetwork(
      WireSettings settings,
      Clockwork clockwork,
      Subscribers subscribers,
      RingLog log,
      Voices voices,
      SoundRoom sounds) {
    this.settings = requireNonNull(settings, "settings");
    this.clockwork = requireNonNull(clockwork, "clockwork");
    this.subscribers = requireNonNull(subscribers, "subscribers");
    this.log = requireNonNull(log, "log");
    this.voices = requireNonNull(voices, "voices");
    this.inbox = clockwork.runners().inbox("phonenet", Runnable::run);
    this.gate = settings.credentials().map(needed -> new DigestGate(needed, this::token));
    this.sounds = sounds;
  }

  /// Starts the network.
  ///
  /// @throws IOException if its address cannot be listened on
  public static PhoneNetwork start(
      WireSettings settings,
      Clockwork clockwork,
      Subscribers subscribers,
      RingLog log,
      Voices voices)
      throws IOException {
    SoundRoom sounds = sounds(settings, clockwork);
    var network = new PhoneNetwork(settings, clockwork, subscribers, log, voices, sounds);
    try {
      network.stack.complete(JainStack.open(settings.sip(), network.new Ears()));
    } catch (IOException e) {
      network.inbox.close();
      network.sounds.close();
      throw e;
    }
    LOG.info("event=phonenet-listening address={}", network.address());
    return network;
  }

  private static SoundRoom sounds(WireSettings settings, Clockwork clockwork) throws IOException {
    InetAddress here = settings.sip().bind();
    return switch (settings.voicing()) {
      case SPOKEN -> SoundRoom.of(MediaEngine.start(MediaConfig.on(here, settings.mediaPorts())));
      case STAMPED -> StampedRoom.open(here, settings.mediaPorts(), clockwork.clock());
    };
  }

  /// What became of the stamped frames; empty where voices are spoken.
  public Optional<StampCount> stamps() {
    return sounds instanceof StampedRoom room ? Optional.of(room.count()) : Optional.empty();
  }

  /// Where calls to subscribers are sent, by UDP or TCP: the trunk's address.
  public InetSocketAddress address() {
    return stack().local();
  }

  /// A telephone in a volunteer's hand.
  ///
  /// @param callerId what is presented; anonymous if empty
  public VolunteerPhone phone(Optional<String> callerId) {
    return new VolunteerPhone(this, callerId);
  }

  public RingLog log() {
    return log;
  }

  /// Hangs up on everybody and closes; once.
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    var ended = new CompletableFuture<Boolean>();
    inbox.post(() -> {
      List.copyOf(calls.values()).forEach(WireCall::broken);
      ended.complete(true);
    });
    ended.join();
    inbox.close();
    sounds.close();
    int _ = pending.arriveAndAwaitAdvance();
    stack().close();
  }

  SipStack stack() {
    return stack.join();
  }

  WireSettings settings() {
    return settings;
  }

  SoundRoom sounds() {
    return sounds;
  }

  Voices voices() {
    return voices;
  }

  Instant now() {
    return clockwork.clock().instant();
  }

  void post(Runnable work) {
    inbox.post(work);
  }

  /// Apart from the inbox: what may block.
  void aside(Runnable work) {
    int _ = pending.register();
    clockwork
        .runners()
        .run(
            "phonenet-aside",
            () -> {
              try {
                work.run();
              } finally {
                int _ = pending.arriveAndDeregister();
              }
            });
  }

  Timer after(Duration delay, Runnable work) {
    return clockwork.timers().after(delay, () -> inbox.post(work));
  }

  /// Something nobody can guess.
  String token() {
    byte[] bytes = new byte[8];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  long sessionId() {
    return random.nextLong();
  }

  SipUri contact(Transport transport) {
    return SipUri.contact(
        "phonenet", stack().advertisedHost(), stack().local().getPort(), transport);
  }

  void register(String callId, String localTag, WireCall call) {
    calls.put(key(callId, Optional.of(localTag)), call);
  }

  void forget(String callId, String localTag) {
    calls.remove(key(callId, Optional.of(localTag)));
  }

  void noLongerRinging(ReceivedRequest invite) {
    ringing.remove(invite);
  }

  private static String key(String callId, Optional<String> localTag) {
    return callId + ";" + localTag.orElse("");
  }

  private void take(ReceivedRequest request) {
    SipRequest message = request.message();
    if (message.inDialog()) {
      WireCall call = calls.get(key(message.head().callId(), message.head().to().tag()));
      if (call == null) {
        request.reply(Reply.of(481));
      } else {
        call.request(request);
      }
    } else if (message.is(SipRequest.INVITE)) {
      invited(request);
    } else {
      request.reply(Reply.of(message.is(SipRequest.OPTIONS) ? 200 : 405).tagged(token()));
    }
  }

  private void invited(ReceivedRequest invite) {
    Optional<Reply> challenge = gate.flatMap(it -> it.challenge(invite.message()));
    if (challenge.isPresent()) {
      invite.reply(challenge.get().tagged(token()));
      return;
    }
    var call =
        new Ring.Call(
            dialed(invite.message()), caller(invite.message()), invite.message().head().callId());
    var answerer = new SubscriberCall(this, invite, log.arrived(call, subscribers), call);
    ringing.put(invite, answerer);
    answerer.begin();
  }

  /// The number as carriers understand it: with or without the plus.
  private static String dialed(SipRequest invite) {
    String user = invite.uri().user().orElse("");
    return BARE_NUMBER.matcher(user).matches() ? "+" + user : user;
  }

  private static Optional<String> caller(SipRequest invite) {
    return invite.head().from().uri().user().filter(user -> !user.equals("anonymous"));
  }

  /// The stack's threads only enqueue.
  private final class Ears implements SipHandler {
    @Override
    public void request(ReceivedRequest request) {
      inbox.post(() -> take(request));
    }

    @Override
    public void cancelled(ReceivedRequest invite, SipRequest cancel) {
      inbox.post(() -> Optional.ofNullable(ringing.get(invite)).ifPresent(WireCall::cancelled));
    }

    @Override
    public void acknowledged(SipRequest ack) {
      inbox.post(() ->
          Optional.ofNullable(calls.get(key(ack.head().callId(), ack.head().to().tag())))
              .ifPresent(call -> call.acknowledged(ack)));
    }

    @Override
    public void stray(SipResponse response) {
      inbox.post(() ->
          Optional.ofNullable(
                  calls.get(key(response.head().callId(), response.head().from().tag())))
              .ifPresent(call -> call.repeated(response)));
    }
  }
}
