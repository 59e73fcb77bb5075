package org.hustings.api.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import java.util.concurrent.atomic.AtomicInteger;
import org.hustings.api.http.HttpSettings.Limits;

/// Counts connections and closes those beyond the limit.
final class Doorkeeper implements Handler<HttpConnection> {
  private final int most;
  private final AtomicInteger open = new AtomicInteger();
  private final Counter refused;

  Doorkeeper(Limits limits, MeterRegistry meters) {
    this.most = limits.connections();
    this.refused = meters.counter("hustings.http.connections.refused");
    meters.gauge("hustings.http.connections", open);
  }

  @Override
  public void handle(HttpConnection connection) {
    connection.closeHandler(_ -> open.decrementAndGet());
    if (open.incrementAndGet() > most) {
      refused.increment();
      connection.close();
    }
  }
}
