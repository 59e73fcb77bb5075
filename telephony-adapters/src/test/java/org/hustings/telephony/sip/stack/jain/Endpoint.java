package org.hustings.telephony.sip.stack.jain;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.hustings.telephony.sip.stack.Answers;
import org.hustings.telephony.sip.stack.Body;
import org.hustings.telephony.sip.stack.Head;
import org.hustings.telephony.sip.stack.Header;
import org.hustings.telephony.sip.stack.Hop;
import org.hustings.telephony.sip.stack.Party;
import org.hustings.telephony.sip.stack.ReceivedRequest;
import org.hustings.telephony.sip.stack.SipHandler;
import org.hustings.telephony.sip.stack.SipRequest;
import org.hustings.telephony.sip.stack.SipResponse;
import org.hustings.telephony.sip.stack.SipStack;
import org.hustings.telephony.sip.stack.SipUri;
import org.hustings.telephony.sip.stack.StackConfig;
import org.hustings.telephony.sip.stack.Transport;
import org.jspecify.annotations.Nullable;

/// A stack on loopback that keeps everything it is told in queues to wait on.
final class Endpoint implements SipHandler, Answers, AutoCloseable {
  static final int PATIENCE_SECONDS = 10;

  final BlockingQueue<ReceivedRequest> requests = new LinkedBlockingQueue<>();
  final BlockingQueue<ReceivedRequest> cancelled = new LinkedBlockingQueue<>();
  final BlockingQueue<SipRequest> acks = new LinkedBlockingQueue<>();
  final BlockingQueue<SipResponse> strays = new LinkedBlockingQueue<>();
  final BlockingQueue<InetSocketAddress> strangers = new LinkedBlockingQueue<>();
  final BlockingQueue<String> restarts = new LinkedBlockingQueue<>();
  final BlockingQueue<SipResponse> responses = new LinkedBlockingQueue<>();
  final BlockingQueue<String> failures = new LinkedBlockingQueue<>();
  final SipStack stack;

  /// Makes the next reading thread die as a stack overflow in the parser would make it.
  volatile boolean nextReadDies;

  private Endpoint(StackConfig config) throws IOException {
    stack =
        JainStack.open(
            config.withAdmits(source -> survives() && config.admits().test(source)), this);
  }

  static Endpoint open(StackConfig config) throws IOException {
    return new Endpoint(config);
  }

  private boolean survives() {
    if (nextReadDies) {
      nextReadDies = false;
      throw new StackOverflowError("planted");
    }
    return true;
  }

  Hop hop(Transport transport) {
    return new Hop(stack.local(), transport);
  }

  /// A first request to another endpoint.
  SipRequest request(String method, Endpoint to, Optional<Body> body, Header... more) {
    SipUri here = SipUri.contact("us", "127.0.0.1", stack.local().getPort(), Transport.UDP);
    SipUri there = SipUri.of("+19195550100", "127.0.0.1", to.stack.local().getPort());
    return new SipRequest(
        method,
        there,
        new Head(
            UUID.randomUUID().toString(),
            Party.of(here).withTag("from-tag"),
            Party.of(there),
            1,
            Optional.of(here),
            List.of(),
            List.of(more),
            body));
  }

  static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    @Nullable T item = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (item == null) {
      throw new AssertionError("nothing came within " + PATIENCE_SECONDS + " s");
    }
    return item;
  }

  @Override
  public void request(ReceivedRequest request) {
    requests.add(request);
  }

  @Override
  public void cancelled(ReceivedRequest invite, SipRequest cancel) {
    cancelled.add(invite);
  }

  @Override
  public void acknowledged(SipRequest ack) {
    acks.add(ack);
  }

  @Override
  public void stray(SipResponse response) {
    strays.add(response);
  }

  @Override
  public void turnedAway(InetSocketAddress source) {
    strangers.add(source);
  }

  @Override
  public void restarted(String thread) {
    restarts.add(thread);
  }

  @Override
  public void response(SipResponse response) {
    responses.add(response);
  }

  @Override
  public void silence() {
    failures.add("silence");
  }

  @Override
  public void broken(String why, boolean surelyUnsent) {
    failures.add(why + (surelyUnsent ? ", surely unsent" : ""));
  }

  @Override
  public void close() {
    stack.close();
  }
}
