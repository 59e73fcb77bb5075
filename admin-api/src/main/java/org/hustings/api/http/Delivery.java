package org.hustings.api.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletionException;

/// Brings a reply to its client, once it is there, and notes how long that took.
final class Delivery {
  private final Exchange exchange;
  private final Vertx vertx;
  private final MeterRegistry meters;
  private final Timer.Sample sample;

  Delivery(Exchange exchange, Vertx vertx, MeterRegistry meters, Timer.Sample sample) {
    this.exchange = exchange;
    this.vertx = vertx;
    this.meters = meters;
    this.sample = sample;
  }

  /// From any thread.
  void deliver(Reply reply) {
    switch (reply) {
      case Reply.Later(var later) -> {
        var _ =
            later.whenComplete(
                (answer, failure) -> deliver(failure == null ? answer : problem(failure)));
      }
      case Reply.Events(EventSource source) -> {
        note(reply);
        onEventLoop(() -> channel(source).open());
      }
      case Reply.Content _, Reply.Nothing _, Reply.File _, Reply.Failure _ -> {
        note(reply);
        onEventLoop(() -> Wire.send(exchange.http(), reply, isSecure()));
      }
    }
  }

  private static Reply problem(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return Reply.problem(
        cause instanceof Problem.Refused refused
            ? refused.problem()
            : Routes.incident(cause == null ? failure : cause));
  }

  private void onEventLoop(Runnable action) {
    exchange.serving().context().runOnContext(_ -> action.run());
  }

  private EventChannel channel(EventSource source) {
    SecurityHeaders.put(exchange.http().response(), isSecure());
    return new EventChannel(
        new EventChannel.Client(
            exchange.http().response(), vertx, exchange, meters.counter("hustings.feed.cut")),
        source);
  }

  private boolean isSecure() {
    return exchange.serving().settings().isSecure();
  }

  private void note(Reply reply) {
    sample.stop(
        Timer.builder("hustings.http.requests")
            .tag("operation", exchange.rule().id())
            .tag("status", Integer.toString(Wire.status(reply)))
            .register(meters));
  }
}
