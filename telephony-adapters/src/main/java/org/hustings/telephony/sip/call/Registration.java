package org.hustings.telephony.sip.call;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.hustings.core.time.Inbox;
import org.hustings.core.time.Timers;
import org.hustings.telephony.sip.stack.Head;
import org.hustings.telephony.sip.stack.Header;
import org.hustings.telephony.sip.stack.Party;
import org.hustings.telephony.sip.stack.SipRequest;
import org.hustings.telephony.sip.stack.SipResponse;
import org.hustings.telephony.sip.stack.SipUri;
import org.jspecify.annotations.Nullable;

/// Keeps a carrier told where we are (RFC 3261 section 10), for trunks that go by registration:
/// asks, asks again before it runs out, and after a failure after 2, 4 … 60 s. One Call-ID for its
/// whole life (section 10.2).
///
/// ```
///  ASKING ── 200 ──► REGISTERED ── four fifths of its time ──► ASKING
///     │ failed: wait ──► ASKING
///  taken back: by one last REGISTER
/// ```
public final class Registration {
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final Duration SHORTEST_LIFE = Duration.ofSeconds(5);

  /// What to register.
  ///
  /// @param at where the carrier is; empty while its name has no address. May block
  /// @param domain the carrier's, as the Request-URI
  /// @param identity who we are there: the address of record
  /// @param expires how long a binding is asked for; the carrier may grant less
  public record Order(
      Supplier<Optional<Peer>> at,
      SipUri domain,
      SipUri identity,
      Credentials credentials,
      Duration expires) {
    public Order {
      requireNonNull(at, "at");
      requireNonNull(domain, "domain");
      requireNonNull(identity, "identity");
      requireNonNull(credentials, "credentials");
      requireNonNull(expires, "expires");
    }
  }

  /// Hears how it stands, on the registration's own runner.
  public interface Listener {
    /// Calls come to us for so long, unless it is renewed.
    void registered(Duration lasts);

    /// They do not, and why.
    void lost(String why);
  }

  private final Line line;
  private final Order order;
  private final Listener listener;
  private final Inbox<Runnable> inbox;
  private final String callId;
  private final String tag;
  private final CompletableFuture<Boolean> takenBack = new CompletableFuture<>();
  private long cseq;
  private Duration asked;
  private Authorizations authorizations;
  private Timers.@Nullable Timer next;
  private int failures;
  private boolean bound;
  private boolean closed;

  Registration(Line line, Order order, Listener listener) {
    this.line = line;
    this.order = order;
    this.listener = listener;
    this.inbox = line.inbox("registration");
    this.callId = line.token() + line.token();
    this.tag = line.token();
    this.asked = order.expires();
    this.authorizations = new Authorizations(Optional.of(order.credentials()));
  }

  void begin() {
    inbox.post(this::ask);
  }

  /// Takes the binding back; calls that are up go on.
  ///
  /// @return done when the carrier has answered, or never will
  public CompletableFuture<Boolean> takeBack() {
    inbox.post(() -> {
      if (!closed) {
        closed = true;
        stopWaiting();
        asked = Duration.ZERO;
        if (bound) {
          ask();
        } else {
          over(true);
        }
      }
    });
    return takenBack;
  }

  private void over(boolean inOrder) {
    takenBack.complete(inOrder);
    inbox.close();
  }

  private void ask() {
    authorizations = new Authorizations(Optional.of(order.credentials()));
    order.at().get().ifPresentOrElse(this::send, () -> failed("its name has no address", 0));
  }

  private void send(Peer peer) {
    cseq++;
    SipRequest bare = request(peer, List.of());
    SipRequest request = request(peer, authorizations.headers(bare, line.token()));
    line.stack()
        .send(
            request,
            peer.hop(),
            new PostedAnswers(
                inbox, answer -> answered(peer, answer), () -> failed("no answer", 0)));
  }

  private SipRequest request(Peer peer, List<Header> authorization) {
    List<Header> headers = new ArrayList<>(line.capabilities());
    headers.add(new Header("Expires", Long.toString(asked.toSeconds())));
    headers.addAll(authorization);
    return new SipRequest(
        "REGISTER",
        order.domain(),
        new Head(
            callId,
            Party.of(order.identity()).withTag(tag),
            Party.of(order.identity()),
            cseq,
            Optional.of(line.contact(peer.hop().transport())),
            List.of(),
            headers,
            Optional.empty()));
  }

  private void answered(Peer peer, SipResponse answer) {
    if (answer.provisional()) {
      return;
    }
    if (answer.success()) {
      granted(Expiry.of(answer, line.contact(peer.hop().transport())).orElse(asked));
    } else if (authorizations.take(answer)) {
      send(peer);
    } else if (answer.status() == 423 && longerThanAsked(answer)) {
      send(peer);
    } else {
      long wait = RetryAfter.of(answer).map(Duration::toSeconds).orElse(0L);
      failed("SIP " + answer.status(), wait);
    }
  }

  /// 423: it wants to hear from us less often (section 10.2.8).
  private boolean longerThanAsked(SipResponse answer) {
    Optional<Duration> least = Expiry.least(answer).filter(it -> it.compareTo(asked) > 0);
    least.ifPresent(it -> asked = it);
    return least.isPresent() && !closed;
  }

  private void granted(Duration lasts) {
    if (closed) {
      over(true);
      return;
    }
    failures = 0;
    bound = true;
    listener.registered(lasts);
    Duration life = lasts.compareTo(SHORTEST_LIFE) < 0 ? SHORTEST_LIFE : lasts;
    askAfter(life.multipliedBy(4).dividedBy(5));
  }

  private void failed(String why, long seconds) {
    if (closed) {
      over(false);
      return;
    }
    bound = false;
    failures = Math.min(failures + 1, 6);
    listener.lost(why);
    Duration pause = Duration.ofSeconds(Math.max(seconds, 1L << failures));
    askAfter(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
  }

  private void askAfter(Duration pause) {
    stopWaiting();
    next = line.after(pause, inbox, this::ask);
  }

  private void stopWaiting() {
    if (next != null) {
      next.cancel();
      next = null;
    }
  }
}
