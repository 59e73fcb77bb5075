package org.hustings.api.http;

/// What a client follows by server-sent events (WHATWG HTML §9.2). All three methods are called on
/// one event loop, one at a time, and must not block.
public interface EventSource {

  /// The client listens from now on.
  void opened(Sink sink);

  /// Called about once a second.
  void tick();

  /// The client is gone, was too slow, or is no longer signed in.
  void closed();

  /// Where events go. What is sent is bounded: a client that does not keep up is cut off.
  interface Sink {
    /// Sends an event; `data` is one line.
    void send(String event, String id, String data);

    /// Runs `action` on the event loop of this client, in the order of the calls; from any thread.
    void later(Runnable action);
  }
}
