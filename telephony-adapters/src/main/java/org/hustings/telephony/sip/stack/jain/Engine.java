package org.hustings.telephony.sip.stack.jain;

import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.Utils;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.header.ViaList;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.HopImpl;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import javax.sip.ClientTransaction;
import javax.sip.InvalidArgumentException;
import javax.sip.ListeningPoint;
import javax.sip.ObjectInUseException;
import javax.sip.SipException;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.header.ViaHeader;
import org.hustings.telephony.sip.stack.Hop;
import org.hustings.telephony.sip.stack.SipRequest;
import org.hustings.telephony.sip.stack.StackConfig;
import org.hustings.telephony.sip.stack.Transport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One run of the library, from start to stop. If a thread of it dies it is replaced as a whole.
final class Engine {
  private static final Logger log = LoggerFactory.getLogger(Engine.class);
  private static final String NIST = "gov.nist.javax.sip.";

  private final StackConfig config;
  private final InetSocketAddress local;
  private final SipStackImpl library;
  private final PeerSockets sockets;
  private final SipProvider provider;
  private final List<Thread> threads;
  private final Translation translation = new Translation();

  private Engine(
      StackConfig config, int port, PeerSockets.Gate gate, SipListener listener, ThreadGroup group)
      throws Exception {
    this.config = config;
    this.local = new InetSocketAddress(config.bind(), port);
    this.library = new SipStackImpl(properties("hustings-" + port));
    this.sockets = (PeerSockets) library.getNetworkLayer();
    sockets.admit(gate, config.admits());
    config.tls().ifPresent(sockets::secure);
    try {
      String host = config.bind().getHostAddress();
      ListeningPoint udp = library.createListeningPoint(host, port, "udp");
      ListeningPoint tcp = library.createListeningPoint(host, port, "tcp");
      this.provider = library.createSipProvider(udp);
      provider.addListeningPoint(tcp);
      if (config.tls().isPresent()) {
        provider.addListeningPoint(
            library.createListeningPoint(host, config.tls().get().port(), "tls"));
      }
      provider.addSipListener(listener);
      library.start();
      sockets.awaitReading();
    } catch (Exception e) {
      library.stop();
      throw e;
    }
    this.threads = living(group);
  }

  /// Starts the library in a thread group of its own, so that the threads it makes are known.
  static Engine start(StackConfig config, int port, PeerSockets.Gate gate, SipListener listener)
      throws IOException {
    ThreadGroup group = new SipThreads(port);
    Starter starter = new Starter(() -> new Engine(config, port, gate, listener, group));
    Thread thread = new Thread(group, starter, "sip-start-" + port);
    thread.start();
    return starter.result(thread, config, port);
  }

