package org.hustings.telephony.phonenet.memory;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.hustings.core.id.LegId;
import org.hustings.core.time.Inbox;
import org.hustings.core.time.Timers.Timer;
import org.hustings.telephony.phonenet.Clockwork;
import org.hustings.telephony.phonenet.RingLog;
import org.hustings.telephony.phonenet.Subscribers;

/// The network: its subscribers, the calls that are up, and the servers connected to it.
public final class InMemoryNetwork {
  /// Marks the ids that the network gives to incoming legs; they only have to differ.
  private static final long INCOMING = 0x7068_6f6e_656e_6574L;

  private final Clockwork clockwork;
  private final Subscribers subscribers;
  private final RingLog log;
  private final Settings settings;
  private final Inbox<Runnable> inbox;
  private final TrunkBudget trunk;
  private final Map<LegId, InMemoryLeg> legs = new HashMap<>();
  private final List<InMemoryTelephony> servers = new ArrayList<>();
  private long incoming;

  public InMemoryNetwork(
      Clockwork clockwork, Subscribers subscribers, RingLog log, Settings settings) {
    this.clockwork = requireNonNull(clockwork, "clockwork");
    this.subscribers = requireNonNull(subscribers, "subscribers");
    this.log = requireNonNull(log, "log");
    this.settings = requireNonNull(settings, "settings");
    this.inbox = clockwork.runners().inbox("phonenet", Runnable::run);
    this.trunk = new TrunkBudget(settings.trunk, settings.channels, settings.callsPerSecond);
  }

  /// How the network is built.
  ///
  /// @param channels most voter legs at once
  /// @param callsPerSecond most voter legs begun in a second
  /// @param latency how long a message takes through the network
  /// @param earlyMedia whether ring-back is sent as sound before the answer
  /// @param silentAfter when a phone that sends nothing is noticed (R24)
  /// @param probeWithin how long a probe waits for an answer
  /// @param promptLength how long each prompt takes to play
  public record Settings(
      String trunk,
      int channels,
      int callsPerSecond,
      Duration latency,
      boolean earlyMedia,
      Duration silentAfter,
      Duration probeWithin,
      Function<String, Duration> promptLength) {

    /// Room for thousands of calls, 40 ms away, prompts of three seconds.
    public static final Settings USUAL =
        new Settings(
            "phonenet",
            10_000,
            1_000,
            Duration.ofMillis(40),
            false,
            Duration.ofSeconds(15),
            Duration.ofSeconds(5),
            _ -> Duration.ofSeconds(3));

    public Settings withChannels(int most) {
      return new Settings(
          trunk, most, callsPerSecond, latency, earlyMedia, silentAfter, probeWithin, promptLength);
    }

    public Settings withCallsPerSecond(int most) {
      return new Settings(
          trunk, channels, most, latency, earlyMedia, silentAfter, probeWithin, promptLength);
    }

    public Settings withEarlyMedia(boolean early) {
      return new Settings(
          trunk, channels, callsPerSecond, latency, early, silentAfter, probeWithin, promptLength);
    }

    public Settings withPromptLength(Function<String, Duration> length) {
      return new Settings(
          trunk, channels, callsPerSecond, latency, earlyMedia, silentAfter, probeWithin, length);
    }
  }

  /// Connects a server. Calls from volunteers' phones go to the server that was connected last and
  /// has not crashed.
  public InMemoryTelephony connect() {
    var server = new InMemoryTelephony(this, trunk);
    inbox.post(() -> servers.add(server));
    return server;
  }

  /// A telephone in a volunteer's hand.
  ///
  /// @param callerId what the server sees of it; empty if withheld
  public InMemoryPhone phone(Optional<String> callerId) {
    return new InMemoryPhone(this, callerId);
  }

  public RingLog log() {
    return log;
  }

  Settings settings() {
    return settings;
  }

  Subscribers subscribers() {
    return subscribers;
  }

  Instant now() {
    return clockwork.clock().instant();
  }

  /// Everything that touches a leg goes through here.
  void post(Runnable work) {
    inbox.post(work);
  }

  Timer after(Duration delay, Runnable work) {
    return clockwork.timers().after(delay, () -> inbox.post(work));
  }

  LegId nextIncoming() {
    return new LegId(new UUID(INCOMING, ++incoming));
  }

  Optional<InMemoryTelephony> serverForCalls() {
    return servers.reversed().stream().filter(InMemoryTelephony::takesCalls).findFirst();
  }

  void register(InMemoryLeg leg) {
    legs.put(leg.id(), leg);
  }

  void forget(InMemoryLeg leg) {
    legs.remove(leg.id());
  }

  Optional<InMemoryLeg> leg(LegId id) {
    return Optional.ofNullable(legs.get(id));
  }
}
