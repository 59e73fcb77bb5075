package org.hustings.telephony.sip;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.hustings.core.telephony.FarEnd;
import org.hustings.core.time.ThreadedRunners;
import org.hustings.core.time.Timers;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.telephony.media.Direction;
import org.hustings.telephony.media.LegName;
import org.hustings.telephony.media.MediaEngine;
import org.hustings.telephony.media.MediaLeg;
import org.hustings.telephony.media.MediaLegListener;
import org.hustings.telephony.media.Opening;
import org.hustings.telephony.media.dtmf.Digit;
import org.hustings.telephony.media.dtmf.Digits;
import org.hustings.telephony.media.sdp.Negotiation;
import org.hustings.telephony.media.sdp.SdpSession;
import org.hustings.telephony.sip.call.Call;
import org.hustings.telephony.sip.call.CallEnd;
import org.hustings.telephony.sip.call.CallListener;
import org.hustings.telephony.sip.call.CallOrder;
import org.hustings.telephony.sip.call.IncomingCall;
import org.hustings.telephony.sip.call.Peer;
import org.hustings.telephony.sip.call.Reception;
import org.hustings.telephony.sip.call.UserAgent;
import org.hustings.telephony.sip.call.UserAgentConfig;
import org.hustings.telephony.sip.stack.Hop;
import org.hustings.telephony.sip.stack.SipUri;
import org.hustings.telephony.sip.stack.StackConfig;
import org.hustings.telephony.sip.stack.Transport;
import org.hustings.telephony.sip.stack.jain.JainStack;

/// The carrier behind a [SipWorld], with a subscriber for each [FarEnd], and callers.
final class FarEnds implements Reception, AutoCloseable {
  private static final List<FarEnd> NUMBERED = List.of(FarEnd.values());
  private static final Duration SOON = Duration.ofMillis(200);

  private final UserAgent agent;
  private final MediaEngine media;
  private final Timers timers;
  private final Map<String, Party> parties = new ConcurrentHashMap<>();

  FarEnds(MediaEngine media, Timers timers) {
    this(media, timers, StackConfig.onLoopback());
  }

  /// Where `config` says.
  FarEnds(MediaEngine media, Timers timers, StackConfig config) {
    this.media = media;
    this.timers = timers;
    try {
      agent =
          UserAgent.open(
              JainStack::open,
              UserAgentConfig.of(config),
              UserAgent.Surroundings.of(
                  new ThreadedRunners((_, _) -> {}), timers, InstantSource.system()),
              this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return agent.local().getPort();
  }

  /// How many calls there were.
  int calls() {
    return parties.size();
  }

  static PhoneNumber number(FarEnd farEnd) {
    return new PhoneNumber("+1919555020" + NUMBERED.indexOf(farEnd));
  }

  @Override
  public Optional<Peer> peerAt(InetSocketAddress source) {
    return Optional.of(Peer.at("hustings", new Hop(source, Transport.UDP)));
  }

  /// One end of a call, by its Call-ID.
  static final class Party implements CallListener, MediaLegListener {
    final MediaLeg leg;
    final SdpSession session;
    final Queue<Character> heard = new ConcurrentLinkedQueue<>();
    volatile Optional<Call> call = Optional.empty();
    volatile boolean over;
    private final CountDownLatch ended = new CountDownLatch(1);

    Party(MediaEngine media) {
      MediaLegListener keys =
          new MediaLegListener() {
            @Override
            public void digit(Digit digit) {
              heard.add(digit.key());
            }
          };
      this.leg = ((Opening.Opened) media.open(new LegName("far-end"), keys)).leg();
      this.session = new SdpSession(SdpSession.Local.usual(leg.localAddress()), 1);
    }

    void awaitOver() {
      try {
        if (!ended.await(15, TimeUnit.SECONDS)) {
          throw new AssertionError("the call is still up");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }

    String keysHeard() {
      return heard.stream().map(String::valueOf).collect(Collectors.joining());
    }

    String answer(String offer) {
      Negotiation.Agreed agreed = (Negotiation.Agreed) session.answer(offer);
      leg.connect(agreed.remote());
      return agreed.text();
    }

    @Override
    public boolean answered(Optional<String> sdp) {
      sdp.ifPresent(text -> leg.connect(((Negotiation.Agreed) session.accept(text)).remote()));
      return true;
    }

    @Override
    public Optional<String> reoffered(Optional<String> offer) {
      return offer.map(this::answer);
    }

    @Override
    public void ended(CallEnd end) {
      over = true;
      leg.close();
      ended.countDown();
    }
  }

  @Override
  public void offered(IncomingCall call) {
    String user = call.request().uri().user().orElseThrow();
    FarEnd farEnd = NUMBERED.get(user.charAt(user.length() - 1) - '0');
    Party party = new Party(media);
    party.call = Optional.of(call);
    call.listen(party);
    parties.put(call.id(), party);
    String answer = party.answer(call.request().head().sdp().orElseThrow());
    switch (farEnd) {
      case BUSY -> call.reject(486, List.of());
      case NO_SUCH_NUMBER -> call.reject(404, List.of());
      case RINGS -> call.ring();
      case DECLINES -> {
        call.ring();
        soon(() -> call.reject(603, List.of()));
      }
      case HEARD_BEFORE_ANSWER -> {
        call.progress(answer);
        soon(() -> call.accept(answer));
      }
      case ANSWERS, MACHINE -> {
        call.ring();
        soon(() -> call.accept(answer));
      }
      case ANSWERS_AND_HANGS_UP -> {
        call.ring();
        soon(() -> {
          call.accept(answer);
          soon(call::hangUp);
        });
      }
      case PRESSES_KEYS -> {
        call.ring();
        soon(() -> {
          call.accept(answer);
          soon(() -> party.leg.press(Digits.of("42#"), _ -> {}));
        });
      }
    }
  }

  private void soon(Runnable action) {
    timers.at(InstantSource.system().instant().plus(SOON), action);
  }

  /// Calls the adapter.
  Party calls(InetSocketAddress adapter, Optional<String> caller, String dnis) {
    Party party = new Party(media);
    String host = adapter.getAddress().getHostAddress();
    SipUri from =
        caller
            .map(number -> SipUri.of(number, host))
            .orElseGet(() -> SipUri.of("anonymous", "anonymous.invalid"));
    CallOrder order =
        CallOrder.of(
            Peer.at("hustings", new Hop(adapter, Transport.UDP)),
            SipUri.of(dnis, host, adapter.getPort()),
            org.hustings.telephony.sip.stack.Party.of(from),
            party.session.offer(Direction.SEND_RECEIVE),
            Duration.ofSeconds(30));
    party.call = Optional.of(agent.call(order, party));
    return party;
  }

  Party party(String callId) {
    return Optional.ofNullable(parties.get(callId)).orElseThrow();
  }

  Party onlyParty() {
    return parties.values().stream().findAny().orElseThrow();
  }

  @Override
  public void close() {
    agent.close();
  }
}
