package org.hustings.telephony.sip.call;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.hustings.core.time.Inbox;
import org.hustings.core.time.Timers;
import org.hustings.telephony.sip.stack.Body;
import org.hustings.telephony.sip.stack.Head;
import org.hustings.telephony.sip.stack.Header;
import org.hustings.telephony.sip.stack.Party;
import org.hustings.telephony.sip.stack.SipRequest;
import org.hustings.telephony.sip.stack.SipUri;
import org.jspecify.annotations.Nullable;

/// Asks a carrier again and again whether it is there (OPTIONS, RFC 3261 section 11). Any answer is
/// one, whatever it says. While none comes it is asked more often, and since a question is repeated
/// until it is given up, a carrier that is back is known as such within seconds.
public final class KeepAlive {
  private static final Duration SOON = Duration.ofSeconds(5);

  /// Whom to ask, and how often.
  ///
  /// @param at where the carrier is; empty while its name has no address. May block
  /// @param domain the carrier's, as the Request-URI
  public record Order(Supplier<Optional<Peer>> at, SipUri domain, Duration every) {
    public Order {
      requireNonNull(at, "at");
      requireNonNull(domain, "domain");
      requireNonNull(every, "every");
    }
  }

  /// Hears of the answers, on the keep-alive's own runner.
  public interface Listener {
    void answered(int status);

    /// None came.
    void unanswered();
  }

  private final Line line;
  private final Order order;
  private final Listener listener;
  private final Inbox<Runnable> inbox;
  private Timers.@Nullable Timer next;
  private boolean stopped;

  KeepAlive(Line line, Order order, Listener listener) {
    this.line = line;
    this.order = order;
    this.listener = listener;
    this.inbox = line.inbox("keep-alive");
  }

  void begin() {
    inbox.post(() -> askAfter(order.every()));
  }

  /// Asks no more.
  public void stop() {
    inbox.post(() -> {
      stopped = true;
      if (next != null) {
        next.cancel();
      }
      inbox.close();
    });
  }

  private void ask() {
    order.at().get().ifPresentOrElse(this::ask, this::unanswered);
  }

  private void ask(Peer peer) {
    line.stack()
        .send(
            question(peer),
            peer.hop(),
            new PostedAnswers(
                inbox,
                response -> {
                  if (!response.provisional()) {
                    answered(response.status());
                  }
                },
                this::unanswered));
  }

  private SipRequest question(Peer peer) {
    SipUri contact = line.contact(peer.hop().transport());
    List<Header> headers = new ArrayList<>(line.capabilities());
    headers.add(new Header("Accept", Body.SDP));
    return new SipRequest(
        SipRequest.OPTIONS,
        order.domain(),
        new Head(
            line.token() + line.token(),
            Party.of(contact).withTag(line.token()),
            Party.of(order.domain()),
            1,
            Optional.of(contact),
            List.of(),
            headers,
            Optional.empty()));
  }

  private void answered(int status) {
    if (!stopped) {
      listener.answered(status);
      askAfter(order.every());
    }
  }

  private void unanswered() {
    if (!stopped) {
      listener.unanswered();
      askAfter(order.every().compareTo(SOON) < 0 ? order.every() : SOON);
    }
  }

  private void askAfter(Duration pause) {
    next = line.after(pause, inbox, this::ask);
  }
}
