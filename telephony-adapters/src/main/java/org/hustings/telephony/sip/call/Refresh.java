package org.hustings.telephony.sip.call;

import java.time.Duration;
import java.util.Optional;
import org.hustings.telephony.sip.stack.Body;
import org.hustings.telephony.sip.stack.SipRequest;
import org.hustings.telephony.sip.stack.SipResponse;
import org.jspecify.annotations.Nullable;

/// Refreshes a session when that is our part (RFC 4028 section 10): by UPDATE where the far end
/// takes it, since that disturbs nothing, else by a re-INVITE with our description as it is.
/// Touched by the call's runner only.
final class Refresh {
  /// What the refresh is about.
  interface Session {
    /// Whether we made the call, which decides who waits longer after a clash.
    boolean asCaller();

    /// Our description, as last sent.
    String ours();

    SessionTimer timer();

    /// The far end described itself anew.
    void answered(String sdp);

    /// The far end does not know of the session any more.
    void gone();
  }

  private final Line line;
  private final DialogRequests requests;
  private final Session session;
  private boolean byUpdate;
  private boolean inviting;
  private @Nullable SipRequest acknowledgement;

  /// @param byUpdate whether the far end says that it takes UPDATE
  Refresh(Line line, DialogRequests requests, Session session, boolean byUpdate) {
    this.line = line;
    this.requests = requests;
    this.session = session;
    this.byUpdate = byUpdate;
  }

  /// Whether a re-INVITE of ours waits for its answer: another from the far end is glare then.
  boolean inviting() {
    return inviting;
  }

  void send() {
    Optional<Body> body = byUpdate ? Optional.empty() : Optional.of(Body.sdp(session.ours()));
    inviting = !byUpdate;
    requests.send(
        byUpdate ? SipRequest.UPDATE : SipRequest.INVITE,
        new DialogRequests.Content(session.timer().asking(), body),
        new DialogRequests.Outcome(this::answered, this::unanswered));
  }

  private void unanswered() {
    inviting = false;
    session.gone();
  }

  private void answered(SipRequest request, SipResponse response) {
    inviting = false;
    if (response.success()) {
      accepted(request, response);
      return;
    }
    switch (response.status()) {
      case 405, 501 -> {
        if (byUpdate) {
          byUpdate = false;
          send();
        }
      }
      case 422 -> {
        if (session.timer().longer(response)) {
          send();
        }
      }
      case 491, 500, 503, 504 -> session.timer().refreshAfter(afterGlare());
      case 408, 481 -> session.gone();
      // It stays as it is (section 14.1), until it expires.
      default -> {}
    }
  }

  private void accepted(SipRequest request, SipResponse response) {
    if (request.is(SipRequest.INVITE)) {
      SipRequest ack = requests.acknowledgement(request);
      acknowledgement = ack;
      requests.acknowledge(ack);
    }
    requests.changed(requests.dialog().towards(response.head().contact()));
    session.timer().accepted(response);
    response.head().sdp().ifPresent(session::answered);
  }

  /// Acknowledges a 2xx that came again; false if it is of none of our re-INVITEs.
  boolean repeat(SipResponse again) {
    SipRequest ack = acknowledgement;
    if (ack == null || ack.head().cseq() != again.head().cseq()) {
      return false;
    }
    requests.acknowledge(ack);
    return true;
  }

  /// RFC 3261 section 14.1: the caller waits 2.1 to 4 s, the called 0 to 2 s, in steps of 10 ms.
  private Duration afterGlare() {
    int steps = session.asCaller() ? 210 + line.random().nextInt(191) : line.random().nextInt(201);
    return Duration.ofMillis(10L * steps);
  }
}
