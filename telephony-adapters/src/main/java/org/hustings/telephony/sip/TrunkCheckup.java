package org.hustings.telephony.sip;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.hustings.telephony.sip.call.Credentials;
import org.hustings.telephony.sip.call.Enquiry;
import org.hustings.telephony.sip.call.Enquiry.Outcome;
import org.hustings.telephony.sip.call.IncomingCall;
import org.hustings.telephony.sip.call.Peer;
import org.hustings.telephony.sip.call.Reception;
import org.hustings.telephony.sip.call.UserAgent;
import org.hustings.telephony.sip.call.UserAgentConfig;
import org.hustings.telephony.sip.stack.Hop;
import org.hustings.telephony.sip.stack.SipResponse;
import org.hustings.telephony.sip.stack.SipStackFactory;
import org.hustings.telephony.sip.stack.SipUri;
import org.hustings.telephony.sip.stack.StackConfig;
import org.hustings.telephony.sip.stack.Transport;

/// Looks whether a trunk is set up so that calls can be made, and says what to mend. Orders no call
/// and changes nothing at the carrier: from a free port, beside the server that runs, it asks
/// whether the carrier is there (OPTIONS) and, where the trunk goes by registration, which
/// addresses of ours it knows (a REGISTER without Contact). Blocks.
public final class TrunkCheckup {
  /// More than answers take on their way, and than clocks drift between two visits of NTP.
  private static final Duration SKEW = Duration.ofSeconds(30);

  private static final Set<Integer> WHO_ARE_YOU = Set.of(401, 403, 407);
  private static final int UNAVAILABLE = 503;

  private final SipConfig config;
  private final SipStackFactory stacks;
  private final SipTelephony.Surroundings surroundings;
  private final Duration patience;

  /// What was found.
  ///
  /// @param sentence for people; where it is not well, what to do
  public record Finding(boolean well, String sentence) {}

  /// @param patience for each answer
  public TrunkCheckup(
      SipConfig config,
      SipStackFactory stacks,
      SipTelephony.Surroundings surroundings,
      Duration patience) {
    this.config = config;
    this.stacks = stacks;
    this.surroundings = surroundings;
    this.patience = patience;
  }

  public List<Finding> findings(TrunkConfig trunk) {
    List<Finding> all = new ArrayList<>();
    String host = trunk.address().host();
    try {
      InetAddress address = InetAddress.getByName(host);
      all.add(well(host + " has an address."));
      Optional<Finding> secret =
          trunk.address().transport() == Transport.TLS ? Optional.of(tls(trunk)) : Optional.empty();
      secret.ifPresent(all::add);
      if (secret.map(Finding::well).orElse(true)) {
        all.addAll(asked(trunk, address));
      }
    } catch (UnknownHostException e) {
      all.add(bad(host + " has no address: check sip.trunks.address and DNS."));
    }
    return all.stream()
        .map(it -> new Finding(it.well, "Trunk " + trunk.name() + ": " + it.sentence))
        .toList();
  }

  // ── TLS ────────────────────────────────────────────────────────────────────

  private Finding tls(TrunkConfig trunk) {
    String host = trunk.address().host();
    int millis = Math.toIntExact(patience.toMillis());
    try (Socket connection = new Socket()) {
      connection.connect(new InetSocketAddress(host, trunk.address().port()), millis);
      connection.setSoTimeout(millis);
      SSLSocket socket =
          (SSLSocket)
              secure()
                  .context()
                  .getSocketFactory()
                  .createSocket(connection, host, trunk.address().port(), true);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return well("its certificate is trusted, and of " + host + ".");
    } catch (SSLException e) {
      return bad(
          "TLS does not come about ("
              + e.getMessage()
              + "): its certificate must be signed by one of sip.tls-trust, where that is set, or by"
              + " one that Java trusts, and must name "
              + host
              + "; it may want a certificate of ours, too.");
    } catch (IOException e) {
      return bad(
          "nobody takes a connection for TLS ("
              + e.getMessage()
              + "): check sip.trunks.address, usually port 5061, and that TCP may go out.");
    }
  }

  /// There is one if a trunk is by TLS: [SipConfig] sees to that.
  private SipConfig.Secure secure() {
    return config.listen().secure().orElseThrow();
  }

  // ── SIP ────────────────────────────────────────────────────────────────────

  private List<Finding> asked(TrunkConfig trunk, InetAddress address) {
    Peer peer =
        Peer.at(
            trunk.name(),
            new Hop(
                new InetSocketAddress(address, trunk.address().port()),
                trunk.address().transport()));
    SipUri domain = SipUri.domain(trunk.address().host(), trunk.address().port());
    try (UserAgent agent = agent(trunk, address)) {
      Outcome isThere = ask(agent, Enquiry.Order.isThere(peer, domain, trunk.credentials()));
      Optional<Outcome> registrar =
          trunk.manners().registers().isPresent()
              ? trunk.credentials().map(ours -> ask(agent, bindings(trunk, peer, domain, ours)))
              : Optional.empty();
      List<Finding> all = new ArrayList<>();
      all.add(isThere(isThere, trunk, registrar.filter(Outcome.Answered.class::isInstance)));
      registrar.map(TrunkCheckup::registers).ifPresent(all::add);
      clock(isThere).or(() -> registrar.flatMap(this::clock)).ifPresent(all::add);
      return all;
    } catch (IOException e) {
      return List.of(bad("no port could be opened to ask it from: " + e.getMessage()));
    }
  }

