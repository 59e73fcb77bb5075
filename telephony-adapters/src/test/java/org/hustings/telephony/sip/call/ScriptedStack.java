package org.hustings.telephony.sip.call;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.hustings.telephony.sip.stack.Answers;
import org.hustings.telephony.sip.stack.Body;
import org.hustings.telephony.sip.stack.Head;
import org.hustings.telephony.sip.stack.Header;
import org.hustings.telephony.sip.stack.Hop;
import org.hustings.telephony.sip.stack.ReceivedRequest;
import org.hustings.telephony.sip.stack.Reply;
import org.hustings.telephony.sip.stack.SentRequest;
import org.hustings.telephony.sip.stack.SipHandler;
import org.hustings.telephony.sip.stack.SipRequest;
import org.hustings.telephony.sip.stack.SipResponse;
import org.hustings.telephony.sip.stack.SipStack;
import org.hustings.telephony.sip.stack.SipUri;
import org.hustings.telephony.sip.stack.Transport;

/// A stack without a network: the test reads what was sent and says what comes back.
final class ScriptedStack implements SipStack {
  static final InetSocketAddress HERE = address("127.0.0.1", 5060);
  static final Hop THERE = new Hop(address("127.0.0.2", 5080), Transport.UDP);
  static final String SDP = "v=0\r\no=- 1 1 IN IP4 127.0.0.2\r\n";

  private final SipHandler handler;
  private final Deque<Sent> sent = new ArrayDeque<>();
  private int branches;

  ScriptedStack(SipHandler handler) {
    this.handler = handler;
  }

  static InetSocketAddress address(String literal, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(literal), port);
  }

  // ── what the calls did ─────────────────────────────────────────────────────

  /// The next request that was sent, which must have this method.
  Sent next(String method) {
    Sent first = sent.poll();
    if (first == null || !first.request.is(method)) {
      throw new AssertionError("expected " + method + " to be sent, got " + first);
    }
    return first;
  }

  /// All that was sent and not looked at.
  List<Sent> rest() {
    List<Sent> all = List.copyOf(sent);
    sent.clear();
    return all;
  }

  boolean quiet() {
    return sent.isEmpty();
  }

  /// A request on its way, to be answered by the test.
  static final class Sent implements SentRequest {
    final SipRequest request;
    final Hop hop;
    final Optional<Answers> answers;
    private final String branch;
    boolean cancelled;
    boolean abandoned;

    Sent(SipRequest request, Hop hop, Optional<Answers> answers, String branch) {
      this.request = request;
      this.hop = hop;
      this.answers = answers;
      this.branch = branch;
    }

    void answer(int status, Header... headers) {
      answers.orElseThrow().response(response(status, "far", Optional.empty(), headers));
    }

    void answerWithSdp(int status) {
      answers.orElseThrow().response(response(status, "far", Optional.of(SDP)));
    }

    SipResponse response(int status, String tag, Optional<String> sdp, Header... headers) {
      Head asked = request.head();
      SipUri contact = SipUri.contact("far", "127.0.0.2", 5080, Transport.UDP);
      return new SipResponse(
          status,
          "",
          request.method(),
          new Head(
              asked.callId(),
              asked.from(),
              status == 100 ? asked.to() : asked.to().withTag(tag),
              asked.cseq(),
              Optional.of(contact),
              List.of(),
              List.of(headers),
              sdp.map(Body::sdp)),
          hop.address());
    }

    @Override
    public String branch() {
      return branch;
    }

    @Override
    public void cancel(List<Header> headers) {
      cancelled = true;
    }

    @Override
    public void abandon() {
      abandoned = true;
    }

    @Override
    public String toString() {
      return request.toString();
    }
  }

  // ── what the network does ──────────────────────────────────────────────────

  Incoming receive(SipRequest request) {
    Incoming incoming = new Incoming(request);
    handler.request(incoming);
    return incoming;
  }

  void receiveAck(SipRequest ack) {
    handler.acknowledged(ack);
  }

  void receiveCancel(Incoming invite) {
    handler.cancelled(invite, invite.message());
  }

  void receiveStray(SipResponse response) {
    handler.stray(response);
  }

  /// A request that came in, with the replies it got.
  static final class Incoming implements ReceivedRequest {
    private final SipRequest message;
    final List<Reply> replies = new ArrayList<>();
    int repeated;

    Incoming(SipRequest message) {
      this.message = message;
    }

    Reply last() {
      return replies.getLast();
    }

    @Override
    public SipRequest message() {
      return message;
    }

    @Override
    public Hop source() {
      return THERE;
    }

    @Override
    public void reply(Reply reply) {
      replies.add(reply);
    }

    @Override
    public void repeat(Reply reply) {
      repeated++;
    }
  }

  // ── the stack ──────────────────────────────────────────────────────────────

  @Override
  public InetSocketAddress local() {
    return HERE;
  }

  @Override
  public String advertisedHost() {
    return "127.0.0.1";
  }

  @Override
  public SentRequest send(SipRequest request, Hop hop, Optional<String> branch, Answers answers) {
    Sent one =
        new Sent(
            request, hop, Optional.of(answers), branch.orElseGet(() -> "branch-" + branches++));
    sent.add(one);
    return one;
  }

  @Override
  public void sendBare(SipRequest request, Hop hop, Optional<String> branch) {
    sent.add(new Sent(request, hop, Optional.empty(), branch.orElse("bare")));
  }

  @Override
  public boolean healthy() {
    return true;
  }

  @Override
  public void close() {}
}
