package org.hustings.telephony.sip.call;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.hustings.core.time.Inbox;
import org.hustings.telephony.sip.stack.Answers;
import org.hustings.telephony.sip.stack.Body;
import org.hustings.telephony.sip.stack.Head;
import org.hustings.telephony.sip.stack.Header;
import org.hustings.telephony.sip.stack.Party;
import org.hustings.telephony.sip.stack.SipRequest;
import org.hustings.telephony.sip.stack.SipResponse;
import org.hustings.telephony.sip.stack.SipUri;

/// One question to a carrier, outside of any dialog, that changes nothing there: whether it is
/// there, or which addresses of ours it knows. Asked once; where the carrier wants to know who
/// asks, once more with our credentials.
public final class Enquiry {
  private static final String REGISTER = "REGISTER";

  /// What to ask, and whom.
  ///
  /// @param domain the carrier's, as the Request-URI
  /// @param identity the address of record that is asked after; empty to ask whether it is there
  public record Order(
      Peer at, SipUri domain, Optional<SipUri> identity, Optional<Credentials> credentials) {
    public Order {
      requireNonNull(at, "at");
      requireNonNull(domain, "domain");
      requireNonNull(identity, "identity");
      requireNonNull(credentials, "credentials");
    }

    /// OPTIONS (RFC 3261 section 11).
    public static Order isThere(Peer at, SipUri domain, Optional<Credentials> credentials) {
      return new Order(at, domain, Optional.empty(), credentials);
    }

    /// A REGISTER without Contact, which changes no binding (section 10.2.3): its answer lists them
    /// in its Contact headers.
    public static Order bindings(Peer at, SipUri domain, SipUri identity, Credentials credentials) {
      return new Order(at, domain, Optional.of(identity), Optional.of(credentials));
    }
  }

  /// What came of it.
  public sealed interface Outcome {
    /// Finally.
    record Answered(SipResponse response) implements Outcome {}

    /// Nothing came within SIP's own patience (64·T1).
    record Silent() implements Outcome {}

    /// It could not be sent, or the connection broke.
    record Broken(String why) implements Outcome {}
  }

  private final Line line;
  private final Order order;
  private final Inbox<Runnable> inbox;
  private final Authorizations authorizations;
  private final String callId;
  private final String tag;
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
  private long cseq;

  Enquiry(Line line, Order order) {
    this.line = line;
    this.order = order;
    this.inbox = line.inbox("enquiry");
    this.authorizations = new Authorizations(order.credentials());
    this.callId = line.token() + line.token();
    this.tag = line.token();
  }

  CompletableFuture<Outcome> begin() {
    inbox.post(this::ask);
    return outcome;
  }

  private void ask() {
    cseq++;
    SipRequest request = request(authorizations.headers(request(List.of()), line.token()));
    line.stack().send(request, order.at().hop(), new Posted());
  }

  private SipRequest request(List<Header> authorization) {
    SipUri contact = line.contact(order.at().hop().transport());
    boolean isThere = order.identity().isEmpty();
    SipUri from = order.identity().orElse(contact);
    List<Header> headers = new ArrayList<>(line.capabilities());
    if (isThere) {
      headers.add(new Header("Accept", Body.SDP));
    }
    headers.addAll(authorization);
    return new SipRequest(
        isThere ? SipRequest.OPTIONS : REGISTER,
        order.domain(),
        new Head(
            callId,
            Party.of(from).withTag(tag),
            Party.of(order.identity().orElse(order.domain())),
            cseq,
            isThere ? Optional.of(contact) : Optional.empty(),
            List.of(),
            headers,
            Optional.empty()));
  }

  private void answered(SipResponse response) {
    if (response.provisional()) {
      return;
    }
    if (authorizations.take(response)) {
      ask();
    } else {
      over(new Outcome.Answered(response));
    }
  }

  private void over(Outcome came) {
    outcome.complete(came);
    inbox.close();
  }

  /// Brings what comes to the enquiry's own runner.
  private final class Posted implements Answers {
    @Override
    public void response(SipResponse response) {
      inbox.post(() -> answered(response));
    }

    @Override
    public void silence() {
      inbox.post(() -> over(new Outcome.Silent()));
    }

    @Override
    public void broken(String why, boolean surelyUnsent) {
      inbox.post(() -> over(new Outcome.Broken(why)));
    }
  }
}