  private static Enquiry.Order bindings(
      TrunkConfig trunk, Peer peer, SipUri domain, Credentials ours) {
    SipUri identity = SipUri.of(ours.username(), trunk.address().host());
    return Enquiry.Order.bindings(peer, domain, identity, ours);
  }

  private Outcome ask(UserAgent agent, Enquiry.Order order) {
    return agent
        .enquire(order)
        .completeOnTimeout(new Outcome.Silent(), patience.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }

  private UserAgent agent(TrunkConfig trunk, InetAddress address) throws IOException {
    SipConfig.Listen listen = config.listen();
    Optional<StackConfig.Tls> tls =
        trunk.address().transport() == Transport.TLS
            ? Optional.of(
                new StackConfig.Tls(
                    freePort(listen.bind()),
                    secure().context(),
                    at -> Optional.of(trunk.address().host()).filter(_ -> at.equals(address))))
            : Optional.empty();
    StackConfig stack =
        new StackConfig(
            listen.bind(), 0, listen.advertised(), address::equals, config.limits().t1(), tls);
    UserAgent.Surroundings around =
        new UserAgent.Surroundings(
            surroundings.runners(),
            surroundings.timers(),
            surroundings.clock(),
            new SecureRandom());
    return UserAgent.open(stacks, UserAgentConfig.of(stack), around, new Nobody());
  }

  private static int freePort(InetAddress bind) throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, bind)) {
      return socket.getLocalPort();
    }
  }

  /// Whoever calls the checkup finds nobody.
  private static final class Nobody implements Reception {
    @Override
    public Optional<Peer> peerAt(InetSocketAddress source) {
      return Optional.empty();
    }

    @Override
    public void offered(IncomingCall call) {
      throw new IllegalStateException("nobody may call, since nobody is a peer");
    }
  }

  // ── what it means ──────────────────────────────────────────────────────────

  /// @param elsewise what it answered to something else
  private Finding isThere(Outcome outcome, TrunkConfig trunk, Optional<Outcome> elsewise) {
    return switch (outcome) {
      case Outcome.Answered(SipResponse answer) -> answered(answer.status(), trunk);
      case Outcome.Silent _ ->
          elsewise.isPresent()
              ? well("it does not answer OPTIONS, as some carriers do not, but other questions.")
              : bad(
                  "it does not answer OPTIONS within "
                      + patience.toSeconds()
                      + " s: check sip.trunks.address, that our messages may go out and its answers"
                      + " come in, and that it knows our address. Some carriers answer no such"
                      + " question and take calls all the same.");
      case Outcome.Broken(String why) ->
          bad("it cannot be reached (" + why + "): check sip.trunks.address and the firewall.");
    };
  }

  private static Finding answered(int status, TrunkConfig trunk) {
    if (status == UNAVAILABLE) {
      return bad("it answers OPTIONS with SIP 503: it takes no calls now. Ask the carrier.");
    }
    return (status == 401 || status == 407) && trunk.credentials().isPresent()
        ? notBelieved(status)
        : well("it answers OPTIONS (SIP " + status + ").");
  }

  private static Finding registers(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answered(SipResponse answer) when answer.success() ->
          well(
              "it takes our user and password; addresses of ours that are registered there now: "
                  + answer.head().headers("Contact").size()
                  + ".");
      case Outcome.Answered(SipResponse answer) when WHO_ARE_YOU.contains(answer.status()) ->
          notBelieved(answer.status());
      case Outcome.Answered(SipResponse answer) ->
          bad(
              "it refuses REGISTER (SIP "
                  + answer.status()
                  + "): ask the carrier whether the trunk goes by registration; if not, take"
                  + " sip.trunks.register out.");
      case Outcome.Silent _ ->
          bad("it does not answer REGISTER: ask the carrier for its registrar.");
      case Outcome.Broken(String why) -> bad("REGISTER does not get there (" + why + ").");
    };
  }

  private static Finding notBelieved(int status) {
    return bad(
        "it does not take our user and password (SIP "
            + status
            + "): copy sip.trunks.user and sip.trunks.password from the carrier anew.");
  }

  /// By the Date of an answer, if it has one (RFC 3261 section 20.17).
  private Optional<Finding> clock(Outcome outcome) {
    return outcome instanceof Outcome.Answered(SipResponse answer)
        ? answer.head().header("Date").flatMap(TrunkCheckup::instant).map(this::compared)
        : Optional.empty();
  }

  private static Optional<Instant> instant(String date) {
    try {
      return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private Finding compared(Instant theirs) {
    Duration skew = Duration.between(theirs, surroundings.clock().instant()).abs();
    return skew.compareTo(SKEW) <= 0
        ? well("its clock and ours agree.")
        : bad(
            "its clock and ours differ by "
                + skew.toSeconds()
                + " s: calling hours go by ours. Let NTP set it; if it does, tell the carrier.");
  }

  private static Finding well(String sentence) {
    return new Finding(true, sentence);
  }

  private static Finding bad(String sentence) {
    return new Finding(false, sentence);
  }
}
