package org.hustings.server;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmHeapPressureMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.DiskSpaceMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.time.Duration;
import java.time.InstantSource;
import org.hustings.api.metrics.QueueGauges;
import org.hustings.schema.DatabaseGauges;
import org.hustings.server.settings.Settings;

/// Hangs up the gauges of what is not counted where it happens: the process, the clock, the disk,
/// the database and the queues. What costs a query is asked on a timer, so that a look at the
/// metrics never waits.
final class GaugeRoom {
  private static final Duration QUEUES_COUNTED_EVERY = Duration.ofSeconds(30);
  private static final Duration DATABASE_ASKED_EVERY = Duration.ofSeconds(10);

  private GaugeRoom() {}

  static void process(MeterRegistry meters, InstantSource clock, Closing closing) {
    new JvmMemoryMetrics().bindTo(meters);
    new JvmThreadMetrics().bindTo(meters);
    new ProcessorMetrics().bindTo(meters);
    new UptimeMetrics().bindTo(meters);
    new FileDescriptorMetrics().bindTo(meters);
    closing.add("gc metrics", new JvmGcMetrics()).bindTo(meters);
    closing.add("heap metrics", new JvmHeapPressureMetrics()).bindTo(meters);
    ClockDrift drift = new ClockDrift(clock, System::nanoTime, meters);
    closing.add("clock", Repeating.every(ClockDrift.LOOKED_AT_EVERY, "clock", drift::look));
  }

  static void database(
      DatabaseGauges gauges, Settings.Database settings, MeterRegistry meters, Closing closing) {
    Gauge.builder("hustings.db.up", gauges::up)
        .description("1 if the database answered when it was asked last")
        .register(meters);
    Gauge.builder("hustings.db.probe.seconds", gauges::probeSeconds)
        .description("How long it took to answer, or to be given up")
        .register(meters);
    Gauge.builder("hustings.db.connections", settings::pool)
        .description("Connections that the pool may open")
        .register(meters);
    Gauge.builder("hustings.db.connections.in.use", gauges::connectionsInUse)
        .description("Connections of the pool that work now")
        .register(meters);
    Gauge.builder("hustings.db.connections.waiting", gauges::waitingForConnection)
        .description("Threads that wait for a connection")
        .register(meters);
    Gauge.builder("hustings.db.oldest.snapshot.seconds", gauges::oldestSnapshotSeconds)
        .description("While it is open, vacuum cannot clean the queue")
        .register(meters);
    Gauge.builder("hustings.db.dead.rows", gauges::deadQueueRows)
        .description("Rows of the queue that wait for vacuum")
        .register(meters);
    if (settings.isEmbedded()) {
      new DiskSpaceMetrics(settings.data().toAbsolutePath().toFile()).bindTo(meters);
    }
    closing.add(
        "database gauges",
        Repeating.every(DATABASE_ASKED_EVERY, "database-gauges", gauges::sample));
  }

  static void queues(QueueGauges gauges, Closing closing) {
    closing.add(
        "queue gauges", Repeating.every(QUEUES_COUNTED_EVERY, "queue-gauges", gauges::sample));
  }
}
