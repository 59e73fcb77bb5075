package org.hustings.api.http;

import io.micrometer.core.instrument.Counter;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import org.hustings.core.dialing.Transactions.StoreUnavailable;

/// One client that follows events. Bounded in all directions: at most so many events wait for a
/// slow client, who is then cut off and counted (it comes again and gets a snapshot); and it lasts
/// no longer than the sign-in.
final class EventChannel implements EventSource.Sink {
  private static final int MOST_WAITING = 64;
  private static final int WRITE_QUEUE_BYTES = 64 * 1024;
  private static final long TICK_MS = 1_000;

  private final Client client;
  private final EventSource source;
  private final Deque<String> waiting = new ArrayDeque<>();
  private long ticking;
  private long keepingAlive;
  private boolean closed;

  EventChannel(Client client, EventSource source) {
    this.client = client;
    this.source = source;
  }

  /// @param exchange knows whether the sign-in still holds
  /// @param cut counts clients that were too slow
  record Client(HttpServerResponse response, Vertx vertx, Exchange exchange, Counter cut) {}

  void open() {
    HttpServerResponse response = client.response();
    response
        .setStatusCode(200)
        .putHeader("Content-Type", "text/event-stream")
        // nginx would otherwise hold events back
        .putHeader("X-Accel-Buffering", "no")
        .setChunked(true)
        .setWriteQueueMaxSize(WRITE_QUEUE_BYTES);
    response.closeHandler(_ -> close());
    response.exceptionHandler(_ -> close());
    response.drainHandler(_ -> flush());
    ticking = client.vertx().setPeriodic(TICK_MS, _ -> source.tick());
    long keepAlive = client.exchange().serving().settings().limits().keepAlive().toMillis();
    keepingAlive = client.vertx().setPeriodic(keepAlive, _ -> keepAlive());
    write("retry: 2000\n\n");
    source.opened(this);
  }

  @Override
  public void send(String event, String id, String data) {
    write("event: " + event + "\nid: " + id + "\ndata: " + data + "\n\n");
  }

  @Override
  public void later(Runnable action) {
    client
        .exchange()
        .serving()
        .context()
        .runOnContext(_ -> {
          if (!closed) {
            action.run();
          }
        });
  }

  private void write(String text) {
    if (closed) {
      return;
    }
    if (waiting.size() >= MOST_WAITING) {
      client.cut().increment();
      close();
      client.response().reset();
      return;
    }
    waiting.add(text);
    flush();
  }

  private void flush() {
    while (!waiting.isEmpty() && !closed && !client.response().writeQueueFull()) {
      var _ = client.response().write(waiting.remove());
    }
  }

  private void keepAlive() {
    write(": still here\n\n");
    recheck();
  }

  private void recheck() {
    client
        .exchange()
        .serving()
        .workers()
        .start(
            "feed-recheck",
            () -> {
              if (isSignedOut()) {
                later(this::sayGoodbye);
              }
            });
  }

  /// If it cannot be found out now, the next check will.
  private boolean isSignedOut() {
    try {
      return !client.exchange().stillSignedIn();
    } catch (Problem.Refused | StoreUnavailable _) {
      return false;
    }
  }

  private void sayGoodbye() {
    send("signed-out", "0", "{}");
    close();
    var _ = client.response().end();
  }

  private void close() {
    if (!closed) {
      closed = true;
      client.vertx().cancelTimer(ticking);
      client.vertx().cancelTimer(keepingAlive);
      waiting.clear();
      source.closed();
    }
  }
}
