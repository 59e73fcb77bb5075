package org.hustings.telephony.media;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// What operators see of the sound: packets, loss, jitter and round trips of all legs, by the kind
/// of leg and the direction, and how the engine itself is doing. No leg has a meter of its own, so
/// the number of meters does not grow with the calls.
///
/// Names are those of Micrometer; Prometheus spells `hustings.media.loss` `hustings_media_loss`,
/// and appends the unit. Directions are seen from us.
///
/// | meter | unit | tells |
/// |---|---|---|
/// | `hustings.media.packets` | packets | carried: `received` from peers, `sent` to them |
/// | `hustings.media.packets.lost` | packets | missing at us by sequence number, and at the peers by RTCP |
/// | `hustings.media.packets.refused` | packets | not believed, by `why` |
/// | `hustings.media.packets.unsent` | packets | that the system did not take |
/// | `hustings.media.loss` | ratio | of a leg since the last look at it |
/// | `hustings.media.jitter` | seconds | of a leg at each look (RFC 3550 section 6.4.1) |
/// | `hustings.media.round.trip` | seconds | of a leg at each look, by RTCP |
/// | `hustings.media.loop.lateness` | seconds | by which a loop came late at most, lately |
public final class MediaMeters {
  /// Whose legs are told apart.
  public enum Kind {
    VOLUNTEER,
    VOTER
  }

  private final Map<Kind, KindMeters> kinds = new EnumMap<>(Kind.class);

  private MediaMeters(MeterRegistry registry) {
    for (Kind kind : Kind.values()) {
      kinds.put(kind, new KindMeters(registry, kind.name().toLowerCase(Locale.ROOT)));
    }
  }

  /// Registers the meters of one engine.
  public static MediaMeters of(MediaEngine engine, MeterRegistry registry) {
    engineGauge(registry, engine, "legs", "legs with open ports", EngineStatistics::legs);
    engineGauge(
        registry, engine, "ports.draining", "pairs that rest", EngineStatistics::portsDraining);
    engineGauge(
        registry, engine, "descriptors", "files that are open", EngineStatistics::fileDescriptors);
    Gauge.builder(
            "hustings.media.loop.lateness",
            engine,
            it -> it.statistics().lateness().toNanos() / 1e9)
        .description("by which a loop came late at most, in the last 10 to 20 seconds")
        .baseUnit("seconds")
        .register(registry);
    FunctionCounter.builder("hustings.media.faults", engine, it -> it.statistics().faults())
        .description("errors of ours that cost a packet or a request; must stay zero")
        .register(registry);
    FunctionCounter.builder(
            "hustings.media.loop.restarts", engine, it -> it.statistics().loopRestarts())
        .description("loops that had died and were set up again; must stay zero")
        .register(registry);
    return new MediaMeters(registry);
  }

  private static void engineGauge(
      MeterRegistry registry,
      MediaEngine engine,
      String name,
      String description,
      java.util.function.ToIntFunction<EngineStatistics> value) {
    Gauge.builder("hustings.media." + name, engine, it -> value.applyAsInt(it.statistics()))
        .description(description)
        .register(registry);
  }

  /// The meters for a new leg, which is looked at from time to time and at its end.
  public LegMeter leg(Kind kind) {
    return new LegMeter(java.util.Objects.requireNonNull(kinds.get(kind), kind::name));
  }

  /// The meters that all legs of one kind share.
  static final class KindMeters {
    private static final double[] LOSSES = {0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.3};
    private static final double[] SECONDS = {0.002, 0.005, 0.01, 0.02, 0.04, 0.08, 0.16, 0.32};

    private final MeterRegistry registry;
    private final String kind;
    final Way received;
    final Way sent;
    final DistributionSummary roundTrip;

    KindMeters(MeterRegistry registry, String kind) {
      this.registry = registry;
      this.kind = kind;
      this.received = new Way("received");
      this.sent = new Way("sent");
      this.roundTrip =
          summary("round.trip", "there and back, by RTCP", "seconds", SECONDS).register(registry);
    }

    void refused(String why, long packets) {
      count("packets.refused", "why", why, packets);
    }

    void unsent(long packets) {
      count("packets.unsent", "direction", "sent", packets);
    }

    private void count(String name, String key, String value, long packets) {
      if (packets > 0) {
        registry
            .counter("hustings.media." + name, "leg", kind, key, value)
            .increment((double) packets);
      }
    }

    private DistributionSummary.Builder summary(
        String name, String description, String unit, double... bounds) {
      return DistributionSummary.builder("hustings.media." + name)
          .description(description)
          .baseUnit(unit)
          .serviceLevelObjectives(bounds)
          .tag("leg", kind);
    }

    /// One direction.
    final class Way {
      private final String direction;
      private final DistributionSummary loss;
      private final DistributionSummary jitter;

      Way(String direction) {
        this.direction = direction;
        this.loss =
            summary("loss", "share of a leg's packets between two looks", "ratio", LOSSES)
                .tag("direction", direction)
                .register(registry);
        this.jitter =
            summary("jitter", "of the arrival of a leg's packets", "seconds", SECONDS)
                .tag("direction", direction)
                .register(registry);
        // So that a loss of none is told as zero, and not left out.
        registry.counter("hustings.media.packets", "leg", kind, "direction", direction);
        registry.counter("hustings.media.packets.lost", "leg", kind, "direction", direction);
      }

      void carried(long packets) {
        count("packets", "direction", direction, packets);
      }

      void lost(long packets) {
        count("packets.lost", "direction", direction, packets);
      }

      void loss(double share) {
        loss.record(share);
      }

      void jitter(java.time.Duration time) {
        jitter.record(time.toNanos() / 1e9);
      }
    }
  }
}
