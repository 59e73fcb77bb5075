package org.hustings.telephony.browser;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.BrowserMessage;
import org.hustings.core.telephony.BrowserRelay;
import org.hustings.core.telephony.BrowserReply;
import org.hustings.core.telephony.LegEnd;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.time.Inbox;
import org.hustings.core.time.Runners;
import org.hustings.core.time.Timers;
import org.hustings.telephony.browser.dtls.DtlsServer;
import org.hustings.telephony.browser.dtls.Fingerprint;
import org.hustings.telephony.browser.ice.IceCredentials;
import org.hustings.telephony.browser.ice.IceLite;
import org.hustings.telephony.leg.LegSound;
import org.hustings.telephony.leg.Stage;
import org.hustings.telephony.media.LegName;
import org.hustings.telephony.media.MediaClock;
import org.hustings.telephony.media.MediaLeg;
import org.hustings.telephony.media.MediaMeters;
import org.hustings.telephony.media.Opening;
import org.hustings.telephony.media.sdp.BrowserOffer;
import org.hustings.telephony.media.srtp.SrtpSession;

/// All browsers' legs of a server. Commands from any thread return at once; events come by the
/// stage.
public final class BrowserLegs implements AutoCloseable {
  static final String ANSWER = "application/sdp";
  static final String FRAGMENT = "application/trickle-ice-sdpfrag";

  private final Room room;
  private final Runners runners;
  private final TurnAccess turn;
  private final Map<LegId, BrowserLeg> legs = new ConcurrentHashMap<>();

  /// What legs share.
  ///
  /// @param steady the media engine's clock
  record Room(
      BrowserConfig config,
      Stage stage,
      SecurePort port,
      Timers timers,
      MediaClock steady,
      RandomGenerator random,
      BrowserMetrics metrics) {
    Instant now() {
      return stage.now();
    }

    /// Our side of an answer.
    BrowserOffer.Ours ours(IceCredentials credentials) {
      List<InetSocketAddress> candidates =
          config.addresses().stream()
              .map(address -> new InetSocketAddress(address, port.local().getPort()))
              .toList();
      return new BrowserOffer.Ours(
          credentials.fragment(),
          credentials.password(),
          port.dtls().fingerprint().toString(),
          candidates,
          random.nextLong());
    }
  }

  /// Threads and time.
  public record Surroundings(Runners runners, Timers timers, MediaClock steady) {}

  private BrowserLegs(Room room, Runners runners) {
    this.room = room;
    this.runners = runners;
    this.turn = new TurnAccess(room.config().relays(), room.random());
    room.metrics().watch(legs::size);
  }

  /// Opens the port, and warms up what the first call would wait for.
  ///
  /// @param stage where the legs are heard, together with those of other signalling
  /// @throws IOException if the port cannot be opened; its message says what to do
  public static BrowserLegs open(
      BrowserConfig config,
      Stage stage,
      DtlsServer dtls,
      MeterRegistry registry,
      Surroundings surroundings)
      throws IOException {
    requireNonNull(config, "config");
    BrowserMetrics metrics = new BrowserMetrics(registry);
    RandomGenerator random = new SecureRandom();
    StrangerLimit limit =
        new StrangerLimit(
            config.limits().strangersPerSecond(), random.nextInt(), surroundings.steady().nanos());
    SrtpSession.warmUp();
    try {
      SecurePort port = new SecurePort(stage.media(), config, dtls, metrics, limit);
      Room room =
          new Room(
              config, stage, port, surroundings.timers(), surroundings.steady(), random, metrics);
      return new BrowserLegs(room, surroundings.runners());
    } catch (IOException taken) {
      throw new IOException(
          "UDP "
              + config.listen()
              + " cannot be opened for browsers ("
              + taken.getMessage()
              + "): name another one under browser.listen",
          taken);
    }
  }

  /// Where browsers are listened to.
  public InetSocketAddress local() {
    return room.port().local();
  }

  boolean has(LegId leg) {
    return legs.containsKey(leg);
  }

  /// How many legs are not over.
  public int open() {
    return legs.size();
  }

