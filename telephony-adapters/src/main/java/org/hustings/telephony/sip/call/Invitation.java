package org.hustings.telephony.sip.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.hustings.core.time.Inbox;
import org.hustings.telephony.sip.stack.Answers;
import org.hustings.telephony.sip.stack.Body;
import org.hustings.telephony.sip.stack.Head;
import org.hustings.telephony.sip.stack.Header;
import org.hustings.telephony.sip.stack.Party;
import org.hustings.telephony.sip.stack.SentRequest;
import org.hustings.telephony.sip.stack.SipRequest;
import org.hustings.telephony.sip.stack.SipResponse;
import org.jspecify.annotations.Nullable;

/// The INVITE of an outgoing call: its transaction and, when the peer asks who we are, the ones
/// that follow with our credentials.
final class Invitation {
  /// Told what comes back, on the call's runner.
  ///
  /// @param answered with the INVITE that it answers
  record Hearing(BiConsumer<SipRequest, SipResponse> answered, Consumer<CallEnd> unanswered) {}

  private final Line line;
  private final CallOrder order;
  private final Inbox<Runnable> inbox;
  private final Hearing hearing;
  private final CallIdentity identity;
  private final Party from;
  private SipRequest request;
  private @Nullable SentRequest sent;
  private final Authorizations authorizations;
  private final SessionWish sessionWish;

  Invitation(Line line, CallOrder order, Inbox<Runnable> inbox, Hearing hearing) {
    this.line = line;
    this.order = order;
    this.inbox = inbox;
    this.hearing = hearing;
    this.identity = order.identity().orElseGet(() -> CallIdentity.random(line));
    this.from = order.from().withTag(identity.tag());
    this.authorizations = new Authorizations(order.credentials());
    this.sessionWish = new SessionWish(order.sessionLasts());
    this.request = invite(1, List.of());
  }

  private SipRequest invite(long cseq, List<Header> authorization) {
    List<Header> headers = new ArrayList<>(line.capabilities());
    headers.add(new Header("Supported", ReliableProvisionals.TAG));
    headers.addAll(sessionWish.headers());
    headers.addAll(order.headers());
    headers.addAll(authorization);
    return new SipRequest(
        SipRequest.INVITE,
        order.to(),
        new Head(
            identity.callId(),
            from,
            Party.of(order.to()),
            cseq,
            Optional.of(line.contact(order.through().hop().transport())),
            List.of(),
            headers,
            Optional.of(Body.sdp(order.offer()))));
  }

  String callId() {
    return identity.callId();
  }

  String localTag() {
    return from.tag().orElseThrow();
  }

  /// Whom it goes through.
  Peer through() {
    return order.through();
  }

  /// The one that counts now.
  SipRequest request() {
    return request;
  }

  void send() {
    SipRequest current = request;
    sent =
        line.stack()
            .send(
                current,
                order.through().hop(),
                Optional.of(identity.branch(current.head().cseq())),
                new Answers() {
                  @Override
                  public void response(SipResponse response) {
                    inbox.post(() -> hearing.answered.accept(current, response));
                  }

                  @Override
                  public void silence() {
                    inbox.post(() -> hearing.unanswered.accept(new CallEnd.Silence()));
                  }

                  @Override
                  public void broken(String why, boolean surelyUnsent) {
                    inbox.post(
                        () -> hearing.unanswered.accept(new CallEnd.NotSent(why, surelyUnsent)));
                  }
                });
  }

  /// Answers a challenge (RFC 3261 section 22.2), or the wish for a longer session, with a new
  /// INVITE; false if there is no answer.
  boolean meet(SipResponse refusal) {
    if (!authorizations.take(refusal) && !sessionWish.take(refusal)) {
      return false;
    }
    long cseq = request.head().cseq() + 1;
    request = invite(cseq, authorizations.headers(invite(cseq, List.of()), line.token()));
    send();
    return true;
  }

  /// Our credentials, which the ACK of a 2xx repeats (section 22.1).
  List<Header> authorization() {
    return request.head().others().stream()
        .filter(header -> header.named("Authorization") || header.named("Proxy-Authorization"))
        .toList();
  }

  void cancel() {
    if (sent != null) {
      sent.cancel(List.of());
    }
  }

  void abandon() {
    if (sent != null) {
      sent.abandon();
    }
  }

  /// What another process needs to cancel it.
  Optional<String> stored() {
    return Optional.ofNullable(sent)
        .map(it -> StoredCall.early(request, order.through().hop(), it.branch()));
  }
}
