package org.hustings.telephony.sip;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.CallMeOrder;
import org.hustings.core.telephony.DialOrder;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.MediaReport;
import org.hustings.core.telephony.RingOrder;
import org.hustings.core.telephony.Sound;
import org.hustings.core.telephony.Telephony;
import org.hustings.core.time.Inbox;
import org.hustings.core.time.Runners;
import org.hustings.core.time.Timers;
import org.hustings.telephony.leg.Stage;
import org.hustings.telephony.media.MediaEngine;
import org.hustings.telephony.media.MediaMeters;
import org.hustings.telephony.prompt.Prompts;
import org.hustings.telephony.sip.call.UserAgent;
import org.hustings.telephony.sip.call.UserAgentConfig;
import org.hustings.telephony.sip.stack.SipStackFactory;
import org.hustings.telephony.sip.stack.StackConfig;
import org.jspecify.annotations.Nullable;

/// The telephony port over SIP trunks. Commands from any thread return at once; events come on the
/// legs' runners.
public final class SipTelephony implements Telephony, AutoCloseable {
  private static final String PRODUCT = "Hustings";

  /// What the adapter is built on.
  ///
  /// @param stacks the SIP stack
  /// @param media closed by whoever made it
  public record Parts(
      SipStackFactory stacks, MediaEngine media, Prompts prompts, MeterRegistry metrics) {}

  /// Threads and time.
  public record Surroundings(Runners runners, Timers timers, InstantSource clock) {}

  private final Map<LegId, SipLeg> legs = new ConcurrentHashMap<>();
  private final Surroundings surroundings;
  private final Trunks trunks;
  private final Stage stage;
  private final Exchange exchange;
  private final UserAgent agent;
  private final Switchboard switchboard;
  private final Registrations registrations;
  private final KeepAlives keepAlives;
  private volatile @Nullable LegListener listener;

  private SipTelephony(SipConfig config, Parts parts, Surroundings surroundings)
      throws IOException {
    RandomGenerator random = new SecureRandom();
    SipMetrics metrics = new SipMetrics(parts.metrics());
    this.surroundings = surroundings;
    this.trunks = new Trunks(config, random);
    // Resolves the trunks' names, so that their first calls to us are not a stranger's.
    trunks.all().forEach(Trunk::peer);
    this.stage =
        new Stage(
            new Stage.Parts(
                parts.media(),
                parts.prompts(),
                MediaMeters.of(parts.media(), parts.metrics()),
                new Stage.Limits(config.limits().silentAfter(), config.limits().recordFor()),
                this::tell),
            surroundings.runners(),
            surroundings.timers(),
            surroundings.clock());
    this.exchange =
        new Exchange(
            stage,
            new Exchange.Clockwork(surroundings.timers(), surroundings.clock(), random),
            config,
            leg -> legs.remove(leg.id()),
            metrics,
            new SipCauses(metrics::unmapped));
    this.switchboard = new Switchboard(exchange, trunks, legs);
    this.agent =
        UserAgent.open(
            parts.stacks(),
            new UserAgentConfig(stack(config), PRODUCT, config.limits().legs() * 2),
            new UserAgent.Surroundings(
                surroundings.runners(), surroundings.timers(), surroundings.clock(), random),
            switchboard);
    trunks.all().forEach(trunk -> metrics.watch(trunk, surroundings.clock()));
    metrics.watch(legs::size, () -> agent.healthy() ? 1 : 0);
    this.registrations = Registrations.begin(trunks.all(), agent, surroundings.clock());
    this.keepAlives = KeepAlives.begin(trunks.all(), agent, metrics);
  }

  /// @throws IOException if the address cannot be listened on; its message says what to do
  public static SipTelephony open(SipConfig config, Parts parts, Surroundings surroundings)
      throws IOException {
    return new SipTelephony(config, parts, surroundings);
  }

  private StackConfig stack(SipConfig config) {
    return new StackConfig(
        config.listen().bind(),
        config.listen().port(),
        config.listen().advertised(),
        trunks::admits,
        config.limits().t1(),
        config
            .listen()
            .secure()
            .map(it -> new StackConfig.Tls(it.port(), it.context(), trunks::certifiedName)));
  }