  /// See [org.hustings.core.telephony.Telephony#connectBrowser].
  public CompletableFuture<BrowserReply> connect(LegId id, BrowserMessage message) {
    if (legs.size() >= room.config().limits().legs()) {
      return CompletableFuture.completedFuture(
          refused(id, BrowserReply.Reason.NO_ROOM, "too many browsers"));
    }
    BrowserReply reply =
        switch (BrowserOffer.read(message.content())) {
          case BrowserOffer.Reading.Refused(String why) ->
              refused(id, BrowserReply.Reason.UNUSABLE, why);
          case BrowserOffer.Reading.Usable(BrowserOffer offer) -> judged(id, offer);
        };
    return CompletableFuture.completedFuture(reply);
  }

  private BrowserReply judged(LegId id, BrowserOffer offer) {
    String fragment = offer.iceFragment().orElse("");
    String password = offer.icePassword().orElse("");
    if (!IceCredentials.areWellFormed(fragment, password)) {
      return refused(id, BrowserReply.Reason.UNUSABLE, "ice-ufrag or ice-pwd is not well-formed");
    }
    Optional<Fingerprint> fingerprint =
        offer.fingerprints().stream().map(Fingerprint::read).flatMap(Optional::stream).findFirst();
    return fingerprint.isPresent()
        ? begun(id, offer, new IceCredentials(fragment, password), fingerprint.get())
        : refused(id, BrowserReply.Reason.UNUSABLE, "no a=fingerprint by SHA-256 or better");
  }

  private BrowserReply begun(
      LegId id, BrowserOffer offer, IceCredentials theirs, Fingerprint fingerprint) {
    Inbox<Runnable> inbox = runners.inbox("browser-leg-" + id, Runnable::run);
    BrowserLeg leg =
        new BrowserLeg(new BrowserLeg.Parts(room, id, offer, inbox, () -> legs.remove(id)));
    IceLite ice = new IceLite(theirs, room.random(), room.steady().nanos());
    // Read here, since the agent belongs to the loop from now on.
    IceCredentials ours = ice.ours();
    SecureLine line = new SecureLine(room.port(), ice, fingerprint, id.toString(), leg);
    return switch (room.stage()
        .media()
        .open(
            new LegName(id.toString()),
            room.stage().keysOf(id),
            room.port().media(),
            line.seat())) {
      case Opening.Opened(MediaLeg media) -> {
        LegSound sound =
            new LegSound(room.stage(), id, media, room.stage().meter(MediaMeters.Kind.VOLUNTEER));
        legs.put(id, leg);
        room.stage().enter(sound);
        leg.begin(line, media, sound);
        room.port().execute(() -> room.port().enter(line));
        yield new BrowserReply.Agreed(
            Optional.of(new BrowserMessage(ANSWER, offer.answer(room.ours(ours)))), leg.tag());
      }
      case Opening.Refused(Opening.Reason reason, String _) -> {
        line.close();
        inbox.close();
        yield refused(id, BrowserReply.Reason.NO_ROOM, "no media: " + reason);
      }
    };
  }

  /// There is no leg to end, so its end is told from here.
  private BrowserReply refused(LegId id, BrowserReply.Reason reason, String why) {
    LegEnd end =
        new LegEnd(
            LegEnd.Outcome.NOT_CONNECTED,
            reason == BrowserReply.Reason.UNUSABLE ? LegEnd.Blame.VOLUNTEER : LegEnd.Blame.US,
            LegEnd.By.US,
            LegEnd.Placed.SURELY_NOT,
            false,
            why);
    room.metrics().ended(end);
    room.stage().lane().post(() -> room.stage().tell(new LegEvent.Ended(id, room.now(), end)));
    return new BrowserReply.Refused(reason, why);
  }

  CompletableFuture<BrowserReply> change(
      LegId id, BrowserMessage change, Optional<String> version) {
    BrowserLeg leg = legs.get(id);
    if (leg == null) {
      return CompletableFuture.completedFuture(
          new BrowserReply.Refused(BrowserReply.Reason.NO_SUCH_LEG, "no such leg"));
    }
    CompletableFuture<BrowserReply> reply = new CompletableFuture<>();
    leg.post(() -> {
      CompletableFuture<?> _ = leg.change(change, version).thenAccept(reply::complete);
    });
    return reply;
  }

  void hangUp(LegId id) {
    Optional.ofNullable(legs.get(id)).ifPresent(leg -> leg.post(leg::hangUp));
  }

  void probe(LegId id) {
    Optional.ofNullable(legs.get(id)).ifPresent(leg -> leg.post(leg::probe));
  }

  List<BrowserRelay> relays() {
    return turn.at(room.now());
  }

  /// Frees the port. Legs that are up are to be ended before.
  @Override
  public void close() {
    room.port().close();
  }
}
