package org.hustings.telephony.sip.stack.jain;

import gov.nist.javax.sip.message.SIPRequest;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.text.ParseException;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;
import org.hustings.telephony.sip.stack.Answers;
import org.hustings.telephony.sip.stack.Hop;
import org.hustings.telephony.sip.stack.SentRequest;
import org.hustings.telephony.sip.stack.SipHandler;
import org.hustings.telephony.sip.stack.SipRequest;
import org.hustings.telephony.sip.stack.SipStack;
import org.hustings.telephony.sip.stack.StackConfig;
import org.hustings.telephony.sip.stack.Transport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// [SipStack] by jain-sip-ri: runs its [Engine], watches its threads and starts it again should one
/// die (a hostile message could once overflow the reader's stack).
public final class JainStack implements SipStack {
  private static final Logger log = LoggerFactory.getLogger(JainStack.class);
  private static final int PORT_ATTEMPTS = 20;
  private static final long WATCH_MILLIS = 1_000;

  private final StackConfig config;
  private final SipHandler handler;
  private final ScheduledExecutorService watch;
  private final ScheduledFuture<?> watching;
  private volatile Engine engine;
  private volatile boolean closed;

  private JainStack(StackConfig config, SipHandler handler) throws IOException {
    this.config = config;
    this.handler = handler;
    this.engine = config.port() == 0 ? onFreePort() : start(config.port());
    this.watch =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("sip-watch-" + local().getPort()).factory());
    watching =
        watch.scheduleWithFixedDelay(
            this::restartIfDead, WATCH_MILLIS, WATCH_MILLIS, TimeUnit.MILLISECONDS);
  }

  /// Opens a stack; see [org.hustings.telephony.sip.stack.SipStackFactory].
  public static SipStack open(StackConfig config, SipHandler handler) throws IOException {
    return new JainStack(config, handler);
  }

  private Engine start(int port) throws IOException {
    return Engine.start(config, port, new Door(), new Ears(this, handler));
  }

  /// The library cannot listen on port 0, so a free port is looked for and taken if nobody else
  /// does in between.
  private Engine onFreePort() throws IOException {
    IOException last = new IOException("no free port");
    for (int attempt = 0; attempt < PORT_ATTEMPTS; attempt++) {
      int port;
      try (DatagramSocket probe = new DatagramSocket(0, config.bind())) {
        port = probe.getLocalPort();
      }
      try {
        return start(port);
      } catch (IOException taken) {
        last = taken;
      }
    }
    throw last;
  }

  private final class Door implements PeerSockets.Gate {
    @Override
    public boolean admits(InetSocketAddress source) {
      boolean admitted = config.admits().test(source.getAddress());
      if (!admitted) {
        handler.turnedAway(source);
      }
      return admitted;
    }

    @Override
    public void overrun() {
      handler.overrun();
    }
  }

  Engine engine() {
    return engine;
  }

  @Override
  public InetSocketAddress local() {
    return engine.local();
  }

  @Override
  public int port(Transport transport) {
    return engine.port(transport);
  }

  @Override
  public String advertisedHost() {
    return config.advertised().orElse(config.bind().getHostAddress());
  }

  @Override
  public SentRequest send(SipRequest request, Hop hop, Optional<String> branch, Answers answers) {
    Engine current = engine;
    Sent sent = new Sent(current, hop, branch.orElseGet(current::newBranch), answers);
    sent.begin(request);
    return sent;
  }

  @Override
  public void sendBare(SipRequest request, Hop hop, Optional<String> branch) {
    Engine current = engine;
    try {
      SIPRequest message = current.build(request, hop, branch.orElseGet(current::newBranch));
      current.sendBare(message);
    } catch (SipException | ParseException | InvalidArgumentException e) {
      log.debug("event=sip-not-sent method={}", request.method(), e);
    }
  }

  @Override
  public boolean healthy() {
    return !closed && engine.deadThread().isEmpty();
  }

  private void restartIfDead() {
    Optional<Thread> dead = closed ? Optional.empty() : engine.deadThread();
    if (dead.isEmpty()) {
      return;
    }
    log.error("event=sip-thread-died thread={} action=restart", dead.get().getName());
    int port = local().getPort();
    engine.stop();
    try {
      engine = start(port);
      handler.restarted(dead.get().getName());
    } catch (IOException e) {
      // The dead engine stays; the next round tries again.
      log.error("event=sip-restart-failed port={}", port, e);
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      watching.cancel(false);
      watch.shutdown();
      engine.stop();
    }
  }
}