  /// Where it listens.
  public InetSocketAddress local() {
    return agent.local();
  }

  /// Whether all threads that read from the network are alive.
  public boolean healthy() {
    return agent.healthy();
  }

  /// Where its legs are heard; legs of another signalling may join.
  public Stage stage() {
    return stage;
  }

  /// How many legs are not over.
  public int openLegs() {
    return legs.size();
  }

  /// Ends nothing in order: legs that are up are to be ended before ([#hangUp]).
  @Override
  public void close() {
    keepAlives.close();
    registrations.close();
    agent.close();
    stage.close();
  }

  // ── the port ───────────────────────────────────────────────────────────────

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(
        Capability.INCOMING,
        Capability.EARLY_MEDIA,
        Capability.DIGITS_IN,
        Capability.DIGITS_OUT,
        Capability.PLAY,
        Capability.RECORD,
        Capability.PROBE,
        Capability.HANG_UP_STORED,
        Capability.MEDIA_REPORTS,
        Capability.CALL_ME);
  }

  @Override
  public void listen(LegListener other) {
    listener = requireNonNull(other, "listener");
    switchboard.open();
  }

  private void tell(LegEvent event) {
    LegListener told = listener;
    if (told != null) {
      told.on(event);
    }
  }

  /// Whether any trunk can take a call now, as far as is known.
  public boolean well() {
    return trunks.all().stream().anyMatch(trunk -> trunk.well(surroundings.clock().instant()));
  }

  @Override
  public Admission admit(Instant now) {
    return legs.size() < exchange.config().limits().legs()
        ? trunks.admit(now)
        : new Admission.NotNow("channels", now.plusSeconds(1));
  }

  @Override
  public void originate(DialOrder order) {
    ring(order, SipLeg.Party.VOTER);
  }

  @Override
  public void callVolunteer(CallMeOrder order) {
    ring(order, SipLeg.Party.CALLED_VOLUNTEER);
  }

  private void ring(RingOrder order, SipLeg.Party party) {
    Inbox<Runnable> inbox = surroundings.runners().inbox("leg-" + order.leg(), Runnable::run);
    origination().begin(order, party, inbox);
  }

  private Origination origination() {
    return new Origination(new Passage.Network(exchange, agent, trunks), legs);
  }

  @Override
  public void answer(LegId leg) {
    on(leg, switchboard::answer);
  }

  @Override
  public void reject(LegId leg, Rejection why) {
    on(leg, found -> switchboard.reject(found, why));
  }

  @Override
  public void hangUp(LegId leg) {
    on(leg, SipLeg::hangUp);
  }

  @Override
  public void probe(LegId leg) {
    on(leg, SipLeg::probe);
  }

  @Override
  public void hangUpStored(LegId leg, String dialog) {
    agent.hangUpStored(
        dialog, name -> trunks.named(name).flatMap(trunk -> trunk.config().credentials()));
  }

  @Override
  public void dialogStored(LegId leg, String dialog) {
    on(leg, found -> found.dialogStored(dialog));
  }

  @Override
  public void hangUpOrdered(Ordered ordered) {
    surroundings.runners().run("hang-up-ordered", () -> origination().hangUp(ordered));
  }

  @Override
  public void bridge(LegId one, LegId other) {
    stage.bridge(one, other);
  }

  @Override
  public void unbridge(LegId leg) {
    stage.unbridge(leg);
  }

  @Override
  public void play(LegId leg, PlaybackId playback, List<Sound> sounds) {
    stage.play(leg, playback, sounds);
  }

  @Override
  public void stopPlaying(LegId leg) {
    stage.stopPlaying(leg);
  }

  @Override
  public void sendDigits(LegId leg, String digits) {
    stage.sendDigits(leg, digits);
  }

  @Override
  public Optional<MediaReport> mediaOf(LegId leg) {
    return stage.mediaOf(leg);
  }

  @Override
  public void startRecording(LegId leg) {
    stage.startRecording(leg);
  }

  @Override
  public void stopRecording(LegId leg) {
    stage.stopRecording(leg);
  }

  /// On the leg's runner.
  private void on(LegId id, Consumer<SipLeg> command) {
    Optional.ofNullable(legs.get(id)).ifPresent(leg -> leg.post(() -> command.accept(leg)));
  }
}