  private static Properties properties(String name) {
    Properties properties = new Properties();
    properties.setProperty("javax.sip.STACK_NAME", name);
    properties.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "off");
    properties.setProperty("javax.sip.ROUTER_PATH", HopRouter.class.getName());
    properties.setProperty(NIST + "AUTOMATIC_DIALOG_ERROR_HANDLING", "false");
    properties.setProperty(NIST + "STACK_LOGGER", StackLog.class.getName());
    properties.setProperty(NIST + "SERVER_LOGGER", NoMessageLog.class.getName());
    properties.setProperty(NIST + "TRACE_LEVEL", "0");
    properties.setProperty(NIST + "NETWORK_LAYER", PeerSockets.class.getName());
    properties.setProperty(NIST + "SIP_MESSAGE_VALVE", ViaGuard.class.getName());
    properties.setProperty(NIST + "ADDRESS_RESOLVER", NoLookups.class.getName());
    properties.setProperty(NIST + "MESSAGE_PARSER_FACTORY", CarefulParser.Factory.class.getName());
    // What waits is bounded by our sockets instead.
    properties.setProperty(NIST + "CONGESTION_CONTROL_TIMEOUT", "0");
    // One thread reads, one handles: what arrives in order is told in order. Our listener only
    // enqueues, so one is enough for a thousand calls a second.
    properties.setProperty(NIST + "THREAD_POOL_SIZE", "1");
    properties.setProperty(NIST + "REENTRANT_LISTENER", "true");
    // The non-blocking ones lose the first message on a new TCP connection.
    properties.setProperty(
        NIST + "MESSAGE_PROCESSOR_FACTORY", NIST + "stack.OIOMessageProcessorFactory");
    properties.setProperty(NIST + "DELIVER_UNSOLICITED_NOTIFY", "true");
    properties.setProperty(NIST + "TLS_CLIENT_PROTOCOLS", String.join(",", PeerTls.PROTOCOLS));
    properties.setProperty(NIST + "TLS_CLIENT_AUTH_TYPE", "Disabled");
    properties.setProperty(NIST + "MAX_MESSAGE_SIZE", "65536");
    properties.setProperty(NIST + "RECEIVE_UDP_BUFFER_SIZE", "1048576");
    properties.setProperty(NIST + "SEND_UDP_BUFFER_SIZE", "1048576");
    properties.setProperty(NIST + "READ_TIMEOUT", "10000");
    return properties;
  }

  InetSocketAddress local() {
    return local;
  }

  /// Whether a response answers a request of ours: it has our Via and no other (RFC 3261 section
  /// 18.1.2).
  boolean isAnswerToUs(SIPResponse response) throws ParseException {
    ViaList vias = response.getViaHeaders();
    return vias != null && vias.size() == 1 && ofOurs(response.getTopmostVia());
  }

  private boolean ofOurs(ViaHeader via) throws ParseException {
    String transport = Transport.of(via.getTransport()).token();
    return sentBy(via).equalsIgnoreCase(sentBy(ourVia(transport, null)));
  }

  private static String sentBy(ViaHeader via) {
    return ((Via) via).getSentBy().encode();
  }

  private ViaHeader ourVia(String transport, @Nullable String branch) throws ParseException {
    String host = config.advertised().orElse(local.getAddress().getHostAddress());
    try {
      return translation.via(host, port(Transport.of(transport)), transport, branch);
    } catch (InvalidArgumentException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  int port(Transport transport) {
    return transport == Transport.TLS
        ? config.tls().map(StackConfig.Tls::port).orElse(local.getPort())
        : local.getPort();
  }

  Translation translation() {
    return translation;
  }

  /// The first of the library's own threads that has died, if any.
  Optional<Thread> deadThread() {
    return threads.stream().filter(thread -> !thread.isAlive()).findFirst();
  }

  /// For tests of what happens when a thread dies.
  List<Thread> threads() {
    return threads;
  }

  String newBranch() {
    return Utils.getInstance().generateBranchId();
  }

  SIPRequest build(SipRequest request, Hop hop, String branch)
      throws ParseException, InvalidArgumentException {
    ViaHeader via = ourVia(hop.transport().token().toUpperCase(java.util.Locale.ROOT), branch);
    SIPRequest message = translation.request(request, via);
    message.setApplicationData(libraryHop(hop));
    sockets.choose(hop.address().getAddress());
    return message;
  }

  ClientTransaction transaction(SIPRequest message) throws SipException {
    ClientTransaction transaction = provider.getNewClientTransaction(message);
    transaction.setRetransmitTimer(Math.toIntExact(config.t1().toMillis()));
    return transaction;
  }

  SipProvider provider() {
    return provider;
  }

  void sendBare(SIPRequest message) throws SipException {
    provider.sendRequest(message);
  }

  void sendBare(SIPResponse message) throws SipException {
    provider.sendResponse(message);
  }

  /// Closes the sockets and, a second later (the library sleeps), ends the threads.
  void stop() {
    try {
      for (ListeningPoint point : provider.getListeningPoints()) {
        library.deleteListeningPoint(point);
      }
    } catch (ObjectInUseException e) {
      log.debug("event=sip-listening-point-in-use", e);
    }
    Thread.ofVirtual().name("sip-stop-" + local.getPort()).start(library::stop);
  }

  static javax.sip.address.Hop libraryHop(Hop hop) {
    return new HopImpl(
        hop.address().getAddress().getHostAddress(),
        hop.address().getPort(),
        hop.transport().token());
  }

  static Transport transport(String token) {
    return Transport.of(token);
  }

  private static List<Thread> living(ThreadGroup group) {
    Thread[] all = new Thread[group.activeCount() + 16];
    int count = group.enumerate(all, true);
    return Stream.of(all)
        .limit(count)
        .filter(thread -> !thread.equals(Thread.currentThread()))
        .toList();
  }

  /// Runs the start on a thread of the group and hands over what came of it.
  private static final class Starter implements Runnable {
    private final java.util.concurrent.Callable<Engine> start;
    private volatile java.util.concurrent.CompletableFuture<Engine> outcome =
        new java.util.concurrent.CompletableFuture<>();

    Starter(java.util.concurrent.Callable<Engine> start) {
      this.start = start;
    }

    @Override
    @SuppressWarnings("CatchingUnchecked")
    public void run() {
      try {
        outcome.complete(start.call());
      } catch (Exception e) {
        outcome.completeExceptionally(e);
      }
    }

    Engine result(Thread thread, StackConfig config, int port) throws IOException {
      try {
        thread.join();
        return outcome.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while SIP was starting", e);
      } catch (java.util.concurrent.CompletionException e) {
        throw new IOException(
            "SIP cannot listen on "
                + config.bind().getHostAddress()
                + " port "
                + port
                + " (UDP and TCP): is it an address of this machine, and is the port free?",
            e.getCause());
      }
    }
  }
}
